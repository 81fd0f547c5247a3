import type { Instant, PlainDate } from '../calendar.ts';
import type { CustomerId, EventFactKey, OrderId } from '../ids.ts';
import { type Interaction, interactionKeyOf, isInteraction } from '../interactions/interaction.ts';
import type { Earning } from '../orders/earning.ts';
import type { Order, OrderCustomer } from '../orders/order.ts';
import type { PointsGranted, PointsSpent } from '../points/points.ts';
import { latestVersions } from '../versions.ts';
import type { EmailSuppression } from './profile.ts';

/** One fact about a customer. The profile is folded from all of them. */
export type Activity =
  | OrderActivity
  | RefundActivity
  | SuppressionActivity
  | ReleaseActivity
  | RedemptionActivity
  | CouponActivity
  | PointsActivity
  | Interaction;

/** One version of an order; the latest version counts. */
export interface OrderActivity {
  readonly type: 'order';
  readonly order: Order;
  /** By what it earns points, whatever its version; absent when it earns none. */
  readonly earns?: Earning;
}

/** Points that a customer was given, or used. */
export type PointsActivity = PointsGranted | PointsSpent;

/** A fact that can begin a campaign for a customer. */
export type EventFact = OrderActivity | Interaction;

/** True for a fact that can begin a campaign. */
export const isEventFact = (fact: Activity): fact is EventFact =>
  fact.type === 'order' || isInteraction(fact);

/** The key of a fact that can begin a campaign. */
export const eventFactKeyOf = (fact: EventFact): EventFactKey =>
  fact.type === 'order' ? `order#${fact.order.id}` : interactionKeyOf(fact);

/** A refund that does not name its order, such as a credit note. */
export interface RefundActivity {
  readonly type: 'refund';
  readonly id: string;
  readonly at: Instant;
  /** When this version of it was seen; `at` when absent. The latest version counts. */
  readonly observedAt?: Instant;
  /** Minor units of the shop's currency. */
  readonly amount: number;
  readonly customer?: Order['customer'];
}

/** A channel was closed: by an unsubscribe link, a complaint, a bounce, or a request on the phone. */
export type SuppressionActivity = {
  readonly type: 'suppression';
  readonly id: string;
  readonly at: Instant;
} & (
  | { readonly channel: 'email'; readonly reason: Exclude<EmailSuppression, 'bounced'> }
  /** The address does not exist; another address opens the channel again. */
  | { readonly channel: 'email'; readonly reason: 'bounced'; readonly address: string }
  | { readonly channel: 'phone'; readonly reason: 'do-not-call' }
);

/** Somebody of the shop knows that an address works: emails to it that bounced until then close it no longer. */
export interface ReleaseActivity {
  readonly type: 'release';
  readonly id: string;
  readonly at: Instant;
  readonly address: string;
}

/** A coupon was issued, and has not been used. One that has been used, even for an order that was cancelled, is a redemption. */
export interface CouponActivity {
  readonly type: 'coupon';
  readonly at: Instant;
  readonly code: string;
  /** The last day on which it is valid. */
  readonly expiresOn: PlainDate;
}

/** A coupon was used for an order. It counts unless the order is cancelled. */
export interface RedemptionActivity {
  readonly type: 'redemption';
  readonly at: Instant;
  readonly code: string;
  readonly orderId: OrderId;
  /** What it took off when it was redeemed, in minor units, if that is known. */
  readonly discount?: number;
  /** What the coupon was issued for. */
  readonly issuedFor: string;
}

/** The orders among facts, each in its latest version. */
export const latestOrders = (activity: readonly Activity[]): readonly Order[] =>
  latestVersions(
    activity.flatMap((one) => (one.type === 'order' ? [one.order] : [])),
    ({ id }) => id,
  );

/** When a fact happened, however late it comes in. */
export const momentOf = (activity: Activity): Instant =>
  activity.type === 'order' ? activity.order.placedAt : activity.at;

/** What a fact says about the customer, if it says anything. */
export function customerIn(fact: Activity): OrderCustomer | undefined {
  if (fact.type === 'order') return fact.order.customer;
  return 'customer' in fact ? fact.customer : undefined;
}

/** The same fact about a customer who is known by another id. */
export function ofCustomer<F extends Activity>(id: CustomerId, fact: F): F {
  const customer = customerIn(fact);
  if (customer === undefined || customer.id === id) return fact;
  const named = { ...customer, id };
  return fact.type === 'order'
    ? { ...fact, order: { ...fact.order, customer: named } }
    : { ...fact, customer: named };
}

/**
 * The times by which a fact has its place among the others of its customer. A coupon and its use have none: only the
 * latest are kept, whatever else happened.
 */
export function momentsOf(fact: Activity): readonly Instant[] {
  switch (fact.type) {
    case 'order':
      return [fact.order.placedAt];
    case 'refund':
    case 'suppression':
    case 'release':
    case 'points-granted':
    case 'points-spent':
      return [fact.at];
    case 'coupon':
    case 'redemption':
      return [];
    default:
      return [fact.at, fact.updatedAt];
  }
}

/** Facts of the same moment are sorted by id, so that which is the latest does not depend on the order of arrival. */
export const byTime = (a: Timed, b: Timed): number => (rankOf(a) < rankOf(b) ? -1 : 1);

interface Timed {
  readonly at: Instant;
  readonly id: string;
}

const rankOf = ({ at, id }: Timed): string => `${at} ${id}`;
