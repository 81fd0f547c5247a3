import { daysBetween, type PlainDate } from '../calendar.ts';
import type { InterestFacts } from '../profile/profile.ts';

/** The latest day on which the customer looked at something, put it into a cart or onto a wishlist. */
export const lastInterestOn = (interest: InterestFacts | undefined): PlainDate | undefined =>
  [interest?.browsedOn, interest?.cartedOn, interest?.wishlistedOn]
    .flatMap((day) => day ?? [])
    .sort()
    .at(-1);

/** Whether that was at most so many days ago. */
export function isInterested(
  interest: InterestFacts | undefined,
  withinDays: number,
  asOf: PlainDate,
): boolean {
  const last = lastInterestOn(interest);
  return last !== undefined && daysBetween(last, asOf) <= withinDays;
}
