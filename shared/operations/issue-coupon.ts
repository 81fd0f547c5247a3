import { type Coupon, type CouponTerms, couponCodeFor, createCoupon } from '../coupons/coupon.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { KeyRing } from '../settings/secrets.ts';
import type { Store } from '../store/store.ts';
import { wasErased } from './was-erased.ts';

/**
 * Issues the coupon for a customer and purpose. The code is always the same, so a repeat returns the coupon that was
 * issued first, with its dates: an attempt that broke off may already have promised them. Also when the key has been
 * rotated in between: a coupon that an earlier key made is found first. Nothing stays of a coupon for somebody who was
 * erased meanwhile.
 *
 * @param timeZone the shop's; it decides on which day the coupon expires
 */
export async function issueCoupon(
  store: Pick<Store, 'coupons' | 'erasures' | 'settings'>,
  terms: CouponTerms,
  { current, retired }: KeyRing,
  timeZone: string,
): Promise<Coupon> {
  for (const { key } of retired) {
    const code = couponCodeFor(terms.issuedFor, terms.customerId, key);
    const earlier = await store.coupons.get(terms.customerId, code);
    if (earlier !== undefined) return earlier;
  }
  const coupon = createCoupon(terms, current.key, timeZone);
  const isNew = await store.coupons.issue(coupon);
  const ref = customerRefFor(terms.customerId, await store.settings.opaqueIdKey());
  if (isNew && (await wasErased(store, ref, terms.issuedAt))) await store.coupons.remove(coupon);
  return isNew ? coupon : ((await store.coupons.get(coupon.customerId, coupon.code)) ?? coupon);
}
