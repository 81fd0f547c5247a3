import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import { fitGammaGamma, fitPurchases } from '../../../../shared/scoring/models/fit.ts';
import type { GammaGammaParameters } from '../../../../shared/scoring/models/gamma-gamma.ts';
import { addHistory, emptyHistoryCells } from '../../../../shared/scoring/models/history-cells.ts';
import { mbgCnbd } from '../../../../shared/scoring/models/mbg-cnbd.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import { minimise } from '../../../../shared/scoring/models/minimise.ts';
import { fitModel } from '../../../../shared/scoring/models/model.ts';
import type { OrderHistory } from '../../../../shared/scoring/models/order-history.ts';
import { addValueOf, emptyValueCells } from '../../../../shared/scoring/models/value-cells.ts';
import { weightedHistories } from '../../../../shared/scoring/models/weighted-histories.ts';
import { simulateDailyBuyers, simulatedShop, simulateHistories } from './simulated.ts';

const date = plainDate('2026-09-30');

const cellsOf = (histories: Iterable<OrderHistory>) => {
  const cells = emptyHistoryCells();
  for (const history of histories) addHistory(cells, history);
  return cells;
};

function modelOf(customers: number, seed: number) {
  const values = emptyValueCells();
  const histories = simulateHistories(customers, seed);
  for (const { repeats, meanValue } of histories) {
    if (repeats > 0) addValueOf(values, repeats + 1, meanValue);
  }
  const cells = cellsOf(histories);
  const fit = fitModel(cells, values, date);
  if (!fit.fitted) throw new Error(fit.reason);
  return { cells, values, model: fit.model };
}

describe('BFGS', () => {
  test('finds its way down a curved valley', () => {
    const rosenbrock = minimise(
      ([x = 0, y = 0], gradient) => {
        gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]);
        return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
      },
      [-1.2, 1],
    );
    expect(rosenbrock.converged).toBe(true);
    expect(rosenbrock.at[0]).toBeCloseTo(1, 5);
    expect(rosenbrock.at[1]).toBeCloseTo(1, 5);
    expect(rosenbrock.iterations).toBeLessThan(60);
  });

  test('steps back from where the function is not a number', () => {
    const found = minimise(
      ([x = 0], gradient) => {
        gradient[0] = 1 - 1 / x;
        return x > 0 ? x - Math.log(x) : Number.NaN;
      },
      [30],
    );
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 5);
  });

  test.each([
    [
      'has no minimum',
      ([x = 0]: Float64Array, gradient: Float64Array) => {
        gradient[0] = 1;
        return x;
      },
    ],
    ['is nowhere a number', () => Number.NaN],
  ])('says so when a function %s', (_, f) => {
    expect(minimise(f, [0]).converged).toBe(false);
  });
});

