import type { ReferralFacts } from '../profile/profile.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import type { Standing } from './standing.ts';

/** Three scores and their weighted mean, each from 0 to 100. */
export interface Effectiveness {
  /** The position by customer lifetime value; by last year's spend where that cannot be forecast. */
  readonly value: number;
  /** Friends sent and won. Absent where the shop does not keep track of them: unknown is not none. */
  readonly influence?: number;
  /** The position by days with an order, times the chance of still being a customer. */
  readonly loyalty: number;
  readonly total: number;
}

/** A friend who came and did not buy counts as a part of one who did. */
const madeOverConverted = 0.25;

/** How much a customer is worth to the shop (有效客户): what they bring, whom they bring, and whether they stay. */
export function effectivenessOf(
  standing: Pick<Standing, 'positions' | 'forecast'>,
  referrals: ReferralFacts | undefined,
  shopTracksReferrals: boolean,
  { weights, fullInfluenceReferrals }: ScoringSettings['effective'],
): Effectiveness {
  const { positions, forecast } = standing;
  const value = 100 * (positions.lifetimeValue ?? positions.spentLastYear);
  const loyalty = 100 * positions.orderDays * (forecast?.outlook.chanceAlive ?? 1);
  if (!shopTracksReferrals) {
    return { value, loyalty, total: weightedMean([value, weights.value], [loyalty, weights.loyalty]) };
  }
  const { made, converted } = referrals ?? { made: 0, converted: 0 };
  const won = converted + madeOverConverted * Math.max(0, made - converted);
  const influence = 100 * Math.min(1, won / fullInfluenceReferrals);
  const total = weightedMean(
    [value, weights.value],
    [influence, weights.influence],
    [loyalty, weights.loyalty],
  );
  return { value, influence, loyalty, total };
}

function weightedMean(...parts: readonly (readonly [score: number, weight: number])[]): number {
  const weight = parts.reduce((sum, [, one]) => sum + one, 0);
  return weight === 0 ? 0 : parts.reduce((sum, [score, one]) => sum + score * one, 0) / weight;
}

export const isEffective = (
  { total }: Pick<Effectiveness, 'total'>,
  { from, slack }: ScoringSettings['effective'],
  before: boolean,
): boolean => total >= (before ? from - slack : from);
