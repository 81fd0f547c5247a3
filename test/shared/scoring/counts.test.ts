import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addCounts,
  addValue,
  type Counts,
  countsFromJson,
  countsToJson,
  emptyCounts,
  quantilesOf,
  totalOf,
  truncateToBits,
} from '../../../shared/scoring/counts.ts';

const countsOf = (values: Iterable<number>): Counts => {
  const counts = emptyCounts();
  for (const value of values) addValue(counts, value);
  return counts;
};

const asMap = ({ byValue, significantBits }: Counts) => ({
  significantBits,
  byValue: [...byValue].sort(([a], [b]) => a - b),
});

const merge = (parts: readonly Counts[]): Counts => {
  const merged = emptyCounts();
  for (const part of parts) addCounts(merged, part);
  return merged;
};

describe('a quantile of type 1', () => {
  test('is the value that the definition of Hyndman and Fan gives by hand', () => {
    // Ten values: 0.2 × 10 = 2 of them must not exceed it, and so on.
    const ten = countsOf([15, 20, 35, 40, 50, 55, 60, 70, 80, 100]);
    expect(quantilesOf(ten, [0, 0.05, 0.2, 0.21, 0.5, 0.8, 0.81, 1])).toEqual([
      15, 15, 20, 35, 50, 70, 80, 100,
    ]);
    // Five values, where 0.2 × 5 is not quite 1 in binary.
    expect(quantilesOf(countsOf([1, 2, 3, 4, 5]), [0.2, 0.4, 0.6, 0.8])).toEqual([1, 2, 3, 4]);
    // One value that nearly all share.
    expect(quantilesOf(countsOf([...Array(9).fill(7), 8]), [0.2, 0.4, 0.6, 0.8, 0.9, 0.91])).toEqual([
      7, 7, 7, 7, 7, 8,
    ]);
  });

  test('is the smallest value that at least that share of all values does not exceed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 60 }),
        fc.nat({ max: 100 }),
        (values, percent) => {
          // In whole numbers, so that rounding cannot hide a mistake.
          const fits = values.filter(
            (value) => values.filter((other) => other <= value).length * 100 >= percent * values.length,
          );
          expect(quantilesOf(countsOf(values), [percent / 100])).toEqual([Math.min(...fits)]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of nothing is undefined', () => {
    expect(quantilesOf(emptyCounts(), [0.5, 1])).toEqual([undefined, undefined]);
  });
});

describe('counts', () => {
  const amounts = fc.oneof(fc.nat({ max: 50 }), fc.double({ min: 0, max: 1e12, noNaN: true }));

  test('of parts, merged in any order, equal the counts of the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(amounts, { maxLength: 20 }), { maxLength: 6 }),
        fc.nat(),
        (parts, turn) => {
          const counted = parts.map(countsOf);
          const turned = counted.map((_, index) => counted[(index + turn) % counted.length] ?? emptyCounts());
          const whole = asMap(countsOf(parts.flat()));
          expect(asMap(merge(counted))).toEqual(whole);
          expect(asMap(merge(turned.reverse()))).toEqual(whole);
        },
      ),
    );
  });

  test('are exact up to 8,192 different values', () => {
    const counts = countsOf([...Array(8192).keys(), 5]);
    expect(counts.significantBits).toBe(53);
    expect(counts.byValue.size).toBe(8192);
    expect(counts.byValue.get(5)).toBe(2);
  });

  test('become coarser beyond that, lose no value, and stay within a thousandth', () => {
    const values = Array.from({ length: 60_000 }, (_, index) => 1 + index * 17);
    const counts = countsOf(values);
    expect(counts.byValue.size).toBeLessThanOrEqual(8192);
    expect(counts.significantBits).toBeLessThan(53);
    expect(totalOf(counts)).toBe(values.length);
    const [median = 0] = quantilesOf(counts, [0.5]);
    const exact = 1 + 29_999 * 17;
    expect(Math.abs(median - exact) / exact).toBeLessThan(0.001);
  });

  test('reach the same resolution whatever the order and split', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 1_000_003);
    const whole = asMap(countsOf(values));
    expect(whole.significantBits).toBeLessThan(53);
    expect(asMap(countsOf([...values].sort((a, b) => a - b)))).toEqual(whole);
    const thirds = [values.slice(0, 500), values.slice(500, 12_000), values.slice(12_000)].map(countsOf);
    expect(asMap(merge(thirds))).toEqual(whole);
    expect(asMap(merge(thirds.reverse()))).toEqual(whole);
  });

  test('of a coarse part and an exact one are as coarse as the coarser, even if few', () => {
    const coarse = countsOf(Array.from({ length: 9000 }, (_, index) => 1_000_000 + index));
    expect(coarse.significantBits).toBeLessThan(53);
    const fine = countsOf([1_000_000.25]);
    for (const parts of [
      [coarse, fine],
      [fine, coarse],
    ]) {
      const merged = merge(parts);
      expect(merged.significantBits).toBe(coarse.significantBits);
      expect(merged.byValue.get(1_000_000)).toBe((coarse.byValue.get(1_000_000) ?? 0) + 1);
    }
  });

  test('survive JSON', () => {
    fc.assert(
      fc.property(fc.array(amounts), (values) => {
        const counts = countsOf(values);
        expect(countsFromJson(JSON.parse(JSON.stringify(countsToJson(counts))))).toEqual(counts);
      }),
    );
  });
});

describe('coarsening', () => {
  const bits = fc.integer({ min: 1, max: 53 });
  const anyAmount = fc.oneof(
    fc.nat(),
    fc.double({ min: 1e-6, max: 1e15, noNaN: true }),
    // Just below and above powers of two, where logarithms round.
    fc
      .integer({ min: 1, max: 45 })
      .chain((power) => fc.constantFrom(2 ** power - 2 ** -7, 2 ** power, 2 ** power + 2 ** -7)),
  );

  test('keeps the order, and never makes a value larger', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, bits, (a, b, kept) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(truncateToBits(low, kept)).toBeLessThanOrEqual(truncateToBits(high, kept));
        expect(truncateToBits(a, kept)).toBeLessThanOrEqual(a);
      }),
      { numRuns: 500 },
    );
  });

  test('loses at most one part in 2 to the power of one less than the digits kept', () => {
    fc.assert(
      fc.property(anyAmount, bits, (value, kept) => {
        expect(value - truncateToBits(value, kept)).toBeLessThanOrEqual(value * 2 ** (1 - kept));
      }),
      { numRuns: 500 },
    );
  });

  test('twice is the same as once to the coarser of the two', () => {
    fc.assert(
      fc.property(anyAmount, bits, bits, (value, one, other) => {
        expect(truncateToBits(truncateToBits(value, one), other)).toBe(
          truncateToBits(value, Math.min(one, other)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
