import type { ReferralFacts } from '../profile/profile.ts';
import { type Effectiveness, effectivenessOf } from '../scoring/effective.ts';
import type { Subject } from './subject.ts';

/** Why a customer's value is expected to grow. Positions are shares of customers that lie below. */
export interface PotentialReason {
  readonly lifetimeValue: number;
  readonly byLifetimeValue: number;
  readonly spentLastYear: number;
  readonly bySpentLastYear: number;
  readonly months: number;
}

/** Undefined for a customer who is no potential one. */
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

/** What makes a customer effective, or not. */
export interface EffectiveReason extends Effectiveness {
  readonly isEffective: boolean;
  readonly from: number;
  /** Who is effective stays so down to here. */
  readonly keptFrom: number;
  readonly orderDays: number;
  /** What the silence has left of the chance that there was right after the last order. */
  readonly chanceKept?: number;
  readonly referrals: ReferralFacts;
}

/** Undefined for a customer without an order. */
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
