import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayIn, instant, plainDate } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import type { FrequencyCap } from '../../../shared/recipients/frequency.ts';
import {
  type Recipient,
  type ReservationRequest,
  unknownRecipient,
  whyNotReserve,
  withReservation,
} from '../../../shared/recipients/recipient.ts';

const nobody = unknownRecipient(recipientIdFor('email', 'ann@example.com', 'key'));
const timeZone = 'Europe/Berlin';
const capsOf = (...email: FrequencyCap[]) => ({ email, phone: [], all: [], timeZone });

const requestOf = (message: string, at: string, more: Partial<ReservationRequest> = {}) => ({
  channel: 'email' as const,
  message,
  customerId: customerIdSchema.parse('ann'),
  at: instant(at),
  by: `attempt at ${message}`,
  requiresConsent: true,
  ownConsent: true,
  caps: capsOf({ messages: 1, withinDays: 7 }),
  ...more,
});

/** The mailbox after requests in their order, each reserved if it may be. */
const mailboxAfter = (...requests: ReservationRequest[]): Recipient =>
  requests.reduce(
    (mailbox, one) => (whyNotReserve(mailbox, one) === undefined ? withReservation(mailbox, one) : mailbox),
    nobody,
  );

describe('a cap on messages', () => {
  const first = requestOf('a', '2026-03-02T04:00:10Z');

  test('counts days and not hours: a weekly mail is not refused because its night begins sooner', () => {
    const mailbox = mailboxAfter(first);
    expect(whyNotReserve(mailbox, requestOf('b', '2026-03-08T22:59:59Z'))).toBe('capped');
    // It is midnight in Berlin.
    expect(whyNotReserve(mailbox, requestOf('b', '2026-03-08T23:00:00Z'))).toBeUndefined();
  });

  test('holds together with the other caps of its list', () => {
    const caps = capsOf({ messages: 1, withinDays: 1 }, { messages: 2, withinDays: 7 });
    const on = (message: string, day: number) => requestOf(message, `2026-03-0${day}T12:00:00Z`, { caps });
    expect(whyNotReserve(mailboxAfter(on('a', 2)), on('b', 2))).toBe('capped');
    expect(whyNotReserve(mailboxAfter(on('a', 2)), on('b', 3))).toBeUndefined();
    expect(whyNotReserve(mailboxAfter(on('a', 2), on('b', 3)), on('c', 8))).toBe('capped');
    expect(whyNotReserve(mailboxAfter(on('a', 2), on('b', 3)), on('c', 9))).toBeUndefined();
  });

  test('neither stops nor counts a transactional message, which is recorded all the same', () => {
    const promised = requestOf('promised', '2026-03-02T05:00:00Z', { caps: 'none' });
    const mailbox = mailboxAfter(first, promised);
    expect(mailbox.messages).toHaveProperty('promised.isTransactional', true);
    expect(whyNotReserve(mailboxAfter(promised), first)).toBeUndefined();
    expect(whyNotReserve(mailbox, requestOf('b', '2026-03-02T06:00:00Z'))).toBe('capped');
  });

  test('on all messages counts those of every channel, and a cap on one channel its own', () => {
    const call = requestOf('call', '2026-03-02T04:00:00Z', { channel: 'phone', caps: 'none' });
    const counted = mailboxAfter({ ...call, caps: capsOf() });
    const all = { ...capsOf(), all: [{ messages: 1, withinDays: 7 }] };
    expect(whyNotReserve(counted, first)).toBeUndefined();
    expect(whyNotReserve(counted, { ...first, caps: all })).toBe('capped');
  });

  test('has room for a message that is there already, and on a later day only if there is room then', () => {
    const [one, two] = [first, requestOf('b', '2026-03-09T12:00:00Z')];
    const mailbox = mailboxAfter(one, two);
    expect(whyNotReserve(mailbox, { ...one, by: 'a repeat' })).toBeUndefined();
    expect(whyNotReserve(mailbox, { ...one, at: instant('2026-03-10T04:00:00Z') })).toBe('capped');
    const moved = mailboxAfter(one, { ...one, at: instant('2026-03-08T04:00:00Z') });
    expect(moved.messages).toHaveProperty('a.at', '2026-03-08T04:00:00.000Z');
    expect(whyNotReserve(moved, two)).toBe('capped');
  });

  test('holds for every run of days, in whatever order and however often attempts come', () => {
    const cap = fc.record({
      messages: fc.integer({ min: 1, max: 3 }),
      withinDays: fc.integer({ min: 1, max: 9 }),
    });
    const attempt = fc.record({
      message: fc.constantFrom(...'abcdefgh'),
      hour: fc.integer({ min: 0, max: 480 }),
    });
    fc.assert(
      fc.property(fc.array(cap, { maxLength: 3 }), fc.array(attempt, { maxLength: 40 }), (caps, attempts) => {
        const day = (hour: number) => new Date(Date.parse('2026-03-20T00:00:00Z') + hour * 3_600_000);
        const { messages } = mailboxAfter(
          ...attempts.map(({ message, hour }, index) =>
            requestOf(message, day(hour).toISOString(), { caps: capsOf(...caps), by: `${index}` }),
          ),
        );
        const days = Object.values(messages).map(({ at }) => dayIn(timeZone, at));
        for (const { messages: most, withinDays } of caps) {
          for (let from = plainDate('2026-03-10'); from < '2026-04-15'; from = addDays(from, 1)) {
            const within = days.filter((one) => one >= from && one < addDays(from, withinDays));
            expect(within.length).toBeLessThanOrEqual(most);
          }
        }
      }),
    );
  });
});
