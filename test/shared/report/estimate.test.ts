import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateOf } from '../../../shared/report/estimate.ts';

const samples = fc
  .tuple(fc.integer({ min: 1, max: 4096 }), fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([of, others, share]) => ({ of, did: Math.round(of * share), customers: of + others }));

test('an estimate lies within its interval, and neither leaves what the sample has shown', () => {
  fc.assert(
    fc.property(samples, ({ of, did, customers }) => {
      const { count, low, high } = estimateOf({ of, did }, customers);
      expect(low).toBeLessThanOrEqual(count);
      expect(count).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(did);
      expect(high).toBeLessThanOrEqual(customers - (of - did));
    }),
  );
});

test('everybody who was asked is counted exactly, and a sample of nobody says nothing', () => {
  expect(estimateOf({ of: 40, did: 7 }, 40)).toEqual({ count: 7, low: 7, high: 7 });
  expect(estimateOf({ of: 0, did: 0 }, 40)).toEqual({ count: 0, low: 0, high: 40 });
});

test('a share of 4,096 is known within 1.5 points, and better where they are most of all', () => {
  const many = estimateOf({ of: 4096, did: 2048 }, 1_000_000);
  expect(many.high - many.low).toBeLessThan(31_000);
  const few = estimateOf({ of: 4096, did: 2048 }, 5000);
  expect(few.high - few.low).toBeLessThan(0.031 * 5000 * 0.5);
});
