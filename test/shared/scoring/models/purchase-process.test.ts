import cephes from 'cephes';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../shared/scoring/models/bg-nbd.ts';
import {
  expectedByIntegral,
  expectedBySeries,
  expectedInOneStep,
} from '../../../../shared/scoring/models/expected-in-one-step.ts';
import { mbgCnbd } from '../../../../shared/scoring/models/mbg-cnbd.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import type { PurchaseParameters } from '../../../../shared/scoring/models/purchase-parameters.ts';
import oracle from './expected-orders.json' with { type: 'json' };
import { byLogarithm, columnsOf, histories, parametersWithin, wildParameters } from './histories.ts';

const inOneStep = [
  ['BG/NBD', bgNbd, 0],
  ['MBG/NBD', mbgNbd, 1],
] as const;

const processes = [
  ...inOneStep,
  ['MBG/CNBD-2', mbgCnbd(2), 1],
  ['MBG/CNBD-3', mbgCnbd(3), 1],
  ['MBG/CNBD-6', mbgCnbd(6), 1],
] as const;

const relativeError = (found: number, expected: number) => Math.abs(found / expected - 1);

const cdnow = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const cdnowOfMbg = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };

beforeAll(() => cephes.compiled);

describe('published and precomputed values, 39 weeks ahead', () => {
  test.each([
    ['BG/NBD', bgNbd, cdnow, { x: 2, tx: 30.43, T: 38.86 }, 0.726578570081, 1.22602817477],
    ['BG/NBD', bgNbd, cdnow, { x: 0, tx: 0, T: 27 }, 1, 0.259395381492],
    ['BG/NBD', bgNbd, cdnow, { x: 4, tx: 35.29, T: 38.86 }, 0.826039127702, 2.56638185583],
    ['MBG/NBD', mbgNbd, cdnowOfMbg, { x: 0, tx: 0, T: 38.86 }, 0.389735080919, 0.154012746675],
    ['MBG/NBD', mbgNbd, cdnowOfMbg, { x: 12, tx: 36, T: 38.86 }, 0.870441254341, 7.25596242016],
  ])('%s', (_, process, parameters, history, alive, expected) => {
    expect(relativeError(process.chanceAlive(parameters, history), alive)).toBeLessThan(1e-11);
    expect(relativeError(process.expectedOrders(parameters, history, 39), expected)).toBeLessThan(1e-11);
  });
});

describe('E[Y(t)] agrees with', () => {
  // Rows of [0 for BG or 1 for MBG, r, α, a, b, x, T, t, E/P(alive)], by mpmath 1.3.0 with 100 digits from the
  // published form with ₂F₁(r+x, b+x; a+b+x−1; z): z up to 1 − 1e-6, x up to 400, a at and within 1e-14 of 1.
  test('100-digit arithmetic, over extreme parameters', () => {
    for (const row of oracle) {
      const [survivedAtFirst = 0, r = 0, alpha = 0, a = 0, b = 0, x = 0, T = 0, t = 0, expected = 0] = row;
      const found = expectedInOneStep(a, b + x + survivedAtFirst, r + x, t / (alpha + T));
      expect(relativeError(found, expected), String(row)).toBeLessThan(1e-10);
    }
  });

  test.each(inOneStep)(
    'the published form of %s with the ₂F₁ of Cephes, where that is accurate',
    (_, process, survived) => {
      const repeats = fc.integer({ min: 0, max: 30 });
      const zs = fc.double({ min: 1e-3, max: 0.7, noNaN: true });
      const age = fc.double({ min: 0, max: 500, noNaN: true });
      fc.assert(
        fc.property(parametersWithin(0.1, 10), repeats, age, zs, (p, x, T, z) => {
          fc.pre(Math.abs(p.a - 1) > 0.01);
          const t = ((p.alpha + T) * z) / (1 - z);
          const s = p.r + x;
          const c = p.a + p.b + x + survived - 1;
          const outside = c / (p.a - 1);
          const published = outside * (1 - (1 - z) ** s * cephes.hyp2f1(s, p.b + x + survived, c, z));
          // The published form loses digits by cancellation where few orders are expected.
          const digitsLost = Math.abs(outside) / published;
          expect(relativeError(process.expectedWhileAlive(p, x, T, 0, t), published)).toBeLessThan(
            1e-10 + 1e-13 * digitsLost,
          );
        }),
        { numRuns: 500 },
      );
    },
  );

  test('itself by the series and by the integral, wherever the series is trusted', () => {
    const any = (low: number, high: number) =>
      fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
    let trusted = 0;
    fc.assert(
      fc.property(any(1e-3, 1e3), any(1e-2, 1e4), any(1e-3, 1e3), any(1e-6, 1e4), (a, beta, s, reach) => {
        const bySeries = expectedBySeries(a, beta, s, reach);
        if (bySeries === undefined) return;
        trusted += 1;
        expect(relativeError(bySeries, expectedByIntegral(a, beta, s, reach))).toBeLessThan(1e-9);
      }),
      { numRuns: 1000 },
    );
    expect(trusted).toBeGreaterThan(300);
  });
});

