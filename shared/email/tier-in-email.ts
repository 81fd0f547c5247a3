import { isLanguage } from '../language.ts';
import { type Tier, tiers } from '../profile/classes.ts';
import type { Settings } from '../settings/settings.ts';
import { loyaltyWords } from '../words/loyalty.ts';
import { moneyFor, type TextReader } from './text-reader.ts';

/** A customer's tier, and the one above it. */
export interface TierInEmail {
  /** The word for conditions, such as `gold`. */
  readonly tier: Tier;
  /** Its name as customers read it. */
  readonly tierName: string;
  /** The name of the tier above; absent at the top, and for whoever has spent enough for it already. */
  readonly nextTier?: string;
  /** What they would have to spend within the twelve months to reach it. */
  readonly amountToNextTier?: string;
}

/**
 * A tier in the words and numbers of the text's language.
 *
 * @param spent net spend of the last year, in minor units
 */
export function tierInEmail(
  tier: Tier,
  spent: number,
  { tiers: from }: Pick<Settings, 'tiers'>,
  reader: TextReader,
): TierInEmail {
  const names = loyaltyWords[isLanguage(reader.language) ? reader.language : 'en'].tiers;
  const next = tiers[tiers.indexOf(tier) + 1];
  const missing = next === undefined || next === 'bronze' ? 0 : from[next] - spent;
  const standing = { tier, tierName: names[tier] };
  if (next === undefined || missing <= 0) return standing;
  return { ...standing, nextTier: names[next], amountToNextTier: moneyFor(reader)(missing) };
}
