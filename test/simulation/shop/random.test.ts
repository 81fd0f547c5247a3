import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRandomStream,
  type Draw,
  gamma,
  logNormal,
  oneByWeight,
  purposes,
} from '../../../simulation/shop/random.ts';

const many = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const product = (as: readonly number[], am: number, bs: readonly number[], bm: number) =>
    mean(as.map((a, index) => (a - am) * ((bs[index] ?? 0) - bm)));
  return product(xs, mx, ys, my) / Math.sqrt(product(xs, mx, xs, mx) * product(ys, my, ys, my));
}

describe('a stream of random numbers', () => {
  const anyStream = fc.record({
    seed: fc.maxSafeNat(),
    customer: fc.nat(10_000_000),
    occasion: fc.nat(10_000),
  });

  test('is the same whenever it is created, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(anyStream, ({ seed, customer, occasion }) => {
        const create = () => createRandomStream(seed, customer, 'basket', occasion);
        const numbers = many(5, create());
        expect(many(5, create())).toEqual(numbers);
        expect(numbers.filter((number) => number < 0 || number >= 1)).toEqual([]);
      }),
    );
  });

  test('differs from that of another seed, customer, purpose or occasion', () => {
    fc.assert(
      fc.property(anyStream, ({ seed, customer, occasion }) => {
        const first = (draw: Draw) => draw();
        const numbers = [
          first(createRandomStream(seed, customer, 'basket', occasion)),
          first(createRandomStream(seed + 1, customer, 'basket', occasion)),
          first(createRandomStream(seed, customer + 1, 'basket', occasion)),
          first(createRandomStream(seed, customer, 'email', occasion)),
          first(createRandomStream(seed, customer, 'basket', occasion + 1)),
        ];
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });

  test('has uncorrelated draws, over occasions, customers and purposes', () => {
    const streams = {
      occasions: many(4_000, () => 0).map((_, index) => createRandomStream(1, 1, 'aftermath', index)),
      customers: many(4_000, () => 0).map((_, index) => createRandomStream(1, index + 1, 'temper')),
    };
    for (const draws of Object.values(streams)) {
      const [firsts, seconds] = [draws.map((draw) => draw()), draws.map((draw) => draw())];
      expect(mean(firsts)).toBeCloseTo(0.5, 1);
      expect(Math.abs(correlation(firsts, seconds))).toBeLessThan(0.06);
      expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(0.06);
    }
    const temper = many(4_000, () => 0).map((_, index) => createRandomStream(1, index + 1, 'temper')());
    const person = many(4_000, () => 0).map((_, index) => createRandomStream(1, index + 1, 'person')());
    expect(Math.abs(correlation(temper, person))).toBeLessThan(0.06);
  });

  test('has a number for its purpose that no other purpose has', () => {
    expect(new Set(Object.values(purposes)).size).toBe(Object.keys(purposes).length);
  });
});

describe('draws', () => {
  const draw = () => createRandomStream(3, 1, 'rhythm');

  test('of a gamma have its mean and variance', () => {
    const stream = draw();
    const values = many(20_000, () => gamma(stream, 1.8, 10));
    expect(mean(values) / 18).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => (value - 18) ** 2)) / 180).toBeCloseTo(1, 1);
  });

  test('of a log-normal have its median', () => {
    const stream = draw();
    const values = many(10_001, () => logNormal(stream, 42, 0.6)).sort((one, other) => one - other);
    expect((values[5_000] ?? 0) / 42).toBeCloseTo(1, 1);
  });

  test('by weight are distributed as the weights say', () => {
    const stream = draw();
    const items = [
      { name: 'rare', weight: 1 },
      { name: 'common', weight: 9 },
    ];
    const rare = many(10_000, () => (oneByWeight(stream, items).name === 'rare' ? 1 : 0));
    expect(mean(rare)).toBeCloseTo(0.1, 1);
    expect(() => oneByWeight(stream, [])).toThrow(RangeError);
  });
});