describe('fitting', () => {
  test('comes close to the parameters that a shop was simulated from', () => {
    const { model } = modelOf(100_000, 11);
    const { r, alpha, a, b } = model.parameters;
    const { purchases, values } = simulatedShop;
    // Orders of one day are one, so the busiest customers look a little less busy.
    expect(r / alpha / (purchases.r / purchases.alpha)).toBeCloseTo(1, 1);
    expect(a / (a + b) / (purchases.a / (purchases.a + purchases.b))).toBeCloseTo(1, 1);
    const mean = ({ p, q, v }: GammaGammaParameters) => (p * v) / (q - 1);
    expect(mean(model.gammaGamma ?? { p: 0, q: 0, v: 0 }) / mean(values)).toBeCloseTo(1, 1);
  });

  test('in days is the same as in weeks', () => {
    const cells = cellsOf(simulateHistories(5000, 14));
    const inWeeks = fitPurchases(mbgNbd, weightedHistories(cells, 'weeks'));
    const inDays = fitPurchases(mbgNbd, weightedHistories(cells, 'days'));
    if (!inWeeks.fitted || !inDays.fitted) throw new Error('not fitted');
    expect(inDays.parameters.alpha / inWeeks.parameters.alpha).toBeCloseTo(7, 4);
    expect(inDays.parameters.a / inWeeks.parameters.a).toBeCloseTo(1, 5);
  });

  test('is drawn towards the pace of the shop, however many steps a gap has', () => {
    const histories = simulateHistories(5000, 18);
    const total = (of: (one: OrderHistory) => number) => histories.reduce((sum, one) => sum + of(one), 0);
    const pace = total(({ ageDays }) => ageDays) / total(({ repeats }) => repeats);
    const weighted = weightedHistories(cellsOf(histories), 'days');
    for (const k of [1, 2, 6]) {
      const fit = fitPurchases(mbgCnbd(k), weighted, { priorSpread: 1e-4 });
      if (!fit.fitted) throw new Error(fit.reason);
      expect((k * fit.parameters.alpha) / fit.parameters.r / pace).toBeCloseTo(1, 2);
    }
  });

  test('ends where customers come nearly every day, however large that makes the likelihood of each', () => {
    for (let seed = 1; seed <= 24; seed += 1) {
      const buyers = simulateDailyBuyers(60 + 30 * seed, seed, {
        oldestDays: [365, 1500, 3000][seed % 3] ?? 365,
        chance: seed % 2 === 0 ? 0.999 : 0.97,
        spread: (seed % 5) / 5,
        leaves: [0, 0.001, 0.01][Math.floor(seed / 3) % 3] ?? 0,
      });
      const fit = fitModel(cellsOf(buyers), emptyValueCells(), date);
      expect([seed, fit.fitted ? 'fitted' : fit.reason]).toEqual([seed, 'fitted']);
    }
  });

  test('says when there is too little to fit on', () => {
    const few = cellsOf([
      ...Array.from({ length: 49 }, () => ({ repeats: 2, lastAfterDays: 30, ageDays: 60 })),
      ...Array.from({ length: 500 }, () => ({ repeats: 0, lastAfterDays: 0, ageDays: 60 })),
    ]);
    expect(fitModel(few, emptyValueCells(), date)).toEqual({
      fitted: false,
      reason: 'too-few-repeat-buyers',
      repeatBuyers: 49,
      repeatBuyersNeeded: 50,
    });
    expect(fitModel(emptyHistoryCells(), emptyValueCells(), date)).toMatchObject({
      reason: 'too-few-repeat-buyers',
    });
    const allToday = cellsOf(
      Array.from({ length: 60 }, () => ({ repeats: 1, lastAfterDays: 0, ageDays: 0 })),
    );
    expect(fitModel(allToday, emptyValueCells(), date)).toMatchObject({ reason: 'no-history' });
  });

  test('has no Gamma-Gamma when no order had a value', () => {
    const fit = fitModel(cellsOf(simulateHistories(2000, 15)), emptyValueCells(), date);
    expect(fit.fitted && fit.model).not.toHaveProperty('gammaGamma');
    expect(fit.fitted && fit.model).not.toHaveProperty('meanOrderValue');
  });

  test('knows the mean value of an order day where all are alike, which Gamma-Gamma cannot be fitted to', () => {
    const values = emptyValueCells();
    for (let customer = 0; customer < 300; customer += 1) addValueOf(values, 2 + (customer % 9), 2500);
    const fit = fitModel(cellsOf(simulateHistories(2000, 17)), values, date);
    expect(fit.fitted && fit.model).not.toHaveProperty('gammaGamma');
    expect(fit.fitted && fit.model.meanOrderValue).toBeCloseTo(2500, 3);
  });

  test('never gives a parameter that is not a positive number, however unusual the customers', () => {
    const odd = fc.oneof(
      fc.constant({ repeats: 1, lastAfterDays: 1, ageDays: 1 }),
      fc.constant({ repeats: 5, lastAfterDays: 3650, ageDays: 3650 }),
      fc.constant({ repeats: 300, lastAfterDays: 300, ageDays: 301 }),
      fc.record({
        repeats: fc.integer({ min: 0, max: 3 }),
        lastAfterDays: fc.integer({ min: 0, max: 20 }),
        ageDays: fc.integer({ min: 0, max: 4000 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(odd, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 200 }),
        (kinds, times) => {
          const cells = cellsOf(kinds.flatMap((one) => Array.from({ length: times }, () => one)));
          const values = emptyValueCells();
          for (const { repeats } of kinds) addValueOf(values, repeats + 1, 1 + repeats, times);
          const fit = fitModel(cells, values, date, { repeatBuyersNeeded: 1 });
          if (!fit.fitted) return;
          const { model } = fit;
          const numbers = [...Object.values(model.parameters), ...Object.values(model.gammaGamma ?? {})];
          for (const number of numbers) {
            expect(number).toBeGreaterThan(0);
            expect(number).toBeLessThan(Number.POSITIVE_INFINITY);
          }
          expect(Number.isFinite(model.fittedOn.logLikelihood)).toBe(true);
        },
      ),
    );
  });

  test('gives a model that survives JSON', () => {
    const { model } = modelOf(2000, 16);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  test('keeps the value of an order finite for everybody, even where a few pay a thousand times as much', () => {
    const mean = Float64Array.from({ length: 200 }, (_, index) => (index % 20 === 0 ? 1e7 : 1000 + index));
    const fit = fitGammaGamma({ weight: mean.map(() => 1), orders: mean.map(() => 3), mean });
    expect(fit.fitted && fit.parameters.q).toBeGreaterThan(1);
  });
});
