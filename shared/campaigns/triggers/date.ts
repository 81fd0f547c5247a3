import * as z from 'zod';
import { addDays, nextAnniversary, type PlainDate, plainDateSchema } from '../../calendar.ts';
import type { Profile } from '../../profile/profile.ts';

/** A day of each customer's own. One of 29 February is on the 28th in years without one. */
export const dateTriggerSchema = z.strictObject({
  date: z.enum(['birthday', 'first-order']),
  /** How many days later; before, when negative. */
  days: z.int().min(-60).max(60).default(0),
});

export type DateTrigger = z.output<typeof dateTriggerSchema>;

/** Once, on a day, to everybody in the audience. */
export const broadcastSchema = z.strictObject({ broadcast: plainDateSchema });

export type BroadcastTrigger = z.output<typeof broadcastSchema>;

/** True on the day, counted from the customer's own, on which a customer enters. The first order itself is none. */
export function isDayOf({ date, days }: DateTrigger, profile: DatedProfile, today: PlainDate): boolean {
  const own = date === 'birthday' ? profile.contact.birthday : profile.orders?.firstDay;
  if (own === undefined) return false;
  const day = addDays(today, -days);
  return nextAnniversary(own, day) === day && day > own;
}

type DatedProfile = Pick<Profile, 'contact'> & {
  readonly orders?: Pick<NonNullable<Profile['orders']>, 'firstDay'>;
};
