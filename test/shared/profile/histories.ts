import fc from 'fast-check';
import { type Instant, instant, plainDate } from '../../../shared/calendar.ts';
import { fingerprintOf } from '../../../shared/fingerprint.ts';
import { type Order, orderSchema } from '../../../shared/orders/order.ts';
import type { Activity, RefundActivity, SuppressionActivity } from '../../../shared/profile/activity.ts';
import type { Facts } from '../../../shared/profile/profile.ts';

/** A zone that changes its clocks twice a year. */
export const shopZone = 'Europe/Berlin';

// The seconds on both sides of midnight in Berlin: in winter, in summer, and on the days on which clocks change.
const awkwardMoments = [
  '2023-06-30T22:00:00Z',
  '2024-02-29T22:59:59Z',
  '2024-02-29T23:00:00Z',
  '2025-12-31T22:59:59Z',
  '2025-12-31T23:00:00Z',
  '2026-03-28T22:59:59Z',
  '2026-03-28T23:00:00Z',
  '2026-03-29T21:59:59Z',
  '2026-03-29T22:00:00Z',
  '2026-10-24T21:59:59Z',
  '2026-10-24T22:00:00Z',
  '2026-10-25T22:59:59Z',
  '2026-10-25T23:00:00Z',
].map(instant);

const moments = fc.oneof(
  fc.constantFrom(...awkwardMoments),
  fc
    .integer({ min: Date.parse('2023-01-01'), max: Date.parse('2026-11-30') })
    .map((ms) => instant(new Date(ms).toISOString())),
);

/** Few values, so that versions often share their `updatedAt` and often say again what an earlier one said. */
const updateTimes = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z'].map(instant);

const customers = fc.record(
  {
    email: fc.constantFrom('old@example.com', 'new@example.com'),
    name: fc.constantFrom('Ada', 'Ada Lovelace'),
    consents: fc.record({ email: fc.boolean(), phone: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const outcomes = fc.constantFrom(
  { status: 'placed' as const },
  { status: 'cancelled' as const },
  { status: 'refunded' as const },
  { status: 'refunded-in-part' as const, refunded: 250 },
);

/** One version of one of a few orders, as a shop would send it. The customer is left to the caller. */
export const orderVersions = fc
  .record({
    id: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
    customer: customers,
    placedAt: moments,
    updatedAt: fc.constantFrom(...updateTimes),
    outcome: outcomes,
    total: fc.constantFrom(1000, 2599),
    discount: fc.constantFrom(0, 100),
  })
  .map(({ outcome, total, discount, ...order }) => ({
    ...order,
    ...outcome,
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: total }],
    totals: { total, discount },
  }));

/** What a shop sends of one version. */
export type SentOrder = typeof orderVersions extends fc.Arbitrary<infer T> ? T : never;

const orders: fc.Arbitrary<Activity> = orderVersions.map((sent) => ({
  type: 'order',
  order: orderSchema.parse({ ...sent, customer: { ...sent.customer, id: 'c1' } }),
}));

// Facts other than orders never change: what they say follows from their id.
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

function suppression<C>(id: string, at: string, closed: C) {
  return { type: 'suppression' as const, id, at: instant(at), ...closed };
}

const redemptions: fc.Arbitrary<Activity> = moments.map((at) => ({ type: 'redemption', at }));

/** Everything that may become known of one customer, in any order. */
export const histories: fc.Arbitrary<Activity[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: orders },
    { weight: 1, arbitrary: refunds },
    { weight: 1, arbitrary: fc.constantFrom<Activity>(...suppressionFacts) },
    { weight: 1, arbitrary: redemptions },
  ),
  { maxLength: 14 },
);

/** The facts by plain recomputation: slow, and written without a look at the code under test. */
export function recomputed(activity: readonly Activity[], timeZone: string): Facts {
  const versions = activity.flatMap((one) => (one.type === 'order' ? [one.order] : []));
  const orders = [...new Set(versions.map(({ id }) => id))].map((id) =>
    latest(versions.filter((version) => version.id === id)),
  );
  const refunds = unique(activity.filter((one): one is RefundActivity => one.type === 'refund'));
  const closed = unique(activity.filter((one): one is SuppressionActivity => one.type === 'suppression'));
  const redeemed = activity.flatMap((one) => (one.type === 'redemption' ? [one.at] : []));
  const counting = orders.filter(({ status }) => status !== 'cancelled');
  const who = told(orders, refunds);
  const email = closed.filter(
    (one) =>
      one.channel === 'email' &&
      (one.reason !== 'bounced' || who.contact.email === undefined || who.contact.email === one.address),
  );
  const complaints = email.filter(({ reason }) => reason === 'complained');
  const phone = closed.filter(({ channel }) => channel === 'phone');
  const emailClosed = earliest(complaints.length > 0 ? complaints : email);
  const phoneClosed = earliest(phone);
  return {
    ...who,
    suppressions: {
      ...(emailClosed && { email: { reason: emailClosed.reason, at: emailClosed.at } }),
      ...(phoneClosed && { phone: { reason: phoneClosed.reason, at: phoneClosed.at } }),
    } as Facts['suppressions'],
    cancelledOrders: orders.length - counting.length,
    ...(counting.length > 0 && { orders: counted(counting, refunds, timeZone) }),
    ...(redeemed.length > 0 && { redeemedAt: latestOf(redeemed) }),
  };
}

