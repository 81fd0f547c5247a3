import type { Model } from './model.ts';
import { daysIn, type OrderHistory } from './order-history.ts';

/**
 * The days within which a share of all customers with the same past, if still customers, will order again: the
 * quantile of the next gap, by a model.
 *
 * While alive, a customer who ordered x times up to t_x buys at a rate that is Gamma(r + x, α + t_x), so the next gap
 * is Lomax: P(gap > g) = ((α + t_x)/(α + t_x + g))^(r+x). With many orders it is the customer's own interval, with
 * few it leans towards the shop's.
 *
 * @param share in [0, 1): 0.8 gives the gap within which four out of five would have ordered
 */
export function ownGapDays(
  { parameters: { r, alpha }, unit }: Pick<Model, 'parameters' | 'unit'>,
  { repeats, lastAfterDays }: OrderHistory,
  share: number,
): number {
  const tx = lastAfterDays / daysIn[unit];
  return (alpha + tx) * Math.expm1(-Math.log1p(-share) / (r + repeats)) * daysIn[unit];
}

/** How many mean intervals of the population are added to a customer's own. */
const intervalsOfThePopulation = 3;

/**
 * The usual days between a customer's orders, (t_x + 3μ)/(x + 3): the customer's own intervals and three of the
 * population's mean μ, so that one early second order does not make a weekly buyer. It is for explanations; no class
 * is decided by it.
 *
 * @param meanGapDays μ
 */
export const ownRhythmDays = ({ repeats, lastAfterDays }: OrderHistory, meanGapDays: number): number =>
  (lastAfterDays + intervalsOfThePopulation * meanGapDays) / (repeats + intervalsOfThePopulation);
