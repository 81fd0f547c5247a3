import type { BuyingLife } from './rhythm.ts';

/**
 * How a customer really stands on a day: has not bought yet; buys in the own rhythm; is overdue and can still be won
 * back; or will not come back whatever one does.
 */
export type Standing = 'not-yet' | 'active' | 'silent' | 'gone';

/** Overdue means this many usual gaps without an order, and never less than the days below. */
const silentAfterGaps = 1.6;
const silentAfterDays = 21;

/**
 * @param extraDays days of orders that campaigns caused, also those still to come
 * @param day its index in the period
 */
export function standingOn(life: BuyingLife, extraDays: readonly number[], day: number): Standing {
  const firstDay = life.orderDays[0];
  if (firstDay === undefined || day < firstDay) return 'not-yet';
  if (life.goneFromDay !== undefined && day >= life.goneFromDay) return 'gone';
  const ownOrders = life.orderDays.filter((orderDay) => orderDay <= day);
  const lastDay = Math.max(...ownOrders.slice(-1), ...extraDays);
  return day - lastDay > Math.max(silentAfterGaps * life.meanGapDays, silentAfterDays) ? 'silent' : 'active';
}
