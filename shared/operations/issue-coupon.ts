import { type Coupon, type CouponTerms, createCoupon } from '../coupons/coupon.ts';
import type { Store } from '../store/store.ts';

/**
 * Issues the coupon for a customer and purpose. The code is always the same, so a repeat returns the coupon that was
 * issued first, with its dates: an attempt that broke off may already have promised them.
 *
 * @param timeZone the shop's; it decides on which day the coupon expires
 */
export async function issueCoupon(
  store: Pick<Store, 'coupons'>,
  terms: CouponTerms,
  salt: string,
  timeZone: string,
): Promise<Coupon> {
  const coupon = createCoupon(terms, salt, timeZone);
  const isNew = await store.coupons.issue(coupon);
  return isNew ? coupon : ((await store.coupons.get(coupon.customerId, coupon.code)) ?? coupon);
}
