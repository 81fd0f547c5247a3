import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayIn, instant, instantFromMs, plainDate } from '../../../shared/calendar.ts';
import { orderIdSchema } from '../../../shared/ids.ts';
import { earningFor } from '../../../shared/loyalty/earning.ts';
import { currencySchema } from '../../../shared/money.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import { balanceOf, expiringNext, noPoints, withEntries } from '../../../shared/points/ledger.ts';
import { pointsOf } from '../../../shared/points/points.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { pointsStatement } from '../../../shared/profile/points-statement.ts';
import { settingsSchema } from '../../../shared/settings/settings.ts';
import { shopZone } from '../profile/materials.ts';

const order = (more: object = {}) =>
  orderSchema.parse({
    id: 'o1',
    customer: { id: 'c1' },
    placedAt: '2027-01-10T12:00:00Z',
    updatedAt: '2027-01-10T12:00:00Z',
    status: 'placed',
    currency: 'GBP',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1999 }],
    totals: { total: 1999 },
    ...more,
  });

describe('an order', () => {
  test.each<[string, object, number, number, number]>([
    ['brings whole points, rounded down', {}, 1, 19, 19],
    ['at a rate with decimals', {}, 1.5, 29, 29],
    ['at a rate that floating point does not have exactly', { totals: { total: 10_000 } }, 0.29, 29, 29],
    ['brings none below the first point', { totals: { total: 99 } }, 1, 0, 0],
    [
      'keeps what its net amount brings after a refund',
      { status: 'refunded-in-part', refunded: 1000 },
      1,
      19,
      9,
    ],
    ['keeps none once refunded', { status: 'refunded' }, 1, 19, 0],
    ['keeps none once cancelled', { status: 'cancelled' }, 1, 19, 0],
    ['in yen', { currency: 'JPY', totals: { total: 1999 } }, 1, 1999, 1999],
    ['of the largest amount', { totals: { total: 1e13 } }, 1000, 1e14, 1e14],
  ])('%s', (_, more, pointsRate, earned, counted) => {
    expect(pointsOf(order(more), { pointsRate })).toEqual({ earned, counted });
  });

  const rules = settingsSchema.parse({
    currency: currencySchema.parse('GBP'),
    timeZone: 'Asia/Shanghai',
    points: { since: '2027-01-10', expireAfterMonths: 12 },
    benefits: { bronze: { pointsRate: 1 }, gold: { pointsRate: 2 } },
  });
  test('earns by the tier that the customer has, and nothing in one without a rate', () => {
    expect(earningFor(order(), 'bronze', rules)).toEqual({ pointsRate: 1, months: 12 });
    expect(earningFor(order(), 'gold', rules)).toEqual({ pointsRate: 2, months: 12 });
    expect(earningFor(order(), 'silver', rules)).toBeUndefined();
  });

  test('earns from the day on which points began, in the shop’s zone', () => {
    const placed = (placedAt: string) => earningFor(order({ placedAt }), 'bronze', rules);
    expect(placed('2027-01-09T15:59:59Z')).toBeUndefined();
    expect(placed('2027-01-09T16:00:00Z')).toBeDefined();
    expect(earningFor(order(), 'bronze', { ...rules, points: { rewards: [] } })).toBeUndefined();
  });
});

describe('points', () => {
  const at = (day: string) => instant(`${day}T12:00:00Z`);
  const came = (day: string, points: number, until?: string) => ({ at: at(day), id: day, points, until });
  const left = (...entries: Parameters<typeof withEntries>[1]) => withEntries(noPoints, entries, 'UTC');

  test('count to the end of their last month, and those that expire first are used first', () => {
    const points = left(
      came('2027-01-10', 50),
      came('2027-01-11', 100, '2027-12'),
      came('2027-02-10', 100, '2028-01'),
      { at: at('2027-03-01'), id: 's', points: -120 },
    );
    expect(balanceOf(points, plainDate('2027-12-31'))).toBe(130);
    expect(expiringNext(points, plainDate('2027-12-31'))).toEqual({ points: 80, lastDay: '2028-01-31' });
    expect(balanceOf(points, plainDate('2028-02-01'))).toBe(50);
    expect(expiringNext(points, plainDate('2028-02-01'))).toBeUndefined();
  });

  test('that were used and then taken back are paid for by the next ones', () => {
    const spent = { at: at('2027-02-01'), id: 's', points: -100 };
    const points = left(came('2027-01-10', 40, '2027-12'), spent);
    expect(balanceOf(points, plainDate('2027-02-01'))).toBe(-60);
    const later = withEntries(points, [came('2027-03-01', 100, '2028-02')], 'UTC');
    expect(balanceOf(later, plainDate('2027-03-01'))).toBe(40);
  });
});

const dayMs = 86_400_000;
const after = (days: number) => instantFromMs(Date.parse('2027-01-01') + days * dayMs);
const moments = fc.integer({ min: 0, max: 24 * 200 }).map((hours) => after(hours / 24));
const statuses = fc.constantFrom(
  { status: 'placed' },
  { status: 'cancelled' },
  { status: 'refunded' },
  {
    status: 'refunded-in-part',
    refunded: 700,
  },
);
const months = [undefined, 1, 3];
// What never changes follows from the id.
const facts: fc.Arbitrary<Activity> = fc.oneof(
  fc.tuple(fc.nat(5), moments, moments, statuses).map(([number, placedAt, updatedAt, status]): Activity => {
    const lasting = months[number % 3];
    const earns = { pointsRate: 1 + number / 2, ...(lasting && { months: lasting }) };
    const id = orderIdSchema.parse(`o${number}`);
    return {
      type: 'order',
      order: order({ id, placedAt, updatedAt, ...status }),
      ...(number < 5 && { earns }),
    };
  }),
  fc.nat(40).map(
    (number): Activity => ({
      type: 'points-granted',
      id: `g${number}`,
      at: after(number * 5),
      points: 10 + number,
      ...(number % 2 === 1 && { until: `2027-0${4 + (number % 5)}` }),
    }),
  ),
  fc.integer({ min: 1, max: 12 }).map(
    (number): Activity => ({
      type: 'points-spent',
      id: `r${number}`,
      number,
      at: after(number * 15),
      points: 5 * number,
      reward: { name: 'mug', validForDays: 30, benefit: { kind: 'free-shipping' } },
    }),
  ),
);

test('a statement adds up to the balance on every day, whatever order the facts come in and how often', () => {
  fc.assert(
    fc.property(
      fc
        .array(facts, { maxLength: 25 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
        ),
      fc.nat(700),
      ([all, shuffled], days) => {
        const { points } = foldActivity(all, shopZone);
        expect(foldActivity(shuffled, shopZone).points).toEqual(points);
        const last = all
          .map((one) => (one.type === 'order' ? one.order.placedAt : 'at' in one ? one.at : ''))
          .sort()
          .at(-1);
        const day = addDays(dayIn(shopZone, instant(last || '2027-01-01T00:00:00Z')), days);
        const statement = pointsStatement(shuffled, shopZone, day);
        const sum = statement.reduce((total, line) => total + line.points, 0);
        expect(sum).toBe(balanceOf(points ?? noPoints, day));
      },
    ),
    { numRuns: 300 },
  );
});
