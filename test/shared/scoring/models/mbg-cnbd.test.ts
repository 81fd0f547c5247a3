import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedInOneStep } from '../../../../shared/scoring/models/expected-in-one-step.ts';
import { expectedInSteps } from '../../../../shared/scoring/models/expected-in-steps.ts';
import { fitPurchases } from '../../../../shared/scoring/models/fit.ts';
import { mbgCnbd } from '../../../../shared/scoring/models/mbg-cnbd.ts';
import { mbgNbd } from '../../../../shared/scoring/models/mbg-nbd.ts';
import type { PurchaseHistory } from '../../../../shared/scoring/models/purchase-parameters.ts';
import { columnsOf, histories, parametersWithin, wildParameters } from './histories.ts';
import { purchaseTimes, uniformsFrom } from './simulated.ts';

const relativeError = (found: number, expected: number) => Math.abs(found / expected - 1);

/** The parameters with which the tests of BTYDplus simulate customers. */
const btydPlus = { r: 0.85, alpha: 1.45, a: 0.79, b: 2.42 };
const giftShop = { r: 0.85, alpha: 4.31, a: 0.167, b: 2.19 };
const sixSteps = { r: 0.6, alpha: 0.9, a: 1, b: 3 };

describe('MBG/CNBD-k has the values of its definition', () => {
  // By mpmath 1.3.0 with 30 digits, from integrals over λ ~ Gamma(r, α) and p ~ Beta(a, b) of what the model says of one
  // customer. The log-likelihood and P(alive) are those of BTYDplus 1.2.0; its expected purchases are an approximation.
  test.each([
    [
      2,
      giftShop,
      [0, 0, 38.86],
      0,
      39,
      [-1.1966665719121878, 0.7655433380462648, 0.31247178185210356, 0.4424514479892823],
    ],
    [
      2,
      giftShop,
      [3, 12.5, 20],
      1.25,
      90 / 7,
      [-12.110226659491259, 0.8854543587031916, 0.8116906361609121, 1.8000154490394835],
    ],
    [
      2,
      giftShop,
      [9, 50, 52],
      3.5,
      26,
      [-35.17243229175957, 0.9826323198859562, 0.9792281305308794, 4.209136572425925],
    ],
    [
      3,
      btydPlus,
      [0, 0, 30],
      0,
      12,
      [-0.9534434188116592, 0.36144652232684366, 0.0835610016566415, 0.08831665015336707],
    ],
    [
      3,
      btydPlus,
      [5, 20, 24],
      2.1,
      32,
      [-21.750572284794124, 0.8092468080224383, 0.8092280368872329, 4.630513263403733],
    ],
    [
      3,
      btydPlus,
      [1, 3, 60],
      Math.log(3),
      32,
      [-4.381254694138482, 0.0022198631705067, 0.0017592704847404213, 0.002369633350084819],
    ],
    [
      6,
      sixSteps,
      [4, 16, 20],
      5.5,
      52,
      [-9.594842289619255, 0.7738855959324916, 0.7738855959180985, 5.819934830819612],
    ],
  ] as const)('k = %i, %o, x, t_x and T %o', (k, parameters, [x, tx, T], logGaps, t, expected) => {
    const process = mbgCnbd(k);
    const history = { x, tx, T };
    const found = [
      process.logLikelihood(parameters, columnsOf([history], undefined, logGaps)),
      process.chanceAlive(parameters, history),
      process.chanceOfOrder(parameters, history, t),
      process.expectedOrders(parameters, history, t),
    ];
    for (const [index, value] of expected.entries()) {
      expect(relativeError(found[index] ?? 0, value)).toBeLessThan(1e-12);
    }
  });
});

