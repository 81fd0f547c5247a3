import { addDays, dayIn, type Instant } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import type { Channel } from './address.ts';

/** At most so many messages within so many days. Days are calendar days of the shop, the day of the message included. */
export interface FrequencyCap {
  readonly messages: number;
  readonly withinDays: number;
}

/** The caps that a message must keep to: those of its channel, and those on all messages together. */
export type FrequencyCaps = Readonly<Record<Channel | 'all', readonly FrequencyCap[]>> & {
  readonly timeZone: string;
};

/** The recipient's one copy of a message. */
export interface Reservation {
  readonly customerId: CustomerId;
  readonly channel: Channel;
  readonly at: Instant;
  /** The attempt that holds it and alone may give it back. */
  readonly by: string;
  /** Set for a message that needs no room under the caps and takes none. */
  readonly isTransactional?: true;
}

/** The longest time that a cap can be on: reservations are kept for two days more, for attempts that come late. */
export const longestCapDays = 28;

/**
 * True when one more message would break a cap. Days are compared and not hours, so that a weekly mail is not too early
 * when a night begins a second sooner than the one before. Messages of later days count too: however late an attempt
 * comes, no run of days has more than its cap.
 *
 * @param others the recipient's other messages
 */
export function isCapped(
  others: readonly Reservation[],
  { channel, at }: Pick<Reservation, 'channel' | 'at'>,
  { timeZone, ...caps }: FrequencyCaps,
): boolean {
  const counted = others.filter((one) => one.isTransactional !== true);
  const isReached = ({ messages, withinDays }: FrequencyCap, among: readonly Reservation[]): boolean => {
    const since = addDays(dayIn(timeZone, at), 1 - withinDays);
    return among.filter((one) => dayIn(timeZone, one.at) >= since).length >= messages;
  };
  return (
    caps.all.some((cap) => isReached(cap, counted)) ||
    caps[channel].some((cap) =>
      isReached(
        cap,
        counted.filter((one) => one.channel === channel),
      ),
    )
  );
}
