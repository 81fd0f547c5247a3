import type { PlainDate } from '../calendar.ts';
import type { Coupon } from '../coupons/coupon.ts';
import { isSameCode } from '../coupons/shared-code.ts';
import { netOf } from '../orders/net.ts';
import type { Order } from '../orders/order.ts';
import type { Activity, CouponActivity, RedemptionActivity } from './activity.ts';
import type { CouponUse } from './open-enrolment.ts';

/** The one fact that a coupon is: that it has been used, or that it can be. */
export function factOfCoupon({
  code,
  issuedAt,
  issuedFor,
  expiresOn,
  redemption,
}: Coupon): CouponActivity | RedemptionActivity {
  return redemption === undefined
    ? { type: 'coupon', at: issuedAt, code, expiresOn }
    : { type: 'redemption', ...redemption, code, issuedFor };
}

/**
 * The uses that count, of those in the activity: a cancelled order has released the coupon that it had used. Whether it
 * has depends on the order's latest version alone, so one that is placed again has its coupon again.
 *
 * @param orders all that are known, each in its latest version
 */
export function usesThatCount(
  activity: readonly Activity[],
  orders: readonly Order[],
): readonly RedemptionActivity[] {
  const cancelled = new Set(orders.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
  return activity.flatMap((one) => (one.type === 'redemption' && !cancelled.has(one.orderId) ? [one] : []));
}

/**
 * What a use came to. The order says what it took off; where it does not name the code, what was worked out when the
 * coupon was redeemed is taken.
 */
export function valueOfUse(use: RedemptionActivity, orders: readonly Order[]): CouponUse {
  const order = orders.find(({ id }) => id === use.orderId);
  if (order === undefined) return { discount: 0, spent: 0 };
  const named = order.discounts.filter(
    ({ couponCode }) => couponCode !== undefined && isSameCode(couponCode, use.code),
  );
  const discount =
    named.length > 0 ? named.reduce((sum, { amount }) => sum + amount, 0) : (use.discount ?? 0);
  return { discount, spent: netOf(order) };
}

/** Few customers have more at a time, and a night reads every profile. */
const unusedCouponsKept = 5;

/** The last days of the coupons that have not been used, by code: those that end last. Undefined when there are none. */
export function unusedCouponsIn(
  activity: readonly Activity[],
): Readonly<Record<string, PlainDate>> | undefined {
  const unused = activity.flatMap((one) => (one.type === 'coupon' ? [one] : []));
  if (unused.length === 0) return undefined;
  const byEnd = new Set(unused.map(({ code, expiresOn }) => `${expiresOn} ${code}`));
  const kept = new Set([...byEnd].sort().slice(-unusedCouponsKept));
  return Object.fromEntries(
    unused.flatMap(({ code, expiresOn }) => (kept.has(`${expiresOn} ${code}`) ? [[code, expiresOn]] : [])),
  );
}