describe('with k = 1 it is MBG/NBD', () => {
  test('exactly, in every number', () => {
    const one = mbgCnbd(1);
    fc.assert(
      fc.property(wildParameters, histories, fc.double({ min: 0, max: 520, noNaN: true }), (p, h, t) => {
        const columns = columnsOf([h], undefined, 7);
        const [found, expected] = [one, mbgNbd].map((process) => [
          process.logLikelihood(p, columns),
          process.chanceAlive(p, h),
          process.chanceOfOrder(p, h, t),
          process.expectedOrders(p, h, t),
          process.gapOfShare(p, h.x, h.tx, 0.8),
        ]);
        expect(found).toEqual(expected);
      }),
    );
  });

  test('also by the sum over steps that greater k take, instead of the closed form', () => {
    const between = (low: number, high: number) =>
      fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
    fc.assert(
      fc.property(
        between(0.01, 50),
        between(0.01, 500),
        between(0.01, 500),
        between(1e-4, 20),
        (a, b, s, reach) => {
          const bySteps = expectedInSteps(a, b, s, 1, 1, reach);
          expect(relativeError(bySteps, expectedInOneStep(a, b, s, reach))).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe.each([2, 3, 6])('with k = %i', (k) => {
  const process = mbgCnbd(k);
  const shares = fc.double({ min: 0, max: 0.999, noNaN: true });

  test('knows in how many steps a living customer will buy again', () => {
    fc.assert(
      fc.property(wildParameters, histories, (p, h) => {
        const chances = process.chancesAlive(p, h);
        expect(chances).toHaveLength(k);
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
        const alive = chances.reduce((sum, one) => sum + one, 0);
        expect(process.chanceAlive(p, h)).toBeCloseTo(alive, 14);
        // Nobody has taken a step who has just bought.
        const { T: _, ...justNow } = h;
        expect(process.chancesAlive(p, { ...justNow, T: h.tx }).slice(1)).toEqual(Array(k - 1).fill(0));
      }),
    );
  });

  test('finds the gap within which a share of all customers buys again, unless no number is large enough', () => {
    fc.assert(
      fc.property(wildParameters, histories, shares, (p, { x, tx }, share) => {
        const gap = process.gapOfShare(p, x, tx, share);
        const almostEndless = 1e300;
        if (gap > almostEndless)
          expect(process.chanceOfOrderWhileAlive(p, x, tx, 0, almostEndless)).toBeLessThan(share + 1e-9);
        else expect(process.chanceOfOrderWhileAlive(p, x, tx, 0, gap)).toBeCloseTo(share, 9);
      }),
    );
  });

  test('expects no more of whoever has more steps before them', () => {
    fc.assert(
      fc.property(parametersWithin(0.05, 50), histories, fc.nat(400), (p, { x, T }, t) => {
        for (let taken = 1; taken < k; taken += 1) {
          const [fewer, more] = [taken - 1, taken].map((steps) =>
            process.expectedWhileAlive(p, x, T, steps, t),
          );
          expect(fewer).toBeLessThanOrEqual((more ?? 0) * (1 + 1e-12));
        }
      }),
    );
  });
});

describe('customers who are simulated with k = 3', () => {
  const steps = 3;
  const weeksAhead = 32;
  const customers = simulateCustomers(40_000, 71);

  /** Customers with continuous times: what is known of them after some weeks, and what they do then. */
  function simulateCustomers(number: number, seed: number) {
    const uniform = uniformsFrom(seed);
    return Array.from({ length: number }, () => {
      const T = 12 * (3 + Math.floor(6 * uniform()));
      const past = [0];
      let later = 0;
      let isAlive = false;
      for (const time of purchaseTimes(uniform, btydPlus, steps)) {
        isAlive ||= time > T;
        if (time > T + weeksAhead) break;
        if (time > T) later += 1;
        else past.push(time);
      }
      const gaps = past.slice(1).map((time, index) => time - (past[index] ?? 0));
      const history: PurchaseHistory = { x: gaps.length, tx: past.at(-1) ?? 0, T };
      return { history, logGaps: gaps.reduce((sum, gap) => sum + Math.log(gap), 0), later, isAlive };
    });
  }

  test('are alive and buy as often as is expected of them, however often they bought and long they were silent', () => {
    const process = mbgCnbd(steps);
    const groups = new Map<
      string,
      { number: number; ofAlive: number; ofOrders: number; ofAny: number; squares: number }
    >();
    for (const { history, later, isAlive } of customers) {
      const { x, tx, T } = history;
      const silence = T - tx < 4 ? 'just now' : T - tx < 12 ? 'a while ago' : 'long ago';
      const name = `${Math.min(x, 6)} repeats, the last ${silence}`;
      const group = groups.get(name) ?? { number: 0, ofAlive: 0, ofOrders: 0, ofAny: 0, squares: 0 };
      const ofOrders = later - process.expectedOrders(btydPlus, history, weeksAhead);
      groups.set(name, {
        number: group.number + 1,
        ofAlive: group.ofAlive + Number(isAlive) - process.chanceAlive(btydPlus, history),
        ofAny: group.ofAny + Number(later > 0) - process.chanceOfOrder(btydPlus, history, weeksAhead),
        ofOrders: group.ofOrders + ofOrders,
        squares: group.squares + ofOrders ** 2,
      });
    }
    expect(groups.size).toBeGreaterThan(15);
    for (const [name, { number, ofAlive, ofAny, ofOrders, squares }] of groups) {
      expect(Math.abs(ofOrders), `orders, ${name}`).toBeLessThan(4 * Math.sqrt(squares) + 1);
      expect(Math.abs(ofAlive), `alive, ${name}`).toBeLessThan(4 * Math.sqrt(number / 4));
      expect(Math.abs(ofAny), `any order, ${name}`).toBeLessThan(4 * Math.sqrt(number / 4));
    }
  });

  test('are likeliest with k = 3, and with the parameters that they were simulated from', () => {
    const some = customers.slice(0, 8000);
    const columns = columnsOf(
      some.map(({ history }) => history),
      undefined,
      some.reduce((sum, { logGaps }) => sum + logGaps, 0),
    );
    const fits = [1, 2, 3, 4, 5].map((k) => {
      const fit = fitPurchases(mbgCnbd(k), columns);
      if (!fit.fitted) throw new Error(fit.reason);
      return { k, ...fit };
    });
    const likeliest = fits.reduce((best, one) => (one.logLikelihood > best.logLikelihood ? one : best));
    expect(likeliest.k).toBe(3);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(relativeError(likeliest.parameters[name], btydPlus[name])).toBeLessThan(0.1);
    }
  });
});
