import fc from 'fast-check';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { orderIdSchema } from '../../../shared/ids.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { Activity, ReleaseActivity, SuppressionActivity } from '../../../shared/profile/activity.ts';
import { interactionVersions } from './interaction-versions.ts';
import { awkwardMoments, customers, moments, updateTimes } from './materials.ts';

const outcomes = fc.constantFrom(
  { status: 'placed' as const },
  { status: 'cancelled' as const },
  { status: 'refunded' as const },
  { status: 'refunded-in-part' as const, refunded: 250 },
);

// More products than a profile keeps, so that some are left out; one is a name that objects have already.
const skus = fc.oneof(
  fc.constantFrom('__proto__', '7'),
  fc.nat(40).map((number) => `sku ${number}`),
);
const lines = fc.array(
  fc.record(
    { sku: skus, category: fc.nat(15).map((number) => `category ${number}`) },
    { requiredKeys: ['sku'] },
  ),
  { minLength: 1, maxLength: 12 },
);

/** One version of one of a few orders, as a shop would send it. The caller adds the customer's id. */
export const orderVersions = fc
  .record({
    id: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
    customer: customers,
    placedAt: moments,
    updatedAt: fc.constantFrom(...updateTimes),
    outcome: outcomes,
    total: fc.constantFrom(1000, 2599),
    discount: fc.constantFrom(0, 100),
    lines,
    channel: fc.constantFrom('web', 'store', undefined),
  })
  .map(({ outcome, total, discount, lines: named, channel, ...order }) => ({
    ...order,
    ...(channel && { channel }),
    ...outcome,
    currency: 'EUR',
    lines: named.map((line) => ({ ...line, quantity: 1, unitPrice: total })),
    totals: { total, discount },
  }));

/** Of every third order only the day is known, in a zone that need not be the shop's. */
const orders: fc.Arbitrary<Activity> = fc.tuple(orderVersions, fc.nat(2)).map(([sent, third]) => {
  const placedOn = sent.placedAt.slice(0, 10);
  const day = third === 0 ? { placedOn, placedAt: `${placedOn}T00:00:00Z` } : {};
  return {
    type: 'order',
    order: orderSchema.parse({ ...sent, ...day, customer: { ...sent.customer, id: 'c1' } }),
  };
});

// Refunds, suppressions and releases never change, so their content follows from their id.
const refunds: fc.Arbitrary<Activity> = fc.integer({ min: 0, max: 3 }).map((number) => ({
  type: 'refund',
  id: `r${number}`,
  at: awkwardMoments[number * 4] ?? instant('2026-01-01T00:00:00Z'),
  amount: 100 + number,
  ...(number === 1 && {
    customer: orderSchema.shape.customer.parse({ id: 'c1', email: 'refunded@example.com' }),
  }),
}));

const suppressionFacts: readonly SuppressionActivity[] = [
  suppression('s1', '2026-05-01T00:00:00Z', { channel: 'email', reason: 'unsubscribed' }),
  suppression('s2', '2026-04-01T00:00:00Z', {
    channel: 'email',
    reason: 'bounced',
    address: 'old@example.com',
  }),
  suppression('s3', '2026-06-01T00:00:00Z', { channel: 'email', reason: 'complained' }),
  suppression('s4', '2026-06-02T00:00:00Z', { channel: 'email', reason: 'complained' }),
  suppression('s5', '2026-06-02T00:00:00Z', { channel: 'phone', reason: 'do-not-call' }),
  suppression('s6', '2026-02-02T00:00:00Z', { channel: 'phone', reason: 'do-not-call' }),
];

const releaseFacts: readonly ReleaseActivity[] = [
  { type: 'release', id: 'l1', at: instant('2026-03-31T23:59:59Z'), address: 'old@example.com' },
  { type: 'release', id: 'l2', at: instant('2026-04-01T00:00:00Z'), address: 'old@example.com' },
  { type: 'release', id: 'l3', at: instant('2026-07-01T00:00:00Z'), address: 'refunded@example.com' },
];

function suppression<C>(id: string, at: string, closed: C) {
  return { type: 'suppression' as const, id, at: instant(at), ...closed };
}

/** A coupon is for one purpose, and was used for one order. */
const usedCoupons = [
  { code: 'AAAA-AAAA-AAAA', issuedFor: 'win-back#1#2026-03-01#0', orderId: 'o1' },
  { code: 'BBBB-BBBB-BBBB', issuedFor: 'win-back#1#2026-03-01#1#call', orderId: 'o2' },
  { code: 'CCCC-CCCC-CCCC', issuedFor: 'welcome#1#2026-03-01#0', orderId: 'o2', discount: 70 },
] as const;

const redemptions: fc.Arbitrary<Activity> = fc
  .tuple(moments, fc.constantFrom(...usedCoupons))
  .map(([at, { orderId, ...used }]) => ({
    type: 'redemption',
    at,
    orderId: orderIdSchema.parse(orderId),
    ...used,
  }));

/** Coupons that nobody has used; of six, the profile keeps five. */
const unusedCoupons: fc.Arbitrary<Activity> = fc.integer({ min: 1, max: 6 }).map((number) => ({
  type: 'coupon',
  at: instant('2026-03-01T10:00:00Z'),
  code: `DDDD-DDDD-DDD${number}`,
  expiresOn: plainDate(`2026-04-${10 + (number % 4)}`),
}));

const interactions: fc.Arbitrary<Activity> = interactionVersions.map((sent) =>
  interactionSchema.parse({ ...sent, customer: { ...sent.customer, id: 'c1' } }),
);

/** Anything that may become known about one customer. */
export const facts: fc.Arbitrary<Activity> = fc.oneof(
  { weight: 6, arbitrary: orders },
  { weight: 1, arbitrary: refunds },
  { weight: 1, arbitrary: fc.constantFrom<Activity>(...suppressionFacts, ...releaseFacts) },
  { weight: 1, arbitrary: redemptions },
  { weight: 1, arbitrary: unusedCoupons },
  { weight: 8, arbitrary: interactions },
);

/** Everything that is known about one customer, in any order. */
export const histories: fc.Arbitrary<Activity[]> = fc.array(facts, { maxLength: 20 });
