import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  differenceOf,
  sequentialQuantile,
  visibleEffectOf,
} from '../../../../shared/report/shop/difference.ts';

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
  ])(
    'of %i in %i and %i in %i has the plain interval that Newcombe published',
    (did, of, did2, of2, low, high) => {
      const difference = differenceOf({ of, did }, { of: of2, did: did2 });
      expect(difference?.today.low).toBeCloseTo(low, 4);
      expect(difference?.today.high).toBeCloseTo(high, 4);
    },
  );

  test('is undefined while one of the groups is empty', () => {
    expect(differenceOf({ of: 0, did: 0 }, { of: 10, did: 3 })).toBeUndefined();
    expect(differenceOf({ of: 10, did: 3 }, { of: 0, did: 0 })).toBeUndefined();
  });

  test.each([
    [25, 3.2642933718],
    [100, 3.0352089904],
    [400, 3.1271141437],
    [1600, 3.3058617063],
  ])(
    'counts %i customers who ordered as %f standard deviations where 1.96 would do for one look',
    (ordered, z) => {
      expect(sequentialQuantile(ordered)).toBeCloseTo(z, 9);
    },
  );

  test('may leave zero today and still be undecided', () => {
    const difference = differenceOf({ of: 4500, did: 540 }, { of: 500, did: 40 });
    expect(difference).toEqual({
      estimate: expect.closeTo(0.04, 10),
      everyNight: { low: expect.closeTo(-0.0094433831, 9), high: expect.closeTo(0.0747209516, 9) },
      today: { low: expect.closeTo(0.0113839857, 9), high: expect.closeTo(0.0629129322, 9) },
      verdict: 'undecided',
    });
  });

  test('is called raised or lowered when the interval that holds every night does not include zero', () => {
    const raised = differenceOf({ of: 9000, did: 1200 }, { of: 1000, did: 95 });
    expect(raised?.everyNight.low).toBeCloseTo(0.0017161046, 9);
    expect(raised?.everyNight.high).toBeCloseTo(0.0672472018, 9);
    expect(raised?.verdict).toBe('raised');
    expect(differenceOf({ of: 9000, did: 855 }, { of: 1000, did: 140 })?.verdict).toBe('lowered');
  });

  test('can be anything before the first order', () => {
    const difference = differenceOf({ of: 900, did: 0 }, { of: 100, did: 0 });
    expect(difference).toMatchObject({
      estimate: 0,
      everyNight: { low: -1, high: 1 },
      verdict: 'undecided',
    });
  });

  test('lets see an effect as large as its lower side and 43% more', () => {
    const difference = differenceOf({ of: 900, did: 126 }, { of: 100, did: 8 });
    if (difference === undefined) throw new Error('both groups have members');
    const { estimate, everyNight, today } = difference;
    expect(visibleEffectOf(estimate, today)).toBeCloseTo(0.104, 3);
    const reach = estimate - everyNight.low;
    expect(visibleEffectOf(estimate, everyNight)).toBeCloseTo((reach * 2.8) / 1.96, 10);
    expect(visibleEffectOf(0, { low: -1, high: 1 })).toBe(1);
  });

  const rate = fc
    .integer({ min: 1, max: 5000 })
    .chain((of) => fc.record({ of: fc.constant(of), did: fc.nat(of) }));

  test('is inside its intervals, today’s inside that of every night, and changes sign when the groups are swapped', () => {
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const there = differenceOf(one, other);
        const back = differenceOf(other, one);
        if (there === undefined || back === undefined) throw new Error('both groups have members');
        const { estimate, everyNight, today } = there;
        const downwards = [1, everyNight.high, today.high, estimate, today.low, everyNight.low, -1];
        downwards.slice(1).forEach((value, index) => {
          expect(value).toBeLessThanOrEqual((downwards[index] ?? 0) + 1e-12);
        });
        expect(back.everyNight.low).toBeCloseTo(-everyNight.high, 10);
        expect(back.today.low).toBeCloseTo(-today.high, 10);
      }),
    );
  });
});