describe.each(processes)('%s', (_, process) => {
  // Far below a second, numbers lose all their digits.
  const ahead = fc.double({ min: 0, max: 520, noNaN: true }).map((weeks) => (weeks < 1e-9 ? 0 : weeks));

  test('gives finite chances and numbers for any input', () => {
    const extreme = fc.oneof(wildParameters, parametersWithin(1e-10, 1e10));
    const extremeHistory = fc.oneof(
      histories,
      fc.constantFrom(
        { x: 0, tx: 0, T: 0 },
        { x: 5, tx: 0, T: 0 },
        { x: 3, tx: 9, T: 4 },
        { x: 100_000, tx: 1e-9, T: 1e9 },
        { x: 1, tx: 1e9, T: 1e9 },
      ),
    );
    fc.assert(
      fc.property(extreme, extremeHistory, fc.oneof(ahead, fc.constantFrom(0, 1e-9, 1e9)), (p, h, t) => {
        const alive = process.chanceAlive(p, h);
        const order = process.chanceOfOrder(p, h, t);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(order).toBeGreaterThanOrEqual(0);
        expect(order).toBeLessThanOrEqual(alive);
        const expected = process.expectedOrders(p, h, t);
        expect(expected).toBeGreaterThanOrEqual(0);
        expect(expected).toBeLessThan(Number.POSITIVE_INFINITY);
        const gradient = new Float64Array(4);
        expect(process.logLikelihood(p, columnsOf([h]), gradient)).not.toBeNaN();
        expect([...gradient].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('predicts a lower chance of being alive, the longer the silence', () => {
    fc.assert(
      fc.property(wildParameters, histories, ahead, (p, h, longer) => {
        const silent = { ...h, T: h.T + longer };
        expect(process.chanceAlive(p, silent)).toBeLessThanOrEqual(process.chanceAlive(p, h) * (1 + 1e-12));
      }),
    );
  });

  test('expects more orders in a longer time, and at least the chance of one', () => {
    // Of several steps, the chance is a difference from 1.
    const rounding = process.steps === 1 ? 0 : 1e-15;
    fc.assert(
      fc.property(wildParameters, histories, ahead, ahead, (p, h, t, longer) => {
        const within = process.expectedOrders(p, h, t);
        expect(process.expectedOrders(p, h, t + longer)).toBeGreaterThanOrEqual(within * (1 - 1e-10));
        const chance = process.chanceOfOrder(p, h, t);
        expect(within).toBeGreaterThanOrEqual(chance * (1 - 1e-10) - rounding);
        expect(process.chanceOfOrder(p, h, t + longer)).toBeGreaterThanOrEqual(chance - rounding);
      }),
    );
  });

  test('has the gradient of finite differences', () => {
    const some = fc.array(fc.tuple(histories, fc.integer({ min: 1, max: 50 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(parametersWithin(0.05, 50), some, (p, weighted) => {
        const of = columnsOf(
          weighted.map(([history]) => history),
          weighted.map(([, weight]) => weight),
        );
        const at = [p.r, p.alpha, p.a, p.b];
        const gradient = new Float64Array(4);
        const value = process.logLikelihood(p, of, gradient);
        const f = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) =>
          process.logLikelihood({ r, alpha, a, b } satisfies PurchaseParameters, of);
        for (let index = 0; index < 4; index += 1) {
          const slope = byLogarithm(f, at, index);
          // The differences cancel: their rounding is that of the likelihood, divided by the step.
          expect(Math.abs((gradient[index] ?? 0) - slope)).toBeLessThan(
            1e-6 * Math.abs(slope) + 5e-9 * (1 + Math.abs(value)),
          );
        }
      }),
    );
  });

  test('weighs a cell as that number of customers', () => {
    fc.assert(
      fc.property(wildParameters, histories, fc.integer({ min: 1, max: 9 }), (p, h, weight) => {
        const apart = process.logLikelihood(p, columnsOf(Array.from({ length: weight }, () => h)));
        expect(process.logLikelihood(p, columnsOf([h], [weight]))).toBeCloseTo(apart, 6);
      }),
    );
  });
});

test('only MBG/NBD doubts that a customer who bought once is alive', () => {
  expect(bgNbd.chanceAlive(cdnow, { x: 0, tx: 0, T: 500 })).toBe(1);
  expect(mbgNbd.chanceAlive(cdnow, { x: 0, tx: 0, T: 500 })).toBeLessThan(0.5);
});
