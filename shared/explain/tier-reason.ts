import { addDays, type PlainDate } from '../calendar.ts';
import { type Tier, tiers } from '../profile/classes.ts';
import type { Subject } from './subject.ts';

/** Why a customer has a tier. Amounts are in minor units, over the last twelve months. */
export interface TierReason {
  readonly is: Tier;
  readonly spent: number;
  /** Where the tier begins; absent for bronze. */
  readonly from?: number;
  readonly next?: { readonly tier: Tier; readonly from: number };
  /** The last day of grace, where the spend is no longer enough for the tier. */
  readonly keptUntil?: PlainDate;
}

/** Explains the tier of a customer. */
export function tierReason({ population, classes, ordered }: Subject): TierReason {
  const { tiers: settings } = population.settings;
  const from: Record<Tier, number | undefined> = { ...settings, bronze: undefined };
  const is = classes.tier.is;
  const next = tiers[tiers.indexOf(is) + 1];
  const nextFrom = next && from[next];
  const begins = from[is];
  const { tierUnearnedSince } = classes;
  return {
    is,
    spent: ordered?.ranking.spentLastYear ?? 0,
    ...(begins !== undefined && { from: begins }),
    ...(next !== undefined && nextFrom !== undefined && { next: { tier: next, from: nextFrom } }),
    ...(tierUnearnedSince !== undefined && { keptUntil: addDays(tierUnearnedSince, settings.graceDays - 1) }),
  };
}
