import {
  type Coupon,
  type CouponTerms,
  couponCodeFor,
  createCoupon,
  createSharedCoupon,
} from '../coupons/coupon.ts';
import { hasPlaceFor, type WrittenSharedCode } from '../coupons/shared-code.ts';
import type { CouponUnavailable } from '../deliveries/skip-reason.ts';
import { RekindleError } from '../errors.ts';
import type { CustomerRef } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import { factOfCoupon } from '../profile/coupon-use.ts';
import type { KeyRing } from '../settings/secrets.ts';
import { type IntakeStore, takeIn } from './take-in.ts';
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
  store: IntakeStore,
  terms: CouponTerms,
  { current, retired }: KeyRing,
  timeZone: string,
): Promise<Coupon> {
  for (const { key } of retired) {
    const code = couponCodeFor(terms.issuedFor, terms.customerId, key);
    const earlier = await store.coupons.get(terms.customerId, code);
    if (earlier !== undefined) return earlier;
  }
  const ref = customerRefFor(terms.customerId, await store.settings.opaqueIdKey());
  return issueOnce(store, createCoupon(terms, current.key, timeZone), { ref, timeZone });
}

/**
 * Issues the coupon for a customer whose code others have too. The customer has one coupon with the code: within a cohort
 * a later step returns the one that was issued first, so that it can remind of it; a later cohort issues it anew, with its
 * own dates. A coupon takes no place: that is for whoever uses it first.
 *
 * @param timeZone the shop's; it decides on which day the coupon expires
 * @returns why there is no coupon, when the code is used up or the customer has used it
 * @throws RekindleError when the code was never opened, which publishing does
 */
export async function issueSharedCoupon(
  store: IntakeStore,
  terms: CouponTerms,
  shared: WrittenSharedCode,
  timeZone: string,
): Promise<Coupon | CouponUnavailable> {
  const code = await store.sharedCodes.find(shared.code);
  if (code === undefined)
    throw new RekindleError('this shared code is not known; publish the campaign again', {
      where: shared.code,
    });
  const ref = customerRefFor(terms.customerId, await store.settings.opaqueIdKey());
  const earlier = await store.coupons.get(terms.customerId, shared.code);
  if (earlier?.redemption !== undefined || !hasPlaceFor(code, ref)) return 'code-used-up';
  if (earlier !== undefined && occasionOf(earlier) === occasionOf(terms)) return earlier;
  const coupon = createSharedCoupon(terms, code, timeZone);
  return issueOnce(store, coupon, { ref, timeZone, earlier });
}

/** What a coupon is issued for without the step, which is the cohort. */
const occasionOf = ({ issuedFor }: Pick<Coupon, 'issuedFor'>): string =>
  issuedFor.slice(0, issuedFor.lastIndexOf('#'));

/** Stores the coupon, or finds the one that is there already, and folds it into the profile. */
const issueOnce = (
  store: IntakeStore,
  coupon: Coupon,
  {
    ref,
    timeZone,
    earlier,
  }: { readonly ref: CustomerRef; readonly timeZone: string; readonly earlier?: Coupon | undefined },
): Promise<Coupon> => {
  const { customerId, code } = coupon;
  return takeIn(
    store,
    {
      customerId,
      async record() {
        const isNew = await store.coupons.issue(coupon, earlier);
        const issued = isNew ? coupon : ((await store.coupons.get(customerId, code)) ?? coupon);
        if (isNew && (await wasErased(store, ref, coupon.issuedAt))) await store.coupons.remove(coupon);
        return { result: issued, facts: [{ fact: factOfCoupon(issued), isNew }] };
      },
    },
    timeZone,
  );
};
