import { type Coupon, type CouponTerms, createCoupon } from '../coupons/coupon.ts';
import type { Store } from '../store/store.ts';

/**
 * Issues the coupon of a customer and purpose: always the same code, so a repeat finds it. An attempt that broke off
 * after issuing may have promised other dates; the first promise stands.
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