function latest(versions: readonly Order[]): Order {
  return versions.reduce((best, one) => {
    if (one.updatedAt > best.updatedAt) return one;
    if (one.updatedAt < best.updatedAt) return best;
    return fingerprintOf(one) > fingerprintOf(best) ? one : best;
  });
}

const unique = <T extends { readonly id: string }>(facts: readonly T[]): T[] =>
  facts.filter((fact, index) => facts.findIndex(({ id }) => id === fact.id) === index);

const latestOf = (moments: readonly Instant[]): Instant =>
  instant(new Date(Math.max(...moments.map((moment) => Date.parse(moment)))).toISOString());

const earliest = <T extends { readonly at: Instant }>(facts: readonly T[]): T | undefined =>
  facts.length === 0 ? undefined : facts.reduce((first, one) => (one.at < first.at ? one : first));

/** For each field by itself: who told it last? */
function told(orders: readonly Order[], refunds: readonly RefundActivity[]) {
  const tellings = [
    ...orders.map((order) => ({ rank: `${order.updatedAt} ${order.id}`, customer: order.customer })),
    ...refunds.flatMap(({ at, id, customer }) => (customer ? [{ rank: `${at} ${id}`, customer }] : [])),
  ];
  const lastOf = <T>(field: (customer: Order['customer']) => T | undefined): T | undefined =>
    tellings
      .filter(({ customer }) => field(customer) !== undefined)
      .sort((a, b) => (a.rank < b.rank ? 1 : -1))
      .map(({ customer }) => field(customer))[0];
  return {
    contact: present({ email: lastOf(({ email }) => email), name: lastOf(({ name }) => name) }),
    consents: present({
      email: lastOf(({ consents }) => consents?.email),
      phone: lastOf(({ consents }) => consents?.phone),
    }),
  };
}

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function counted(orders: readonly Order[], refunds: readonly RefundActivity[], timeZone: string) {
  const days = [...new Set(orders.map(({ placedAt }) => localDay(placedAt, timeZone)))].sort();
  const firstDay = plainDate(days[0] ?? '');
  const lastDay = plainDate(days[days.length - 1] ?? '');
  const dayBefore = days[days.length - 2];
  let spent = 0;
  let refunded = 0;
  let ordersRefunded = 0;
  const months: Record<string, number> = {};
  const move = (at: Instant, minor: number) => {
    spent += minor;
    const month = localDay(at, timeZone).slice(0, 7);
    if (minor !== 0 && monthsFrom(month, lastDay.slice(0, 7)) <= 24)
      months[month] = (months[month] ?? 0) + minor;
  };
  for (const { status, placedAt, totals, refunded: part = 0 } of orders) {
    const back = status === 'refunded' ? totals.total : part;
    refunded += back;
    if (back > 0) ordersRefunded += 1;
    move(placedAt, totals.total - back);
  }
  for (const { at, amount } of refunds) {
    refunded += amount;
    ordersRefunded += 1;
    move(at, -amount);
  }
  return {
    count: orders.length,
    days: days.length,
    firstDay,
    lastDay,
    lastAt: latestOf(orders.map(({ placedAt }) => placedAt)),
    ...(dayBefore !== undefined && {
      lastGapDays: Math.round((Date.parse(lastDay) - Date.parse(dayBefore)) / 86_400_000),
    }),
    spent,
    refunded,
    ordersRefunded,
    ordersDiscounted: orders.filter(({ totals }) => totals.discount > 0).length,
    spentByMonth: months,
  };
}

const monthsFrom = (earlier: string, later: string): number =>
  12 * (Number(later.slice(0, 4)) - Number(earlier.slice(0, 4))) +
  Number(later.slice(5)) -
  Number(earlier.slice(5));

function localDay(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(Date.parse(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}
