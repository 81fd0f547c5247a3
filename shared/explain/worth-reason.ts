import type { ReferralFacts } from '../profile/profile.ts';
import { type Effectiveness, effectivenessOf } from '../scoring/effective.ts';
import type { Subject } from './subject.ts';

/** Why a customer's value is expected to grow. Amounts are in minor units, positions are shares of customers below. */
export interface PotentialReason {
  readonly lifetimeValue: number;
  readonly byLifetimeValue: number;
  readonly spentLastYear: number;
  readonly bySpentLastYear: number;
  readonly months: number;
}

/** Explains the trait `potential`; undefined for a customer without it. */
export function potentialReason({ population, classes, ordered }: Subject): PotentialReason | undefined {
  const lifetimeValue = ordered?.ranking.forecast?.outlook.lifetimeValue;
  const byLifetimeValue = ordered?.ranking.positions.lifetimeValue;
  if (!classes.traits.includes('potential') || ordered === undefined) return undefined;
  if (lifetimeValue === undefined || byLifetimeValue === undefined) return undefined;
  return {
    lifetimeValue,
    byLifetimeValue,
    spentLastYear: ordered.ranking.spentLastYear,
    bySpentLastYear: ordered.ranking.positions.spentLastYear,
    months: population.settings.value.months,
  };
}

/** Why a customer is effective or not. */
export interface EffectiveReason extends Effectiveness {
  readonly isEffective: boolean;
  readonly from: number;
  /** An effective customer stays effective down to this score. */
  readonly keptFrom: number;
  readonly orderDays: number;
  /** The chance of an order now, as a share of what it was right after the last order. */
  readonly chanceKept?: number;
  readonly referrals: ReferralFacts;
}

/** Explains the effectiveness of a customer; undefined without an order that counts. */
export function effectiveReason({
  profile,
  population,
  classes,
  ordered,
}: Subject): EffectiveReason | undefined {
  if (ordered === undefined) return undefined;
  const { effective } = population.settings;
  const chanceKept = ordered.ranking.forecast?.chanceKept;
  return {
    ...effectivenessOf(ordered.ranking, profile.referrals, effective),
    isEffective: classes.traits.includes('effective'),
    from: effective.from,
    keptFrom: effective.from - effective.slack,
    orderDays: ordered.orders.days,
    ...(chanceKept !== undefined && { chanceKept }),
    referrals: profile.referrals ?? { made: 0, converted: 0 },
  };
}
