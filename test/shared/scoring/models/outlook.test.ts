import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import { areaUnderCurve, calibrationOf } from '../../../../shared/scoring/models/calibration.ts';
import { daysInMonth, discountedOrders, lifetimeValue } from '../../../../shared/scoring/models/clv.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import type { Model } from '../../../../shared/scoring/models/model.ts';
import {
  createForecaster,
  historyOf,
  type ValuedHistory,
} from '../../../../shared/scoring/models/outlook.ts';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { simulateHistories } from './simulated.ts';

const model: Model = {
  kind: 'mbg-nbd',
  unit: 'weeks',
  parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  gammaGamma: { p: 6.25, q: 3.74, v: 1544 },
  fittedOn: {
    date: plainDate('1997-09-30'),
    customers: 2357,
    repeatBuyers: 946,
    logLikelihood: -9582.1,
    iterations: 23,
  },
};

const regular = { repeats: 12, lastAfterDays: 252, ageDays: 272, meanValue: 3000 };

const outlookOf = (history: ValuedHistory, fitted: Model, horizonDays: number) =>
  createForecaster(fitted, horizonDays, defaultSettings.value)(history);

describe('the outlook of a customer', () => {
  test('is that of the models, with days converted to weeks', () => {
    const seen = { x: 12, tx: 36, T: 272 / 7 };
    const outlook = outlookOf(regular, model, 273);
    expect(outlook.chanceAlive).toBeCloseTo(mbgNbd.chanceAlive(model.parameters, seen), 12);
    expect(outlook.chanceOfOrder).toBeCloseTo(mbgNbd.chanceOfOrder(model.parameters, seen, 39), 12);
    expect(outlook.expectedOrders).toBeCloseTo(mbgNbd.expectedOrders(model.parameters, seen, 39), 12);
    expect(outlook.expectedOrdersInYear).toBeCloseTo(
      mbgNbd.expectedOrders(model.parameters, seen, 365 / 7),
      12,
    );
    const value = (6.25 * (1544 + 13 * 3000)) / (6.25 * 13 + 2.74);
    expect(outlook.expectedOrderValue).toBeCloseTo(value, 9);
    const within = (days: number) => mbgNbd.expectedOrders(model.parameters, seen, days / 7);
    expect(outlook.lifetimeValue).toBeCloseTo(lifetimeValue(within, value, defaultSettings.value), 8);
  });

  test('is the same from one forecaster for many customers as from one for each', () => {
    const many = createForecaster(model, 90, defaultSettings.value);
    for (const history of simulateHistories(300, 41)) {
      expect(many(history)).toEqual(outlookOf(history, model, 90));
      expect(many(history)).toEqual(outlookOf(history, model, 90));
    }
  });

  test('values an order by the customer’s own mean and three of the shop’s where there is no Gamma-Gamma', () => {
    const { gammaGamma: _, ...without } = model;
    const byOwnMean = { ...without, meanOrderValue: 2000 };
    const orderWorth = (meanValue: number) =>
      outlookOf({ ...regular, meanValue }, byOwnMean, 90).expectedOrderValue;
    expect(orderWorth(3000)).toBeCloseTo((13 * 3000 + 3 * 2000) / 16, 9);
    expect(orderWorth(-500)).toBeCloseTo((3 * 2000) / 16, 9);
    expect(outlookOf(regular, byOwnMean, 90).lifetimeValue).toBeGreaterThan(0);
  });

  test('has no lifetime value without a mean value, or where no order had any', () => {
    const { gammaGamma: _, ...ofChances } = model;
    expect(outlookOf(regular, ofChances, 90)).not.toHaveProperty('lifetimeValue');
    const { meanValue: __, ...bare } = regular;
    expect(outlookOf(bare, model, 90)).not.toHaveProperty('lifetimeValue');
  });

  test('is finite, whatever the customer', () => {
    const numbers = fc.oneof(fc.integer({ min: -5, max: 100_000 }), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(
        numbers,
        numbers,
        numbers,
        fc.integer({ min: -1e9, max: 1e12 }),
        (repeats, lastAfterDays, ageDays, meanValue) => {
          const outlook = outlookOf({ repeats, lastAfterDays, ageDays, meanValue }, model, 90);
          for (const number of Object.values(outlook)) {
            expect(number).toBeGreaterThanOrEqual(0);
            expect(number).toBeLessThan(Number.POSITIVE_INFINITY);
          }
        },
      ),
    );
  });

  test('is derived from the facts of a profile', () => {
    const days = {
      days: 13,
      firstDay: plainDate('2026-01-01'),
      lastDay: plainDate('2026-09-10'),
      spent: 39_000,
    };
    expect(historyOf(days, plainDate('2026-09-30'))).toEqual(regular);
  });
});

describe('customer lifetime value', () => {
  test('discounts each month to its middle', () => {
    const oneAMonth = (days: number) => days / daysInMonth;
    expect(discountedOrders(oneAMonth, { annualDiscount: 0, months: 12 })).toBeCloseTo(12, 12);
    const d = 1.1 ** (1 / 12) - 1;
    let byHand = 0;
    for (let k = 1; k <= 12; k += 1) byHand += (1 + d) ** (0.5 - k);
    expect(discountedOrders(oneAMonth, { annualDiscount: 0.1, months: 12 })).toBeCloseTo(byHand, 12);
    expect(lifetimeValue(oneAMonth, 2000, { ...defaultSettings.value, margin: 0.3 })).toBeCloseTo(
      600 * byHand,
      9,
    );
  });
});

describe('calibration', () => {
  test('the area under the curve counts pairs, and a tie as half', () => {
    const scored = (pairs: readonly (readonly [number, boolean])[]) =>
      areaUnderCurve(pairs.map(([score, isPositive]) => ({ score, isPositive })));
    expect(
      scored([
        [1, false],
        [2, false],
        [3, true],
      ]),
    ).toBe(1);
    expect(
      scored([
        [3, false],
        [2, true],
      ]),
    ).toBe(0);
    expect(
      scored([
        [1, false],
        [1, true],
        [1, true],
      ]),
    ).toBe(0.5);
    expect(
      scored([
        [1, false],
        [2, true],
        [2, false],
        [3, true],
      ]),
    ).toBe(0.875);
    expect(scored([[1, true]])).toBe(undefined);
  });

  test('compares outcomes with predictions', () => {
    const predictions = Array.from({ length: 100 }, (_, index) => ({
      chanceOfOrder: index / 100,
      expectedOrders: 1,
      orders: index >= 50 ? 3 : 0,
    }));
    const found = calibrationOf(predictions);
    expect(found).toMatchObject({ customers: 100, expectedOrders: 100, orders: 150, factor: 1.5, auc: 1 });
    expect(found.deciles).toHaveLength(10);
    expect(found.deciles[9]).toMatchObject({ customers: 10, ordered: 1, orders: 30 });
    expect(calibrationOf([])).toEqual({ customers: 0, expectedOrders: 0, orders: 0, deciles: [] });
  });
});
