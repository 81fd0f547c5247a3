import { daysBetween, type PlainDate } from '../calendar.ts';
import type { Facts } from '../profile/profile.ts';

/**
 * The latest day on which the customer looked at something, or put it into a cart or onto a wishlist; undefined once
 * they have ordered on that day or later, since what was bought is no longer wanted.
 */
export function lastInterestOn({
  interest,
  orders,
}: Pick<Facts, 'interest' | 'orders'>): PlainDate | undefined {
  const last = [interest?.browsedOn, interest?.cartedOn, interest?.wishlistedOn]
    .flatMap((day) => day ?? [])
    .sort()
    .at(-1);
  return last !== undefined && last > (orders?.lastDay ?? '') ? last : undefined;
}

/** True when the customer showed interest, as {@link lastInterestOn} says, at most `withinDays` ago. */
export function isInterested(
  facts: Pick<Facts, 'interest' | 'orders'>,
  withinDays: number,
  asOf: PlainDate,
): boolean {
  const last = lastInterestOn(facts);
  return last !== undefined && daysBetween(last, asOf) <= withinDays;
}
