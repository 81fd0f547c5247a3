import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniformFrom } from '../../../shared/hash.ts';
import { addValue, emptyCounts } from '../../../shared/scoring/counts.ts';
import { percentilesIn, positionOf } from '../../../shared/scoring/percentiles.ts';
import {
  addSample,
  addToSample,
  emptySample,
  type Sample,
  type SampledCustomer,
  sampledCustomersIn,
  sampledCustomersKept,
  sampleFromJson,
  sampleToJson,
} from '../../../shared/scoring/sample.ts';

const customers: SampledCustomer[] = Array.from({ length: 3 * sampledCustomersKept }, (_, n) => ({
  draw: uniformFrom('sample', String(n)),
  repeats: n % 7,
  lastAfterDays: n % 100,
  repeatsBefore: n % 3,
  lastAfterDaysBefore: n % 50,
  ageDays: 100 + (n % 300),
  meanValue: n / 3,
  spentLastYear: n,
}));

const sampleOf = (some: readonly SampledCustomer[]): Sample => {
  const sample = emptySample();
  for (const customer of some) addToSample(sample, customer);
  return sample;
};

describe('a sample of customers', () => {
  const expected = [...customers].sort((one, other) => one.draw - other.draw).slice(0, sampledCustomersKept);

  test('keeps those with the smallest draws, in whatever order they come', () => {
    expect(sampledCustomersIn(sampleOf(customers))).toEqual(expected);
    expect(sampledCustomersIn(sampleOf([...customers].reverse()))).toEqual(expected);
  });

  test('is the same however customers are split over scan segments, and through JSON', () => {
    const merged = emptySample();
    for (const part of [customers.slice(9000), customers.slice(0, 5), customers.slice(5, 9000)]) {
      addSample(merged, sampleFromJson(JSON.parse(JSON.stringify(sampleToJson(sampleOf(part))))));
    }
    expect(sampledCustomersIn(merged)).toEqual(expected);
  });

  test('is everybody while there are few', () => {
    expect(sampledCustomersIn(sampleOf(customers.slice(0, 9)))).toHaveLength(9);
  });

  test('estimates a share of all customers within two points', () => {
    const share = expected.filter(({ repeats }) => repeats === 0).length / expected.length;
    expect(Math.abs(share - 1 / 7)).toBeLessThan(0.02);
  });
});

describe('a position among percentiles', () => {
  const percentilesOf = (values: readonly number[]) => {
    const counts = emptyCounts();
    for (const value of values) addValue(counts, value);
    return percentilesIn(counts);
  };

  test('is the share of customers below', () => {
    const percentiles = percentilesOf(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect([0, 10, 11, 500, 501, 991, 5000].map((value) => positionOf(value, percentiles))).toEqual([
      0, 0, 0.01, 0.49, 0.5, 0.99, 0.99,
    ]);
  });

  test('is 0 for a customer who ties with everybody, and when nobody was measured', () => {
    expect(positionOf(7, percentilesOf([7, 7, 7]))).toBe(0);
    expect(positionOf(7, [])).toBe(0);
  });

  test('never falls while the value rises', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1 }), fc.nat({ max: 30 }), (values, value) => {
        const percentiles = percentilesOf(values);
        expect(positionOf(value + 1, percentiles)).toBeGreaterThanOrEqual(positionOf(value, percentiles));
        const below = values.filter((one) => one < value).length / values.length;
        expect(Math.abs(positionOf(value, percentiles) - below)).toBeLessThan(0.0101);
      }),
    );
  });
});
