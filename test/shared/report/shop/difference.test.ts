import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../shared/report/shop/difference.ts';

describe('the difference between two rates', () => {
  // Newcombe 1998, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i in %i and %i in %i has the interval that Newcombe published', (did, of, did2, of2, low, high) => {
    const difference = differenceOf({ of, did }, { of: of2, did: did2 });
    expect(difference?.low).toBeCloseTo(low, 4);
    expect(difference?.high).toBeCloseTo(high, 4);
  });

  test('is undefined while one of the groups is empty', () => {
    expect(differenceOf({ of: 0, did: 0 }, { of: 10, did: 3 })).toBeUndefined();
    expect(differenceOf({ of: 10, did: 3 }, { of: 0, did: 0 })).toBeUndefined();
  });

  test('is called raised or lowered only when the interval does not include zero', () => {
    expect(differenceOf({ of: 900, did: 270 }, { of: 100, did: 15 })?.verdict).toBe('raised');
    expect(differenceOf({ of: 900, did: 90 }, { of: 100, did: 25 })?.verdict).toBe('lowered');
    expect(differenceOf({ of: 90, did: 27 }, { of: 10, did: 2 })?.verdict).toBe('inconclusive');
  });

  const rate = fc
    .integer({ min: 1, max: 5000 })
    .chain((of) => fc.record({ of: fc.constant(of), did: fc.nat(of) }));

  test('is inside its interval, which is between -1 and 1, and changes sign when the groups are swapped', () => {
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const there = differenceOf(one, other);
        const back = differenceOf(other, one);
        if (there === undefined || back === undefined) throw new Error('both groups have members');
        expect(there.low).toBeLessThanOrEqual(there.estimate + 1e-12);
        expect(there.high).toBeGreaterThanOrEqual(there.estimate - 1e-12);
        expect(there.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(there.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(back.low).toBeCloseTo(-there.high, 10);
      }),
    );
  });
});
