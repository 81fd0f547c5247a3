import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import type { ConsentStatement } from '../../../shared/profile/profile.ts';
import { normaliseEmail, normalisePhone, recipientIdFor } from '../../../shared/recipients/address.ts';
import {
  type Recipient,
  type RecipientSuppression,
  unknownRecipient,
  whyNotRelease,
  whyNotReserve,
  withConsent,
  withoutReservation,
  withRelease,
  withReservation,
  withSuppression,
} from '../../../shared/recipients/recipient.ts';

const [ann, bob] = [customerIdSchema.parse('ann'), customerIdSchema.parse('bob')];
const day = (number: number): Instant => instant(`2026-03-${String(number).padStart(2, '0')}T12:00:00Z`);
const nobody = unknownRecipient(recipientIdFor('email', 'ann@example.com', 'key'));
const message = 'win-back#1#2026-03-01#0';
const request = {
  channel: 'email',
  message,
  customerId: ann,
  at: day(1),
  by: 'attempt',
  requiresConsent: true,
  ownConsent: true,
  caps: 'none',
} as const;

const says = (granted: boolean, number: number, source = 'order 1'): ConsentStatement => ({
  granted,
  at: day(number),
  source,
});
const closes = (reason: RecipientSuppression['reason'], number: number): RecipientSuppression => ({
  reason,
  at: day(number),
  source: message,
});

describe('a mailbox', () => {
  test.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['ann@MÜNCHEN.example', 'ann@xn--mnchen-3ya.example'],
    ['a.n.n+shop@example.com', 'a.n.n+shop@example.com'],
  ])('of %s is that of %s', (written, normalised) => {
    expect(normaliseEmail(written)).toBe(normalised);
    expect(recipientIdFor('email', written, 'key')).toBe(recipientIdFor('email', normalised, 'key'));
  });

  test.each([
    ['+44 20 7946-0000', '+442079460000'],
    ['0044 (20) 7946 0000', '+442079460000'],
    ['089/123456', '089123456'],
  ])('is a phone likewise: %s is %s', (written, normalised) => {
    expect(normalisePhone(written)).toBe(normalised);
  });

  test('has an id that says nothing without the key, and differs by channel', () => {
    expect(nobody.id).toMatch(/^@[\w-]{22}$/);
    expect(recipientIdFor('email', 'ann@example.com', 'other key')).not.toBe(nobody.id);
    expect(recipientIdFor('phone', 'ann@example.com', 'key')).not.toBe(nobody.id);
  });
});

describe('reserving a message', () => {
  test('is granted once for a mailbox: its holder finds it again, another customer does not get it', () => {
    const reserved = withReservation(nobody, request);
    expect(whyNotReserve(reserved, request)).toBeUndefined();
    expect(withReservation(reserved, request)).toBe(reserved);
    expect(whyNotReserve(reserved, { ...request, customerId: bob })).toBe('same-mailbox');
    expect(
      whyNotReserve(reserved, { ...request, customerId: bob, message: 'welcome#1#2026-03-01#0' }),
    ).toBeUndefined();
  });

  test('is given back by the attempt that holds it alone, which is the latest', () => {
    const reserved = withReservation(nobody, request);
    expect(withoutReservation(reserved, message, 'another')).toBe(reserved);
    expect(
      whyNotReserve(withoutReservation(reserved, message, 'attempt'), { ...request, customerId: bob }),
    ).toBeUndefined();
    const takenOver = withReservation(reserved, { ...request, by: 'another' });
    expect(withoutReservation(takenOver, message, 'attempt')).toBe(takenOver);
    expect(withoutReservation(takenOver, message, 'another').messages).toEqual({});
  });

  test.each([
    ['says no, though the profile says yes', says(false, 1), true, 'no-consent'],
    ['says yes, though the profile says no', says(true, 1), false, undefined],
    ['says nothing: the profile decides', undefined, false, 'no-consent'],
    ['says nothing, and neither does the profile', undefined, undefined, 'no-consent'],
  ])('asks the mailbox first, which %s', (_, statement, ownConsent, refusal) => {
    const recipient = statement ? withConsent(nobody, statement) : nobody;
    expect(whyNotReserve(recipient, { ...request, ownConsent })).toBe(refusal);
  });

  test('needs no consent where the law asks for none', () => {
    const open = { ...request, requiresConsent: false, ownConsent: undefined };
    expect(whyNotReserve(nobody, open)).toBeUndefined();
    expect(whyNotReserve(withConsent(nobody, says(false, 1)), open)).toBe('no-consent');
  });

  test('forgets what is older than thirty days, and remembers whom it wrote to', () => {
    const later = { ...request, message: 'later', customerId: bob, at: instant('2026-04-15T12:00:00Z') };
    const recipient = withReservation(withReservation(nobody, request), later);
    expect(Object.keys(recipient.messages)).toEqual(['later']);
    expect(recipient.customers).toEqual([ann, bob]);
  });
});

