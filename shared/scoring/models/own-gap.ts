import { type PurchaseModel, purchaseProcesses } from './model.ts';
import { daysIn, type OrderHistory } from './order-history.ts';
import type { WeightedHistories } from './purchase-parameters.ts';

/**
 * The days within which a share of all customers with the same past, if still customers, will order again: the
 * quantile of the next gap, by a model.
 *
 * While alive, a customer who ordered x times up to t_x buys at a rate that is Gamma(r + x, α + t_x), so by MBG/NBD the
 * next gap is Lomax: P(gap > g) = ((α + t_x)/(α + t_x + g))^(r+x). With many orders it is the customer's own interval,
 * with few it leans towards the shop's.
 *
 * @param share in [0, 1): 0.8 gives the gap within which four out of five would have ordered
 */
export function ownGapDays(
  { kind, parameters, unit }: PurchaseModel,
  { repeats, lastAfterDays }: OrderHistory,
  share: number,
): number {
  const gap = purchaseProcesses[kind].gapOfShare(parameters, repeats, lastAfterDays / daysIn[unit], share);
  return gap * daysIn[unit];
}

/**
 * The time within which a share of the shop's repeat customers, while still customers, order again: g with a mean over
 * them of P(gap > g) = 1 − share. Being the model's, it counts gaps that are still open for what they are: unfinished. 0
 * without a repeat customer.
 *
 * @param histories with times in the unit of the model
 * @param share in [0, 1)
 * @returns g in the unit of the model
 */
export function shopGap(
  { kind, parameters }: PurchaseModel,
  histories: WeightedHistories,
  share: number,
): number {
  const process = purchaseProcesses[kind];
  const { weight, x, tx } = histories;
  const repeated = [...weight.keys()].filter((cell) => (x[cell] ?? 0) > 0);
  const shareLongerThan = (gap: number): number => {
    let [longer, customers] = [0, 0];
    for (const cell of repeated) {
      const w = weight[cell] ?? 0;
      // Right after an order no step is taken, and as much time has passed as up to that order.
      longer += w * (1 - process.chanceOfOrderWhileAlive(parameters, x[cell] ?? 0, tx[cell] ?? 0, 0, gap));
      customers += w;
    }
    return longer / customers;
  };
  // The shop's quantile is between those of its quickest and its slowest customer.
  const own = repeated.map((cell) => process.gapOfShare(parameters, x[cell] ?? 0, tx[cell] ?? 0, share));
  let low = own.reduce((least, one) => Math.min(least, one), own[0] ?? 0);
  let high = own.reduce((most, one) => Math.max(most, one), low);
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (shareLongerThan(middle) > 1 - share) low = middle;
    else high = middle;
  }
  return high;
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
