import { addMonths, dayIn, type Instant, monthOf } from '../calendar.ts';
import type { Offer } from '../coupons/offer.ts';
import { decimalsOf } from '../money.ts';
import type { Earning } from '../orders/earning.ts';
import { netOf } from '../orders/net.ts';
import type { Order } from '../orders/order.ts';
import type { PointsEntry } from './ledger.ts';

/** Points were given to a customer. */
export interface PointsGranted {
  readonly type: 'points-granted';
  /** What they were given for: a step of a cohort. */
  readonly id: string;
  readonly at: Instant;
  readonly points: number;
  /** The last month in which they count; absent for good. */
  readonly until?: string;
}

/** A customer used points for a reward. */
export interface PointsSpent {
  readonly type: 'points-spent';
  /** The request that asked for it. */
  readonly id: string;
  /** Which it is of the customer's, from 1: two requests at the same time cannot both be the next. */
  readonly number: number;
  /** Never before the one with the number before. */
  readonly at: Instant;
  readonly points: number;
  readonly reward: Reward;
}

/** What points were used for, on its terms of that day: a coupon. */
export interface Reward extends Offer {
  readonly name: string;
  readonly validForDays: number;
}

/**
 * The points of an amount, rounded down: half a point is none.
 *
 * @param minor minor units of the order's currency
 */
function pointsFor(minor: number, { currency }: Pick<Order, 'currency'>, { pointsRate }: Earning): number {
  const hundredths = BigInt(Math.round(pointsRate * 100)) * BigInt(minor);
  return Number(hundredths / BigInt(100 * 10 ** decimalsOf(currency)));
}

/** The points of an order, as if nothing had been given back, and those that count: its net amount, none once cancelled. */
export function pointsOf(
  order: Order,
  earning: Earning,
): { readonly earned: number; readonly counted: number } {
  const earned = pointsFor(order.totals.total, order, earning);
  const counted = order.status === 'cancelled' ? 0 : pointsFor(netOf(order), order, earning);
  return { earned, counted };
}

/**
 * The last month in which points count.
 *
 * @param months for how many months after the one of `at`; undefined for good
 */
export const lastMonth = (at: Instant, months: number | undefined, timeZone: string): string | undefined =>
  months === undefined ? undefined : addMonths(monthOf(dayIn(timeZone, at)), months);

/** What an order brought; undefined when that is nothing. */
export function entryOfOrder(order: Order, earning: Earning, timeZone: string): PointsEntry | undefined {
  const { counted } = pointsOf(order, earning);
  const { placedAt: at, id } = order;
  const until = lastMonth(at, earning.months, timeZone);
  return counted === 0 ? undefined : { at, id: `order#${id}`, points: counted, until };
}

/** What a grant brought, or a reward cost. */
export const entryOf = (fact: PointsGranted | PointsSpent): PointsEntry =>
  fact.type === 'points-granted'
    ? { at: fact.at, id: `granted#${fact.id}`, points: fact.points, until: fact.until }
    : { at: fact.at, id: `spent#${fact.id}`, points: -fact.points };
