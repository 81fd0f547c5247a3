import { describe, expect, test } from 'vitest';
import { factorSentence } from '../../../../shared/report/population/backtest-sentences.ts';
import { verdictOnForecast } from '../../../../shared/report/population/model-findings.ts';
import { calibrationOf } from '../../../../shared/scoring/models/calibration.ts';

/** `customers` of whom every second one orders twice, where one order each was predicted. */
const alternating = (customers: number, expectedOrders = 1) =>
  calibrationOf(
    Array.from({ length: customers }, (_, number) => ({
      chanceOfOrder: 0.5,
      expectedOrders,
      orders: number % 2 === 0 ? 2 : 0,
    })),
  );

describe('the interval of how many orders came for each that was predicted', () => {
  test('becomes narrower with the number of customers', () => {
    // Each customer is off by 1: with 100, 1.96 · √100 orders around 100.
    expect(alternating(100)).toMatchObject({
      factor: 1,
      factorInterval: { low: expect.closeTo(0.804, 3), high: expect.closeTo(1.196, 3) },
    });
    expect(alternating(10_000).factorInterval?.low).toBeCloseTo(0.9804, 4);
  });

  test('is told beside the verdict, and keeps a few customers from proving a forecast wrong', () => {
    const few = alternating(20, 0.8);
    expect(few.factor).toBeCloseTo(1.25);
    expect(verdictOnForecast(few.factor ?? 0, few.factorInterval)).toBe('as-expected');
    expect(factorSentence(few, 'en')).toContain('as many as expected. With these numbers, between 0.6');
    const many = alternating(2000, 0.8);
    expect(verdictOnForecast(many.factor ?? 0, many.factorInterval)).toBe('too-low');
  });
});
