import type { ReferralFacts } from '../profile/profile.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import type { Ranking } from './ranking.ts';

/** Three scores and their weighted mean, each from 0 to 100. */
export interface Effectiveness {
  /** The position by customer lifetime value; by last year's spend where that cannot be forecast. */
  readonly value: number;
  /** Friends sent and won. Absent where none are known: unknown is not none. */
  readonly influence?: number;
  /** The position by days with an order, times what silence has left of the chance right after the last order. */
  readonly loyalty: number;
  readonly total: number;
}

/**
 * How much a customer is worth to the shop (有效客户): what they bring, whom they bring, and whether they stay.
 *
 * The total is the mean of the three, weighted by the settings. Influence only ever raises it: few customers send
 * friends, and most shops do not know of those who do, so its absence must not count against anybody.
 */
export function effectivenessOf(
  { positions, forecast }: Pick<Ranking, 'positions' | 'forecast'>,
  referrals: ReferralFacts | undefined,
  { weights, fullInfluenceReferrals, sentOverWon }: ScoringSettings['effective'],
): Effectiveness {
  const value = 100 * (positions.lifetimeValue ?? positions.spentLastYear);
  const loyalty = 100 * positions.orderDays * (forecast?.chanceKept ?? 1);
  const own = [
    [value, weights.value],
    [loyalty, weights.loyalty],
  ] as const;
  const total = weightedMean(...own);
  if (referrals === undefined) return { value, loyalty, total };
  const won = referrals.converted + sentOverWon * Math.max(0, referrals.made - referrals.converted);
  const influence = 100 * Math.min(1, won / fullInfluenceReferrals);
  return {
    value,
    influence,
    loyalty,
    total: Math.max(total, weightedMean(...own, [influence, weights.influence])),
  };
}

function weightedMean(...parts: readonly (readonly [score: number, weight: number])[]): number {
  const weight = parts.reduce((sum, [, one]) => sum + one, 0);
  return weight === 0 ? 0 : parts.reduce((sum, [score, one]) => sum + score * one, 0) / weight;
}

/**
 * True when the total reaches the limit of the settings; within the slack below it for a customer who was effective.
 *
 * @param before whether the customer was effective last night
 */
export const isEffective = (
  { total }: Pick<Effectiveness, 'total'>,
  { from, slack }: ScoringSettings['effective'],
  before: boolean,
): boolean => total >= (before ? from - slack : from);
