import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, monthOf, plainDate } from '../../../shared/calendar.ts';
import type { OrderFacts } from '../../../shared/profile/profile.ts';
import { concentrationOf, giniOf, topShareOf } from '../../../shared/scoring/concentration.ts';
import { addValue, type Counts, emptyCounts } from '../../../shared/scoring/counts.ts';
import {
  addSpendFlow,
  addToSpendFlows,
  emptySpendFlows,
  periodMonths,
  periodsBefore,
  type SpendFlow,
  spendFlowFromJson,
  spendFlowToJson,
} from '../../../shared/scoring/spend-flow.ts';
import { realData } from '../../real-data.ts';
import { ordersOf, today } from './arbitraries.ts';
import { readSpend } from './models/cdnow.ts';

const countsOf = (values: readonly number[]): Counts => {
  const counts = emptyCounts();
  for (const value of values) addValue(counts, value);
  return counts;
};

describe('the share of the top fifth', () => {
  test('is what they spent divided by all that was spent', () => {
    expect(topShareOf(countsOf([1, 1, 1, 1, 6]), 0.2)).toBeCloseTo(0.6);
    expect(topShareOf(countsOf([5, 5, 5, 5, 5]), 0.2)).toBeCloseTo(0.2);
    expect(topShareOf(countsOf([0, 0]), 0.2)).toBe(0);
    expect(topShareOf(countsOf([]), 0.2)).toBe(0);
  });

  test('counts as many of the customers who tie at its edge as fit', () => {
    expect(topShareOf(countsOf([4, 4, 4, 0, 0]), 0.4)).toBeCloseTo(8 / 12);
  });
});

describe('the Gini coefficient', () => {
  test.each([
    [[1, 1, 1], 0],
    [[0, 0, 0, 1], 3 / 4],
    [[1, 2, 3, 4], 1 / 4],
    [[0, 0], 0],
  ])('of %o is %f', (values, gini) => {
    expect(giniOf(countsOf(values))).toBeCloseTo(gini, 12);
  });

  test('is half the mean difference between two customers, divided by the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 30 }), (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        fc.pre(mean > 0);
        let difference = 0;
        for (const one of values) for (const other of values) difference += Math.abs(one - other);
        expect(giniOf(countsOf(values))).toBeCloseTo(difference / (2 * values.length ** 2 * mean), 10);
      }),
    );
  });
});

const path = realData('cdnow-sample.txt', 'the concentration of CDNOW');

test.skipIf(path === undefined)(
  'the top fifth of CDNOW’s customers brought two thirds of its revenue',
  () => {
    const spend = readSpend(path ?? '');
    const counts = countsOf([...spend.values()].map((dollars) => Math.round(dollars * 100)));
    expect(spend.size).toBe(2357);
    // 471 customers bring 67.40%; 0.4 of the 472nd belongs to the fifth and makes it 67.42%.
    expect(topShareOf(counts, 0.2)).toBeCloseTo(0.6742, 4);
    expect(giniOf(counts)).toBeCloseTo(0.6309, 4);
  },
);

const month = (monthsAgo: number) => addMonths(monthOf(today), -monthsAgo);
const spent = (byMonthsAgo: Record<number, number>, firstMonthsAgo = 24): OrderFacts =>
  ordersOf({
    firstDay: plainDate(`${month(firstMonthsAgo)}-01`),
    lastDay: today,
    spentByMonth: Object.fromEntries(
      Object.entries(byMonthsAgo).map(([monthsAgo, minor]) => [month(Number(monthsAgo)), minor]),
    ),
  });

const flowsOf = (customers: readonly OrderFacts[]) => {
  const flows = emptySpendFlows();
  for (const orders of customers) addToSpendFlows(flows, orders, today);
  return flows;
};

