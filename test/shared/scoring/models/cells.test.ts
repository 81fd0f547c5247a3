import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitGammaGamma, fitPurchases } from '../../../../shared/scoring/models/fit.ts';
import {
  addHistory,
  addHistoryCells,
  emptyHistoryCells,
  type HistoryCells,
  historyCellsKept,
} from '../../../../shared/scoring/models/history-cells.ts';
import {
  historyCellsFromJson,
  historyCellsToJson,
} from '../../../../shared/scoring/models/history-cells-json.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import type { OrderHistory } from '../../../../shared/scoring/models/order-history.ts';
import {
  addValueCells,
  addValueOf,
  emptyValueCells,
  type ValueCells,
  valueCellsFromJson,
  valueCellsKept,
  valueCellsToJson,
  weightedMeans,
} from '../../../../shared/scoring/models/value-cells.ts';
import { weightedHistories } from '../../../../shared/scoring/models/weighted-histories.ts';
import { columnsOf } from './histories.ts';
import { simulateHistories } from './simulated.ts';

const cellsOf = (histories: Iterable<OrderHistory>): HistoryCells => {
  const cells = emptyHistoryCells();
  for (const history of histories) addHistory(cells, history, logGapSumOf(history));
  return cells;
};

/** Any whole number that depends on the customer. */
const logGapSumOf = ({ repeats, lastAfterDays }: OrderHistory): number => repeats * 1_000_000 + lastAfterDays;

const valuesOf = (customers: Iterable<{ repeats: number; meanValue: number }>): ValueCells => {
  const cells = emptyValueCells();
  for (const { repeats, meanValue } of customers) addValueOf(cells, repeats + 1, meanValue);
  return cells;
};

/** What the cells contain, regardless of order. */
const contentOf = (cells: HistoryCells | ValueCells) => ({
  coarseness: cells.coarseness,
  cells: [...cells.byKey].sort(([a], [b]) => a - b),
  logGapSum: 'logGapSum' in cells ? cells.logGapSum : 0,
  byRepeats: 'byRepeats' in cells ? [...cells.byRepeats].sort(([a], [b]) => a - b) : [],
});

const history: fc.Arbitrary<OrderHistory> = fc
  .tuple(fc.nat(40), fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([repeats, ageDays, share]) => ({
    repeats,
    lastAfterDays: repeats === 0 ? 0 : Math.round(share * ageDays),
    ageDays,
  }));

