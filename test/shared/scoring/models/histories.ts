import fc from 'fast-check';
import type {
  PurchaseHistory,
  PurchaseParameters,
} from '../../../../shared/scoring/models/purchase-parameters.ts';

const exponentBetween = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

export const parametersWithin = (low: number, high: number): fc.Arbitrary<PurchaseParameters> =>
  fc.record({
    r: exponentBetween(low, high),
    alpha: exponentBetween(low, high),
    a: exponentBetween(low, high),
    b: exponentBetween(low, high),
  });

export const wildParameters = parametersWithin(1e-3, 1e3);

/** A customer of up to twenty years, in weeks. */
export const histories: fc.Arbitrary<PurchaseHistory> = fc
  .tuple(
    fc.integer({ min: 0, max: 300 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1040, noNaN: true }),
  )
  .map(([x, share, T]) => ({ x, tx: x === 0 ? 0 : share * T, T }));

/** Customers as the likelihood takes them; each counts once unless there are weights. */
export function columnsOf(customers: readonly PurchaseHistory[], weights?: readonly number[], logGaps = 0) {
  const most = Math.max(0, ...customers.map(({ x }) => Math.ceil(x)));
  const atLeast = new Float64Array(most + 1);
  customers.forEach(({ x }, index) => {
    for (let k = 0; k <= x; k += 1) atLeast[k] = (atLeast[k] ?? 0) + (weights?.[index] ?? 1);
  });
  return {
    weight: Float64Array.from(customers, (_, index) => weights?.[index] ?? 1),
    x: Float64Array.from(customers, ({ x }) => x),
    tx: Float64Array.from(customers, ({ tx }) => tx),
    T: Float64Array.from(customers, ({ T }) => T),
    atLeast,
    logGaps,
  };
}

/** The derivative by the logarithm of one coordinate, by central differences. */
export function byLogarithm(
  f: (at: readonly number[]) => number,
  at: readonly number[],
  index: number,
): number {
  const step = 1e-5;
  const moved = (by: number) => f(at.map((one, other) => (other === index ? one * Math.exp(by) : one)));
  return (8 * (moved(step) - moved(-step)) - (moved(2 * step) - moved(-2 * step))) / (12 * step);
}