describe('the flow of revenue from one period to the next', () => {
  const concentration = (customers: readonly OrderFacts[], firstMonthsAgo: number) =>
    concentrationOf(
      { counts: countsOf(customers.map((one) => one.spent)), total: 0 },
      flowsOf(customers),
      plainDate(`${month(firstMonthsAgo)}-01`),
      today,
      0.2,
    );

  test('is over whole months before this one, the longest two periods that the shop’s history covers', () => {
    expect(concentration([], 24).flow?.periods).toEqual({
      months: 12,
      before: { from: '2024-12', to: '2025-11' },
      now: { from: '2025-12', to: '2026-11' },
    });
    expect(concentration([], 23).flow?.periods).toEqual({
      months: 6,
      before: { from: '2025-12', to: '2026-05' },
      now: { from: '2026-06', to: '2026-11' },
    });
    expect(concentration([], 2).flow?.periods.months).toBe(1);
    expect(concentration([], 1).flow).toBeUndefined();
  });

  test('does not count a month as whole when the shop has seen only its end', () => {
    const monthsSince = (firstDay: string) =>
      concentrationOf({ counts: countsOf([]), total: 0 }, flowsOf([]), plainDate(firstDay), today, 0.2).flow
        ?.periods.months;
    expect(monthsSince('2024-12-07')).toBe(12);
    expect(monthsSince('2024-12-08')).toBe(6);
  });

  test('comes from heavy buyers, light buyers, those who had been away, and new customers', () => {
    const { flow } = concentration(
      [
        spent({ 13: 900, 1: 500 }),
        ...[200, 150, 120, 100].map((before) => spent({ 14: before })),
        spent({ 20: 50, 2: 70 }),
        ...[60, 50, 40, 30].map((before) => spent({ 15: before })),
        spent({ 3: 300 }),
        spent({ 4: 80 }, 4),
      ],
      24,
    );
    // Ten bought in the period before, and two of them are its heavy fifth.
    expect(flow).toMatchObject({
      heavyShare: 0.2,
      heavyFrom: 200,
      heavy: { customers: 2, before: 1100, buyersNow: 1, now: 500 },
      light: { customers: 8, before: 600, buyersNow: 1, now: 70 },
      returned: { customers: 1, before: 0, buyersNow: 1, now: 300 },
      firstTime: { customers: 1, before: 0, buyersNow: 1, now: 80 },
    });
  });

  test('does not separate customers who spent alike, and reports the resulting share', () => {
    const { flow } = concentration(Array(50).fill(spent({ 13: 500, 1: 100 })), 24);
    expect(flow).toMatchObject({ heavyShare: 1, heavy: { customers: 50 }, light: { customers: 0 } });
  });

  test('leaves out customers who bought in neither period, and this month', () => {
    const { flow } = concentration([spent({ 0: 500 }), spent({})], 24);
    const customers = [flow?.heavy, flow?.light, flow?.returned, flow?.firstTime].map(
      (cell) => cell?.customers,
    );
    expect(customers).toEqual([0, 0, 0, 0]);
  });

  test('accounts for every buyer and every penny of both periods', () => {
    const anybody = fc
      .dictionary(fc.integer({ min: 0, max: 24 }).map(String), fc.integer({ min: -900, max: 5000 }), {
        maxKeys: 6,
      })
      .map((byMonthsAgo) => spent(byMonthsAgo));
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 40 }), (customers) => {
        const { flow } = concentration(customers, 24);
        if (flow === undefined) throw new Error('24 months are two years');
        const { before, now } = periodsBefore(today, 12);
        const within = (orders: OrderFacts, { from, to }: typeof now) =>
          Object.entries(orders.spentByMonth).reduce(
            (sum, [one, minor]) => sum + (one >= from && one <= to ? minor : 0),
            0,
          );
        const all = [flow.heavy, flow.light, flow.returned, flow.firstTime];
        const total = (field: 'before' | 'now' | 'buyersNow') =>
          all.reduce((sum, cell) => sum + cell[field], 0);
        expect(total('before')).toBe(customers.reduce((sum, one) => sum + within(one, before), 0));
        expect(total('now')).toBe(customers.reduce((sum, one) => sum + within(one, now), 0));
        expect(total('buyersNow')).toBe(customers.filter((one) => within(one, now) > 0).length);
      }),
    );
  });

  test('is the same however customers are split over scan segments, also when it gets coarse, and through JSON', () => {
    const customers = Array.from({ length: 3000 }, (_, n) => spent({ 13: 100 + 7 * n, 1: n }));
    const canonical = (flow: SpendFlow) => ({
      ...flow,
      byBefore: [...flow.byBefore].sort(([one], [other]) => one - other),
    });
    const whole = flowsOf(customers);
    const merged = emptySpendFlows();
    for (const part of [customers.slice(2000), customers.slice(0, 10), customers.slice(10, 2000)]) {
      const flows = flowsOf(part);
      for (const months of periodMonths) {
        const stored = JSON.parse(JSON.stringify(spendFlowToJson(flows[months])));
        addSpendFlow(merged[months], spendFlowFromJson(stored));
      }
    }
    expect(whole[12].significantBits).toBeLessThan(53);
    expect(whole[12].byBefore.size).toBeLessThanOrEqual(1024);
    for (const months of periodMonths) expect(canonical(merged[months])).toEqual(canonical(whole[months]));
  });
});
