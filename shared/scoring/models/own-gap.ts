import type { Model } from './model.ts';
import { daysIn, type OrderHistory } from './order-history.ts';

/**
 * The days without an order that a share of all customers with the same past would have broken by then, if they are
 * still customers: the quantile of the gap that comes next, by a model.
 *
 * While alive, a customer who ordered x times up to t_x buys at a rate that is Gamma(r + x, α + t_x), so the gap to
 * come is Lomax: P(gap > g) = ((α + t_x)/(α + t_x + g))^(r+x). It is the own interval where there were many orders, and
 * leans on the shop's where there were few.
 *
 * @param share in [0, 1): 0.8 gives the gap within which four of five would have ordered
 */
export function ownGapDays(
  { parameters: { r, alpha }, unit }: Pick<Model, 'parameters' | 'unit'>,
  { repeats, lastAfterDays }: OrderHistory,
  share: number,
): number {
  const tx = lastAfterDays / daysIn[unit];
  return (alpha + tx) * Math.expm1(-Math.log1p(-share) / (r + repeats)) * daysIn[unit];
}

/** Intervals of the population that a customer's own rhythm begins with. */
const intervalsOfThePopulation = 3;

/**
 * The usual days between a customer's orders, (t_x + 3μ)/(x + 3): own intervals, and three of the population's mean μ,
 * so that one early second order does not make a weekly buyer. For explaining; no class is decided by it.
 */
export const ownRhythmDays = ({ repeats, lastAfterDays }: OrderHistory, meanGapDays: number): number =>
  (lastAfterDays + intervalsOfThePopulation * meanGapDays) / (repeats + intervalsOfThePopulation);
