import type { Baseline } from './baseline.ts';

/**
 * A customer's true state on a day: has not bought yet; buys at the usual intervals; is overdue but can still be won
 * back; or will never come back, whatever the shop does.
 */
export type PurchaseState = 'not-yet' | 'active' | 'silent' | 'gone';

/** A customer is overdue after this many mean gaps without an order, but never before the number of days below. */
const silentAfterGaps = 1.6;
const silentAfterDays = 21;

/**
 * The state of a customer on a day, with the orders that campaigns caused.
 *
 * @param extraDays days of the orders that campaigns caused, including future ones
 * @param day index in the period
 */
export function purchaseStateOn(
  baseline: Baseline,
  extraDays: readonly number[],
  day: number,
): PurchaseState {
  const firstDay = baseline.orderDays[0];
  if (firstDay === undefined || day < firstDay) return 'not-yet';
  if (baseline.goneFromDay !== undefined && day >= baseline.goneFromDay) return 'gone';
  const ownOrders = baseline.orderDays.filter((orderDay) => orderDay <= day);
  const lastDay = Math.max(...ownOrders.slice(-1), ...extraDays);
  return day - lastDay > Math.max(silentAfterGaps * baseline.meanGapDays, silentAfterDays)
    ? 'silent'
    : 'active';
}
