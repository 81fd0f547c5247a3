import type { OrderHistory } from '../../../../shared/scoring/models/order-history.ts';
import type { ValuedHistory } from '../../../../shared/scoring/models/outlook.ts';
import type { PurchaseParameters } from '../../../../shared/scoring/models/purchase-parameters.ts';

/** Pseudo-random numbers, uniform between 0 and 1, the same for the same seed (mulberry32). */
export function uniformsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

const exponential = (uniform: () => number): number => -Math.log(uniform());

const normal = (uniform: () => number): number =>
  Math.sqrt(2 * exponential(uniform)) * Math.cos(2 * Math.PI * uniform());

/** A gamma variate of a shape, with scale 1 (Marsaglia & Tsang 2000). */
function gamma(shape: number, uniform: () => number): number {
  if (shape < 1) return gamma(shape + 1, uniform) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = normal(uniform);
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(uniform()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * The times at which one customer buys again after the time 0, in the unit of α, until they drop out.
 *
 * @param steps of a gap: 1 for MBG/NBD, k for MBG/CNBD-k
 */
export function* purchaseTimes(
  uniform: () => number,
  { r, alpha, a, b }: PurchaseParameters,
  steps: number,
): Generator<number> {
  const rate = gamma(r, uniform) / alpha;
  const stays = gamma(b, uniform);
  const leaves = gamma(a, uniform);
  const chanceToLeave = leaves / (leaves + stays);
  let time = 0;
  while (uniform() >= chanceToLeave) {
    for (let step = 0; step < steps; step += 1) time += exponential(uniform) / rate;
    yield time;
  }
}

/** Parameters of a shop; times in weeks, values in minor units. */
export const simulatedShop = {
  purchases: { r: 0.6, alpha: 9, a: 0.8, b: 2.5 },
  values: { p: 5, q: 4, v: 2400 },
} as const;

/**
 * Customers of a shop that behaves as MBG/NBD and Gamma-Gamma say, who came at some time in its last two years. Orders
 * of one day are one, as everywhere, which makes a fit deviate a little.
 */
export function simulateHistories(
  customers: number,
  seed: number,
  { purchases, values } = simulatedShop,
): Required<ValuedHistory>[] {
  const uniform = uniformsFrom(seed);
  return Array.from({ length: customers }, () => {
    const ageDays = 1 + Math.floor(uniform() * 730);
    let repeats = 0;
    let lastAfterDays = 0;
    for (const weeks of purchaseTimes(uniform, purchases, 1)) {
      const day = 0.5 + weeks * 7;
      if (day >= ageDays + 1) break;
      if (Math.floor(day) > lastAfterDays) repeats += 1;
      lastAfterDays = Math.floor(day);
    }
    const orders = repeats + 1;
    const scale = gamma(values.q, uniform) / values.v;
    const meanValue = gamma(values.p * orders, uniform) / scale / orders;
    return { repeats, lastAfterDays, ageDays, meanValue };
  });
}

/**
 * Customers who order on nearly every day since they came within the last `oldestDays`: each day with the given chance,
 * up to `spread` of it less for some, and after an order leave with chance `leaves`.
 */
export function simulateDailyBuyers(
  customers: number,
  seed: number,
  { oldestDays, chance, spread, leaves }: Readonly<Record<DailyBuyersTrait, number>>,
): OrderHistory[] {
  const uniform = uniformsFrom(seed);
  return Array.from({ length: customers }, () => {
    const ageDays = Math.floor(uniform() * oldestDays);
    const perDay = chance * (1 - spread * uniform());
    let repeats = 0;
    let lastAfterDays = 0;
    for (let day = 1; day <= ageDays; day += 1) {
      if (uniform() >= perDay) continue;
      repeats += 1;
      lastAfterDays = day;
      if (uniform() < leaves) break;
    }
    return { repeats, lastAfterDays, ageDays };
  });
}

type DailyBuyersTrait = 'oldestDays' | 'chance' | 'spread' | 'leaves';
