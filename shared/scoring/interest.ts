import { daysBetween, type PlainDate } from '../calendar.ts';
import type { Facts } from '../profile/profile.ts';

/**
 * The latest day on which the customer looked at something, put it into a cart or onto a wishlist, and has not ordered
 * since: what was bought is no longer wished for.
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

/** Whether that was at most so many days ago. */
export function isInterested(
  facts: Pick<Facts, 'interest' | 'orders'>,
  withinDays: number,
  asOf: PlainDate,
): boolean {
  const last = lastInterestOn(facts);
  return last !== undefined && daysBetween(last, asOf) <= withinDays;
}
