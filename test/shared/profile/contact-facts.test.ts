import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';

const order = (id: string, placedAt: string, customer: object, more: object = {}): Activity => ({
  type: 'order',
  order: orderSchema.parse({
    id,
    customer: { id: 'c1', ...customer },
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
    ...more,
  }),
});

const consent = (at: string, granted: boolean, source: string, more: object = {}): Activity =>
  interactionSchema.parse({
    type: 'consent',
    id: `consent-${at}`,
    at,
    customer: { id: 'c1' },
    channel: 'email',
    granted,
    source,
    ...more,
  });

const unsubscribed = (at: string): Activity => ({
  type: 'suppression',
  id: 'email#unsubscribed',
  at: instant(at),
  channel: 'email',
  reason: 'unsubscribed',
});

const fold = (...activity: Activity[]) => foldActivity(activity, 'UTC');

describe('what is known about a customer', () => {
  const first = { email: 'old@example.com', consents: { email: true } };
  const second = { email: 'new@example.com', consents: { email: false } };

  test('is not brought back by a refund on an old order: neither an address nor a consent', () => {
    const refunded = { status: 'refunded', updatedAt: '2026-06-01T12:00:00Z' };
    const facts = fold(
      order('1', '2026-01-01T12:00:00Z', first, refunded),
      order('2', '2026-03-01T12:00:00Z', second),
    );
    expect(facts.contact.email).toBe('new@example.com');
    expect(facts.consents).toEqual({ email: false });
  });

  test('follows a correction of the order that stated it', () => {
    const corrected = { updatedAt: '2026-01-02T12:00:00Z' };
    const facts = fold(
      order('1', '2026-01-01T12:00:00Z', first),
      order('1', '2026-01-01T12:00:00Z', { email: 'right@example.com' }, corrected),
    );
    expect(facts.contact.email).toBe('right@example.com');
  });

  test('says since when, where and in what words the customer agreed', () => {
    const facts = fold(
      order('1', '2026-01-01T12:00:00Z', second),
      consent('2026-02-01T12:00:00Z', true, 'form', { wording: 'Yes, send me news.' }),
    );
    expect(facts.consents).toEqual({ email: true });
    expect(facts.consentEvidence).toEqual({
      email: {
        granted: true,
        at: '2026-02-01T12:00:00.000Z',
        source: 'form',
        wording: 'Yes, send me news.',
      },
    });
  });

  test('takes the later of a checkbox and a statement, whichever came in first', () => {
    const withdrawn = consent('2026-02-01T12:00:00Z', false, 'other');
    const late = order('2', '2026-01-15T12:00:00Z', first);
    expect(fold(withdrawn, late).consents).toEqual({ email: false });
    expect(fold(late, withdrawn).consents).toEqual({ email: false });
  });
});

describe('a customer who has unsubscribed', () => {
  const gone = unsubscribed('2026-03-01T12:00:00Z');

  test.each(['double-opt-in', 'shop-statement'])('is written to again after a later %s', (source) => {
    expect(fold(gone, consent('2026-04-01T12:00:00Z', true, source)).suppressions).toEqual({});
  });

  test.each([
    ['a checkbox at checkout', consent('2026-04-01T12:00:00Z', true, 'checkout')],
    ['an order that consents', order('1', '2026-04-01T12:00:00Z', { consents: { email: true } })],
    ['an opt-in from before', consent('2026-02-01T12:00:00Z', true, 'double-opt-in')],
    ['a withdrawal', consent('2026-04-01T12:00:00Z', false, 'double-opt-in')],
  ])('is not written to again after %s', (_, fact) => {
    expect(fold(gone, fact).suppressions.email).toMatchObject({ reason: 'unsubscribed' });
  });
});
