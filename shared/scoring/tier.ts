import { addMonths, daysBetween, monthOf, type PlainDate } from '../calendar.ts';
import { type Tier, tiers } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { TierSettings } from '../settings/scoring-settings.ts';

/** Net spend of the month of `asOf` and the eleven before it, in minor units; 0 without orders. */
export function spentInLastYear(orders: OrderFacts | undefined, asOf: PlainDate): number {
  const newest = monthOf(asOf);
  const oldest = addMonths(newest, -11);
  let spent = 0;
  for (const [month, minor] of Object.entries(orders?.spentByMonth ?? {}))
    if (month >= oldest && month <= newest) spent += minor;
  return spent;
}

/** The tier that a year's net spend earns, in minor units. */
export function tierFor(spentMinor: number, settings: TierSettings): Tier {
  if (spentMinor >= settings.platinum) return 'platinum';
  if (spentMinor >= settings.gold) return 'gold';
  return spentMinor >= settings.silver ? 'silver' : 'bronze';
}

/** A tier, earned or kept during the grace period. */
export interface TierDecision {
  readonly tier: Tier;
  /** Since when the spend has been too low for the tier; absent for a tier that is earned. */
  readonly unearnedSince?: PlainDate;
}

/**
 * Decides tonight's tier. A higher tier is granted immediately, a lower one only after the spend has been too low for
 * the days of grace.
 *
 * @param current last night's decision; undefined for a new customer
 * @param spentMinor net spend of the last year, in minor units
 */
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
