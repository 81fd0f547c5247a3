import cephes from 'cephes';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  expectedOrderValue,
  gammaGammaLogLikelihood,
} from '../../../../shared/scoring/models/gamma-gamma.ts';
import { digamma, logGamma, logOnePlusExp } from '../../../../shared/scoring/models/special.ts';
import { byLogarithm } from './histories.ts';

const between = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const parameters = fc.record({ p: between(0.05, 500), q: between(1.01, 500), v: between(0.01, 1e6) });

beforeAll(() => cephes.compiled);

describe('special functions', () => {
  test('ln Γ and ψ are those of Cephes', () => {
    fc.assert(
      fc.property(between(1e-6, 1e9), (x) => {
        expect(Math.abs(logGamma(x) - cephes.lgam(x))).toBeLessThan(1e-13 * (1 + Math.abs(cephes.lgam(x))));
        expect(Math.abs(digamma(x) - cephes.psi(x))).toBeLessThan(1e-13 * (1 + Math.abs(cephes.psi(x))));
      }),
      { numRuns: 1000 },
    );
  });

  test('ln(1 + eˣ) neither overflows nor vanishes too early', () => {
    expect(logOnePlusExp(1e6)).toBe(1e6);
    expect(logOnePlusExp(-700) / Math.exp(-700)).toBeCloseTo(1, 12);
    expect(logOnePlusExp(0)).toBeCloseTo(Math.LN2, 15);
  });
});

describe('Gamma-Gamma', () => {
  test('has the published likelihood, and the gradient of finite differences', () => {
    const customers = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 9 }),
        orders: fc.integer({ min: 1, max: 99 }),
        mean: between(0.01, 1e6),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(parameters, customers, ({ p, q, v }, cells) => {
        const of = {
          weight: Float64Array.from(cells, (one) => one.weight),
          orders: Float64Array.from(cells, (one) => one.orders),
          mean: Float64Array.from(cells, (one) => one.mean),
        };
        const gradient = new Float64Array(3);
        const value = gammaGammaLogLikelihood({ p, q, v }, of, gradient);
        const { lgam } = cephes;
        let size = 0;
        const published = cells.reduce((sum, { weight, orders: x, mean: m }) => {
          const parts = [
            lgam(p * x + q),
            -lgam(p * x),
            -lgam(q),
            q * Math.log(v),
            (p * x - 1) * Math.log(m),
            p * x * Math.log(x),
            -(p * x + q) * Math.log(x * m + v),
          ];
          size += parts.reduce((all, part) => all + weight * Math.abs(part), 0);
          return sum + weight * parts.reduce((all, part) => all + part, 0);
        }, 0);
        expect(Math.abs(value - published)).toBeLessThan(1e-12 * (1 + size));
        const f = ([at = 0, other = 0, third = 0]: readonly number[]) =>
          gammaGammaLogLikelihood({ p: at, q: other, v: third }, of);
        for (const index of [0, 1, 2]) {
          const slope = byLogarithm(f, [p, q, v], index);
          const found = (gradient[index] ?? 0) * (index === 1 ? q : 1);
          expect(Math.abs(found - slope)).toBeLessThan(1e-6 * Math.abs(slope) + 1e-10 * (1 + size));
        }
      }),
    );
  });

  test('expects a value between the customer’s own mean and everybody’s, and closer to the own with every order', () => {
    fc.assert(
      fc.property(parameters, fc.integer({ min: 0, max: 50 }), between(0.01, 1e6), (fitted, orders, mean) => {
        const everybody = expectedOrderValue(fitted, 0, 0);
        expect(everybody / ((fitted.p * fitted.v) / (fitted.q - 1))).toBeCloseTo(1, 12);
        const one = expectedOrderValue(fitted, orders, mean);
        const more = expectedOrderValue(fitted, orders + 1, mean);
        const slack = 1e-9 * (everybody + mean);
        expect(one).toBeGreaterThanOrEqual(Math.min(mean, everybody) - slack);
        expect(one).toBeLessThanOrEqual(Math.max(mean, everybody) + slack);
        expect(Math.abs(more - mean)).toBeLessThanOrEqual(Math.abs(one - mean) + slack);
      }),
    );
  });

  test('treats a customer who was refunded more than they paid as worth 0 so far', () => {
    const fitted = { p: 6.25, q: 3.74, v: 15.44 };
    expect(expectedOrderValue(fitted, 3, -20)).toBe(expectedOrderValue(fitted, 3, 0));
    expect(expectedOrderValue(fitted, 3, -20)).toBeGreaterThan(0);
  });
});
