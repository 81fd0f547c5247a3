import * as z from 'zod';
import { addDays, nextAnniversary, type PlainDate, plainDateSchema } from '../../calendar.ts';
import type { Profile } from '../../profile/profile.ts';

/** A day of each customer's own. One of 29 February is on the 28th in years without one. */
export const dateTriggerSchema = z
  .strictObject({
    date: z.enum(['birthday', 'first-order', 'coupon-end']),
    /** How many days later; before, when negative. */
    days: z.int().min(-60).max(60).default(0),
  })
  .refine(({ date, days }) => date !== 'coupon-end' || days <= 0, {
    path: ['days'],
    error: 'after its last day a coupon is good for nothing: write how many days before, such as days: -3',
  });

export type DateTrigger = z.output<typeof dateTriggerSchema>;

/** Once, on a day, to everybody in the audience. */
export const broadcastSchema = z.strictObject({ broadcast: plainDateSchema });

export type BroadcastTrigger = z.output<typeof broadcastSchema>;

/** What of a customer says which days are their own. */
export type DatedProfile = Pick<Profile, 'contact'> & {
  readonly orders?: Pick<NonNullable<Profile['orders']>, 'firstDay'>;
  readonly unusedCoupons?: Profile['unusedCoupons'];
};

/** True on the day, counted from the customer's own, on which a customer enters. The first order itself is none. */
export const isDayOf = (trigger: DateTrigger, profile: DatedProfile, today: PlainDate): boolean =>
  nextDayOf(trigger, profile, today) === today;

/** The first such day from a day on; undefined for a customer of whom no such day is known. */
export function nextDayOf(
  { date, days }: DateTrigger,
  profile: DatedProfile,
  from: PlainDate,
): PlainDate | undefined {
  if (date === 'coupon-end')
    return Object.values(profile.unusedCoupons ?? {})
      .map((lastDay) => addDays(lastDay, days))
      .filter((day) => day >= from)
      .sort()[0];
  const own = date === 'birthday' ? profile.contact.birthday : profile.orders?.firstDay;
  if (own === undefined) return undefined;
  const counted = addDays(from, -days);
  return addDays(nextAnniversary(own, counted > own ? counted : addDays(own, 1)), days);
}

/** The code of an unused coupon whose last day is this one; the first of several. Undefined when there is none. */
export const couponEndingOn = (
  { unusedCoupons = {} }: Pick<DatedProfile, 'unusedCoupons'>,
  day: PlainDate,
): string | undefined =>
  Object.keys(unusedCoupons)
    .filter((code) => unusedCoupons[code] === day)
    .sort()[0];
