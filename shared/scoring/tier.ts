import { addMonths, daysBetween, monthOf, type PlainDate } from '../calendar.ts';
import { type Tier, tiers } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { TierSettings } from '../settings/scoring-settings.ts';

/** Net spend of the current month and the eleven before it, in minor units. */
export function spentInLastYear(orders: OrderFacts | undefined, asOf: PlainDate): number {
  const newest = monthOf(asOf);
  const oldest = addMonths(newest, -11);
  let spent = 0;
  for (const [month, minor] of Object.entries(orders?.spentByMonth ?? {}))
    if (month >= oldest && month <= newest) spent += minor;
  return spent;
}

export function tierFor(spentMinor: number, settings: TierSettings): Tier {
  if (spentMinor >= settings.platinum) return 'platinum';
  if (spentMinor >= settings.gold) return 'gold';
  return spentMinor >= settings.silver ? 'silver' : 'bronze';
}

export interface TierDecision {
  readonly tier: Tier;
  /** Since when the spend has not carried the tier that is kept. */
  readonly unearnedSince?: PlainDate;
}

/** A higher tier is granted at once; a lower one only after the spend has been missing for the days of grace. */
export function decideTier(
  current: TierDecision | undefined,
  spentMinor: number,
  settings: TierSettings,
  asOf: PlainDate,
): TierDecision {
  const earned = tierFor(spentMinor, settings);
  if (current === undefined || tiers.indexOf(earned) >= tiers.indexOf(current.tier)) return { tier: earned };
  const unearnedSince = current.unearnedSince ?? asOf;
  const isGraceOver = daysBetween(unearnedSince, asOf) >= settings.graceDays;
  return isGraceOver ? { tier: earned } : { tier: current.tier, unearnedSince };
}
