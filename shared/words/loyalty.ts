import type { Language } from '../language.ts';
import { textInOrAny } from '../localised-text.ts';
import type { TierBenefits } from '../settings/loyalty-settings.ts';
import { en } from './en/loyalty.ts';
import { zh } from './zh/loyalty.ts';

/** The texts about benefits, points and referrals in one language. */
export type LoyaltyWords = typeof en;

/** The texts about benefits, points and referrals. */
export const loyaltyWords: Readonly<Record<Language, LoyaltyWords>> = { en, zh };

/**
 * What a tier gives its customers, as a list within a sentence: `2 points for every £1 and free shipping`. Undefined when
 * it gives nothing.
 *
 * @param unit one whole unit of the currency, as readers write it: `£1`
 */
export function benefitsInWords(
  { pointsRate, freeShipping, earlyAccess, priceList, other }: TierBenefits,
  language: Language,
  unit: string,
): string | undefined {
  const words = loyaltyWords[language];
  const given = [
    pointsRate > 0 ? words.pointsRate(pointsRate, unit) : [],
    freeShipping ? words.freeShipping : [],
    earlyAccess ? words.earlyAccess : [],
    priceList === undefined ? [] : words.ownPrices,
    textInOrAny(other, language) ?? [],
  ].flat();
  return given.length === 0 ? undefined : words.list(given);
}