describe('cells of histories', () => {
  test('are the customers themselves while they are few', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 200 }), (histories) => {
        const cells = cellsOf([...histories, ...histories]);
        const different = new Set(histories.map((one) => JSON.stringify(one)));
        expect(cells.byKey.size).toBe(different.size);
        const columns = weightedHistories(cells, 'days');
        const found = Array.from(columns.weight, (weight, index) =>
          JSON.stringify({
            weight,
            repeats: columns.x[index],
            lastAfterDays: columns.tx[index],
            ageDays: columns.T[index],
          }),
        );
        const counts = new Map<string, number>();
        for (const one of histories)
          counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 2);
        const expected = [...counts].map(([json, weight]) => JSON.stringify({ weight, ...JSON.parse(json) }));
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });

  test('are the same however the customers are split and ordered, and through JSON', () => {
    const histories = simulateHistories(30_000, 21);
    const whole = cellsOf(histories);
    expect(whole.coarseness).toBeGreaterThan(0);
    const merged = emptyHistoryCells();
    for (const part of [2, 0, 1]) {
      const segment = cellsOf(
        histories.filter((_, index) => index % 7 === part || (part === 1 && index % 7 > 2)).reverse(),
      );
      addHistoryCells(merged, historyCellsFromJson(JSON.parse(JSON.stringify(historyCellsToJson(segment)))));
    }
    expect(contentOf(merged)).toEqual(contentOf(whole));
  });

  test('are bounded, in number and in bytes, and keep the sums', () => {
    for (const days of [60, 730, 6000]) {
      const histories = simulateHistories(60_000, 22).map((one) => ({
        ...one,
        ageDays: Math.ceil((one.ageDays * days) / 730),
        lastAfterDays: Math.floor((one.lastAfterDays * days) / 730),
      }));
      const cells = cellsOf(histories);
      expect(cells.byKey.size).toBeLessThanOrEqual(historyCellsKept);
      expect(JSON.stringify(historyCellsToJson(cells)).length).toBeLessThan(100_000);
      const { weight, x, T, atLeast } = weightedHistories(cells, 'days');
      const sum = (column: Float64Array) =>
        column.reduce((total, one, index) => total + one * (weight[index] ?? 0), 0);
      const exact = (of: (one: OrderHistory) => number) =>
        histories.reduce((total, one) => total + of(one), 0);
      expect(atLeast[0]).toBe(60_000);
      expect(sum(x) / exact((one) => one.repeats)).toBeCloseTo(1, 2);
      expect(sum(T) / exact((one) => one.ageDays)).toBeCloseTo(1, 2);
    }
  });

  test('represent possible customers', () => {
    const { x, tx, T } = weightedHistories(cellsOf(simulateHistories(60_000, 23)), 'weeks');
    for (let cell = 0; cell < x.length; cell += 1) {
      const [at = -1, last = -1, age = -1] = [x[cell], tx[cell], T[cell]];
      expect(at === 0 || at >= 1).toBe(true);
      expect(last).toBeGreaterThanOrEqual(0);
      expect(age).toBeGreaterThanOrEqual(last);
      if (at === 0) expect(last).toBeLessThan(1e-9);
    }
  });

  test('fit as the customers themselves do: within 0.3% in every parameter', () => {
    const histories = simulateHistories(60_000, 24);
    const cells = cellsOf(histories);
    const exact = fitPurchases(
      mbgNbd,
      columnsOf(histories.map((one) => ({ x: one.repeats, tx: one.lastAfterDays / 7, T: one.ageDays / 7 }))),
    );
    const binned = fitPurchases(mbgNbd, weightedHistories(cells, 'weeks'));
    if (!exact.fitted || !binned.fitted) throw new Error('not fitted');
    const off = (['r', 'alpha', 'a', 'b'] as const).map(
      (name) => binned.parameters[name] / exact.parameters[name] - 1,
    );
    const percent = off.map((one) => `${(100 * one).toFixed(3)}%`).join(', ');
    console.log(`60,000 customers in ${cells.byKey.size} cells: r, α, a, b off by ${percent}`);
    for (const one of off) expect(Math.abs(one)).toBeLessThan(0.003);
  });
});

describe('cells of values', () => {
  test('are the same however the customers are split and ordered, and through JSON', () => {
    const customers = simulateHistories(30_000, 31);
    const whole = valuesOf(customers);
    expect(whole.coarseness).toBeGreaterThan(0);
    const merged = emptyValueCells();
    for (const part of [1, 2, 0]) {
      const segment = valuesOf(customers.filter((_, index) => index % 3 === part).reverse());
      addValueCells(merged, valueCellsFromJson(JSON.parse(JSON.stringify(valueCellsToJson(segment)))));
    }
    expect(contentOf(merged)).toEqual(contentOf(whole));
    expect(whole.byKey.size).toBeLessThanOrEqual(valueCellsKept);
    expect(JSON.stringify(valueCellsToJson(whole)).length).toBeLessThan(100_000);
  });

  test('fit as the customers themselves do: within 0.5% in every parameter', () => {
    const customers = simulateHistories(60_000, 32);
    const exact = fitGammaGamma({
      weight: Float64Array.from(customers, () => 1),
      orders: Float64Array.from(customers, (one) => one.repeats + 1),
      mean: Float64Array.from(customers, (one) => one.meanValue),
    });
    const cells = valuesOf(customers);
    const binned = fitGammaGamma(weightedMeans(cells));
    if (!exact.fitted || !binned.fitted) throw new Error('not fitted');
    const off = (['p', 'q', 'v'] as const).map(
      (name) => binned.parameters[name] / exact.parameters[name] - 1,
    );
    const percent = off.map((one) => `${(100 * one).toFixed(3)}%`).join(', ');
    console.log(`60,000 customers in ${cells.byKey.size} value cells: p, q, v off by ${percent}`);
    for (const one of off) expect(Math.abs(one)).toBeLessThan(0.005);
  });

  test('leave out customers who paid nothing', () => {
    const cells = emptyValueCells();
    for (const mean of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) addValueOf(cells, 3, mean);
    expect(cells.byKey.size).toBe(0);
  });
});