describe('a mailbox that was closed', () => {
  const closed = withSuppression(nobody, closes('unsubscribed', 2));

  test('refuses every message, with the first reason, unless a complaint outweighs it', () => {
    expect(whyNotReserve(closed, request)).toBe('unsubscribed');
    expect(withSuppression(closed, closes('bounced', 3))).toBe(closed);
    expect(whyNotReserve(withSuppression(closed, closes('complained', 3)), request)).toBe('complained');
  });

  test('stays closed when an order consents again, and opens by a stated way of opting in', () => {
    expect(whyNotReserve(withConsent(closed, says(true, 3)), request)).toBe('unsubscribed');
    const open = withConsent(closed, says(true, 3, 'double-opt-in'));
    expect(whyNotReserve(open, request)).toBeUndefined();
    expect(whyNotReserve(withSuppression(open, closes('unsubscribed', 4)), request)).toBe('unsubscribed');
  });

  test('is not closed again by an unsubscribing from before the opt-in that arrives late', () => {
    const open = withConsent(nobody, says(true, 3, 'shop-statement'));
    expect(withSuppression(open, closes('unsubscribed', 2))).toBe(open);
  });

  test('after a bounce or a complaint is not opened by opting in', () => {
    for (const reason of ['bounced', 'complained'] as const) {
      const shut = withSuppression(nobody, closes(reason, 2));
      expect(whyNotReserve(withConsent(shut, says(true, 3, 'double-opt-in')), request)).toBe(reason);
    }
  });
});

describe('a mailbox that bounced', () => {
  const bounced = withSuppression(nobody, closes('bounced', 2));
  const release = { at: day(4), source: 'console r1' };

  test('is open once somebody who knows that it works has released it, and says so', () => {
    expect(whyNotRelease(bounced)).toBeUndefined();
    const open = withRelease(bounced, release);
    expect(whyNotReserve(open, request)).toBeUndefined();
    expect(open.released).toEqual(release);
    expect([whyNotRelease(open), withRelease(open, { ...release, at: day(9) })]).toEqual(['open', open]);
  });

  test('is closed again by a later bounce, and by none of before that arrives late', () => {
    const open = withRelease(bounced, release);
    expect(withSuppression(open, closes('bounced', 4))).toBe(open);
    expect(whyNotReserve(withSuppression(open, closes('bounced', 5)), request)).toBe('bounced');
    expect(whyNotReserve(withSuppression(open, closes('complained', 3)), request)).toBe('complained');
    expect(whyNotReserve(withSuppression(open, closes('unsubscribed', 3)), request)).toBe('unsubscribed');
  });

  test('stays closed when it has bounced after the release was asked for', () => {
    const again = withSuppression(nobody, closes('bounced', 5));
    expect(withRelease(again, release)).toBe(again);
  });

  test.each(['unsubscribed', 'complained', 'do-not-call'] as const)(
    'can be released, and not one that is closed as %s',
    (reason) => {
      const closed = withSuppression(nobody, closes(reason, 2));
      expect(whyNotRelease(closed)).toBe(reason);
      expect(withRelease(closed, release)).toBe(closed);
    },
  );

  test('cannot be released once somebody has unsubscribed it too, until they opt in again', () => {
    const left = withSuppression(bounced, closes('unsubscribed', 3));
    expect(whyNotReserve(left, request)).toBe('bounced');
    expect([whyNotRelease(left), withRelease(left, release)]).toEqual(['unsubscribed', left]);
    expect(withSuppression(left, closes('unsubscribed', 6))).toBe(left);
    expect(whyNotRelease(withConsent(left, says(true, 3, 'double-opt-in')))).toBe('unsubscribed');
    const back = withConsent(left, says(true, 5, 'double-opt-in'));
    expect([whyNotReserve(back, request), whyNotRelease(back)]).toEqual(['bounced', undefined]);
    expect(whyNotReserve(withSuppression(left, closes('complained', 4)), request)).toBe('complained');
  });
});

describe('statements about a mailbox', () => {
  const statement = fc.record({
    granted: fc.boolean(),
    at: fc.integer({ min: 1, max: 28 }).map(day),
    source: fc.constantFrom('order 1', 'double-opt-in'),
  });

  test('never let an older consent bring back what a later one withdrew, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(statement, { selector: ({ at }) => at, minLength: 1 }), (statements) => {
        const recipient = statements.reduce<Recipient>(withConsent, nobody);
        const last = [...statements].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
        if (last?.granted === false) expect(recipient.consent?.granted).toBe(false);
      }),
    );
  });
});
