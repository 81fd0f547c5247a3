import { addDays, dayIn, type Instant, type PlainDate } from '../calendar.ts';
import { codeFor } from '../code.ts';
import type { CustomerId, OrderId } from '../ids.ts';
import type { Order } from '../orders/order.ts';
import { type Basket, type Offer, type OfferRefusal, whyNotFor } from './offer.ts';

/** What one customer can use for one order. */
export interface Coupon extends Offer {
  readonly code: string;
  readonly customerId: CustomerId;
  readonly issuedAt: Instant;
  /** The last day on which it is valid, in the shop's time zone. */
  readonly expiresOn: PlainDate;
  /** What it was issued for: a campaign's step, or a callback task. */
  readonly issuedFor: string;
  /** Other customers have the same code, and as many as this limit can use it. Absent for a code of the customer's own. */
  readonly shared?: { readonly limit: number };
  readonly redemption?: Redemption;
}

/** A coupon was used for an order. It counts unless the order is cancelled. */
export interface Redemption {
  readonly at: Instant;
  readonly orderId: OrderId;
  /** What it took off what was about to be ordered, in minor units; absent when the shop did not say what that was. */
  readonly discount?: number;
}

/**
 * The coupon as it stands: a cancelled order has released it.
 *
 * @param order the one that has used it, if it is known
 */
export function asItStands(
  { redemption, ...unused }: Coupon,
  order: Pick<Order, 'status'> | undefined,
): Coupon {
  return redemption === undefined || order?.status === 'cancelled' ? unused : { ...unused, redemption };
}

/**
 * The code of a customer's coupon for `purpose`, always the same, so that issuing twice gives one coupon. Nobody can work
 * out a code without the salt.
 *
 * @param purpose what the coupon is issued for, as in {@link Coupon.issuedFor}
 * @param salt the shop's secret
 */
export const couponCodeFor = (purpose: string, customerId: CustomerId, salt: string): string =>
  codeFor(`coupon\u0000${purpose}\u0000${customerId}`, salt);

/** The terms on which a coupon is issued. */
export interface CouponTerms extends Offer, Pick<Coupon, 'customerId' | 'issuedAt' | 'issuedFor'> {
  /** How many days after the day of issue it is still valid; 0 is until the end of that day. */
  readonly validForDays: number;
}

/**
 * Creates the coupon with a code of the customer's own, and its last day.
 *
 * @param salt the shop's secret, without which nobody can work out a code
 * @param timeZone the shop's; it decides on which day the coupon expires
 */
export const createCoupon = (terms: CouponTerms, salt: string, timeZone: string): Coupon =>
  couponWith(couponCodeFor(terms.issuedFor, terms.customerId, salt), terms, timeZone);

/**
 * Creates the coupon with a code that others have too, and its last day.
 *
 * @param timeZone the shop's; it decides on which day the coupon expires
 */
export const createSharedCoupon = (
  terms: CouponTerms,
  { code, limit }: { readonly code: string; readonly limit: number },
  timeZone: string,
): Coupon => ({ ...couponWith(code, terms, timeZone), shared: { limit } });

const couponWith = (code: string, { validForDays, ...coupon }: CouponTerms, timeZone: string): Coupon => ({
  ...coupon,
  code,
  expiresOn: addDays(dayIn(timeZone, coupon.issuedAt), validForDays),
});

/** A customer wants to use a coupon for an order. */
export interface RedemptionRequest {
  readonly customerId: CustomerId;
  /** Absent while the order is only being considered. */
  readonly orderId?: OrderId;
  /** What is about to be ordered; not checked when absent. */
  readonly basket?: Basket | undefined;
  readonly at: Instant;
}

/** Why a coupon is refused. */
export type CouponRefusal =
  | 'unknown-code'
  | 'wrong-customer'
  | 'expired'
  | 'already-redeemed'
  /** As many customers as the limit of its shared code have used it. */
  | 'used-up'
  | OfferRefusal;

/**
 * Why a coupon cannot be redeemed; undefined when it can, or already was by this very order.
 *
 * @param timeZone the shop's; it decides on which day the request is made
 */
export function whyNotRedeem(
  coupon: Coupon | undefined,
  request: RedemptionRequest,
  timeZone: string,
): CouponRefusal | undefined {
  if (coupon === undefined) return 'unknown-code';
  if (coupon.customerId !== request.customerId) return 'wrong-customer';
  if (coupon.redemption !== undefined) {
    return coupon.redemption.orderId === request.orderId ? undefined : 'already-redeemed';
  }
  if (dayIn(timeZone, request.at) > coupon.expiresOn) return 'expired';
  return request.basket && whyNotFor(coupon, request.basket);
}
