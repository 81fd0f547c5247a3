import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  capOf,
  compareSpending,
  type Spending,
  type SpendingSums,
  sumSpending,
} from '../../../../shared/report/shop/revenue.ts';
import { chance, createRandomStream, exponential } from '../../../../simulation/shop/random.ts';

const without = (...values: number[]): Spending[] => values.map((value) => ({ value, prior: 0 }));
const unlimited = { value: Number.POSITIVE_INFINITY, prior: Number.POSITIVE_INFINITY };

const spending = fc.array(
  fc.record({ value: fc.integer({ min: -9_000, max: 90_000 }), prior: fc.integer({ min: 0, max: 500_000 }) }),
  { minLength: 2, maxLength: 40 },
);

describe('net spending per customer', () => {
  const treated = without(0, 0, 0, 1000, 2500, 0, 90_000, 1200);
  const heldOut = without(0, 0, 1500, 0);

  test('counts each customer up to a quantile of what those who bought spent', () => {
    const cap = capOf(
      [...treated, ...heldOut].map(({ value }) => value),
      0.8,
    );
    expect(cap).toBe(2500);
    const caps = { value: 2500, prior: 0 };
    expect(compareSpending(sumSpending(treated, caps), sumSpending(heldOut, caps))).toEqual({
      estimate: 525,
      today: { low: expect.closeTo(-684.0472, 4), high: expect.closeTo(1734.0472, 4) },
      treated: 900,
      heldOut: 375,
      theta: 0,
    });
  });

  test('counts what was given back up to the same amount', () => {
    expect(sumSpending(without(-90_000, 100), { value: 2500, prior: 0 })).toMatchObject({ value: -2400 });
  });

  test('has no cap while nobody has spent anything', () => {
    expect(capOf([])).toBeUndefined();
    expect(capOf([0, -500, 0])).toBeUndefined();
    expect(capOf([0, 700])).toBe(700);
  });

  test('is not compared while a group is empty, or while all customers are alike', () => {
    const compare = (one: Spending[], other: Spending[]) =>
      compareSpending(sumSpending(one, unlimited), sumSpending(other, unlimited));
    expect(compare([], without(1, 2, 3))).toBeUndefined();
    expect(compare(without(1, 2, 3), [])).toBeUndefined();
    expect(compare(without(1), without(2))).toBeUndefined();
    expect(compare(without(5, 5, 5), without(5, 5))).toBeUndefined();
  });

  test('is compared from sums that may be made in parts', () => {
    const add = (one: SpendingSums, other: SpendingSums): SpendingSums => ({
      customers: one.customers + other.customers,
      value: one.value + other.value,
      valueSquared: one.valueSquared + other.valueSquared,
      prior: one.prior + other.prior,
      priorSquared: one.priorSquared + other.priorSquared,
      product: one.product + other.product,
    });
    fc.assert(
      fc.property(spending, spending, fc.nat(), (group, other, at) => {
        const caps = { value: 50_000, prior: 200_000 };
        const cut = at % group.length;
        const parts = add(sumSpending(group.slice(0, cut), caps), sumSpending(group.slice(cut), caps));
        expect(parts).toEqual(sumSpending(group, caps));
        const there = compareSpending(parts, sumSpending(other, caps));
        const back = compareSpending(sumSpending(other, caps), parts);
        expect(back?.estimate ?? 0).toBeCloseTo(-(there?.estimate ?? 0), 6);
        expect(back?.today.low ?? 0).toBeCloseTo(-(there?.today.high ?? 0), 6);
      }),
    );
  });

  test('is exactly what earlier spending foretells when nothing else moves it', () => {
    const foretold = (...priors: number[]) => priors.map((prior) => ({ prior, value: prior / 4 }));
    const noise = [
      { prior: 800, value: 201 },
      { prior: 800, value: 199 },
    ];
    const one = sumSpending([...foretold(0, 400, 4000), ...noise], unlimited);
    const other = sumSpending([...foretold(100, 200), ...noise], unlimited);
    const difference = compareSpending(one, other);
    expect(difference?.theta).toBeCloseTo(0.25, 3);
    expect(Math.abs(difference?.estimate ?? 99)).toBeLessThan(1);
  });

  // The pooled variance is nearly that of the treated, but it is the few held out who make the estimate vary. How much
  // spending varies moves with how many order, so the interval is too wide where a campaign raises orders by very much,
  // and too narrow where it costs very many.
  test.each([
    ['a quarter more orders', 0.25, 0.95, 0.98],
    ['a quarter fewer orders', 0.15, 0.91, 0.95],
  ])(
    'has the truth inside its interval in about 95 of 100 campaigns that cause %s',
    (_, rate, least, most) => {
      const mean = 4000;
      const campaigns = 1500;
      let covered = 0;
      for (let campaign = 0; campaign < campaigns; campaign += 1) {
        const draw = createRandomStream(13, campaign, 'basket');
        const arms = { treated: [] as Spending[], heldOut: [] as Spending[] };
        for (let customer = 0; customer < 500; customer += 1) {
          const side = chance(draw, 0.1) ? 'heldOut' : 'treated';
          const liking = draw();
          const orders = chance(draw, 2 * liking * (side === 'treated' ? rate : 0.2));
          arms[side].push({
            prior: exponential(draw, 20_000 * liking),
            value: orders ? exponential(draw, mean) : 0,
          });
        }
        const all = [...arms.treated, ...arms.heldOut];
        const caps = {
          value: capOf(all.map(({ value }) => value)) ?? 0,
          prior: capOf(all.map(({ prior }) => prior)) ?? 0,
        };
        const found = compareSpending(sumSpending(arms.treated, caps), sumSpending(arms.heldOut, caps));
        const truth = (rate - 0.2) * mean * (1 - Math.exp(-caps.value / mean));
        if (found !== undefined && found.today.low <= truth && truth <= found.today.high) covered += 1;
      }
      expect(covered / campaigns).toBeGreaterThan(least);
      expect(covered / campaigns).toBeLessThan(most);
    },
  );
});
