import { dayIn, type Instant } from '../calendar.ts';
import { couponEndingOn } from '../campaigns/triggers/date.ts';
import { couponDayOf, type Trigger } from '../campaigns/triggers/trigger.ts';
import type { Coupon } from '../coupons/coupon.ts';
import type { CouponUnavailable } from '../deliveries/skip-reason.ts';
import type { CohortKey } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import { isEventSlot } from '../slot.ts';
import type { Store } from '../store/store.ts';

/** Who entered which campaign when, and what time it is. */
export interface Reminder {
  readonly trigger: Trigger;
  readonly slot: CohortKey['slot'];
  readonly profile: Pick<Profile, 'customerId' | 'unusedCoupons'>;
  readonly at: Instant;
}

/**
 * What finds the coupon that let a customer enter; undefined in a campaign that coupons do not begin. A coupon that was
 * used meanwhile, or that has ended, is not reminded of.
 */
export function reminderOf(
  store: Pick<Store, 'coupons'>,
  { trigger, slot, profile, at }: Reminder,
  { timeZone }: Pick<Settings, 'timeZone'>,
): (() => Promise<Coupon | CouponUnavailable>) | undefined {
  const day = isEventSlot(slot) ? undefined : couponDayOf(trigger, slot);
  if (day === undefined) return undefined;
  return async () => {
    const code = couponEndingOn(profile, day);
    if (code === undefined || dayIn(timeZone, at) > day) return 'coupon-over';
    const coupon = await store.coupons.get(profile.customerId, code);
    return coupon === undefined || coupon.redemption !== undefined ? 'coupon-over' : coupon;
  };
}
