/** Draws a number from 0 (included) to 1 (excluded). */
export type Draw = () => number;

/**
 * What a stream of random numbers is for. Every purpose has its own stream, so that one more draw for a person's name
 * does not shift that person's orders. The numbers are part of what a seed means: never reuse or change one.
 */
export const purposes = {
  person: 1,
  temper: 2,
  rhythm: 3,
  momentOfOrder: 4,
  basket: 5,
  aftermath: 6,
  email: 7,
  call: 8,
  comeback: 9,
  visit: 10,
  lookBeforeOrder: 11,
  opinion: 12,
  referral: 13,
} as const;

export type Purpose = keyof typeof purposes;

/**
 * The random numbers of one customer for one purpose and, where there are several, one occasion (the third order, the
 * second email). They depend only on these arguments, not on other customers or on earlier draws. So two simulations
 * with the same seed differ only by what was done in them.
 */
export function createRandomStream(seed: number, customer: number, purpose: Purpose, occasion = 0): Draw {
  const shop = scramble((seed >>> 0) ^ scramble(Math.floor(seed / 2 ** 32) + 0x9e3779b9));
  const person = scramble(shop + customer);
  const stream = scramble(scramble(person ^ Math.imul(purposes[purpose], 0x85ebca6b)) + occasion);
  // All four words depend on all arguments. If one were the same on every occasion, draws would be correlated.
  let a = scramble(person + Math.imul(stream, 0xc2b2ae35));
  let b = scramble(stream + 0x9e3779b9);
  let c = scramble(a ^ stream);
  let counter = scramble(b + c);
  // An anonymous arrow function: where a bundler keeps names, naming it costs more than a draw.
  return () => {
    // sfc32 by Chris Doty-Humphrey (PractRand). Its state is well mixed from the start, so it needs no warm-up.
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** True with the given probability. */
export const chance = (draw: Draw, probability: number): boolean => draw() < probability;

/** A number from `least` (included) to `most` (excluded), uniformly distributed. */
export const between = (draw: Draw, least: number, most: number): number => least + draw() * (most - least);

/** A whole number from `least` to `most`, both included, uniformly distributed. */
export const wholeBetween = (draw: Draw, least: number, most: number): number =>
  Math.floor(between(draw, least, most + 1));

/** One of `items`, all equally likely. @throws RangeError when there are none */
export function oneOf<T>(draw: Draw, items: readonly T[]): T {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** One of `items`, with probabilities proportional to their weights. @throws RangeError when there are none */
export function oneByWeight<T extends { readonly weight: number }>(draw: Draw, items: readonly T[]): T {
  let left = draw() * items.reduce((total, item) => total + item.weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return oneOf(draw, items.slice(-1));
}

/** Normally distributed with mean 0 and standard deviation 1, by the method of Box and Muller. */
export const normal = (draw: Draw): number =>
  Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** Log-normally distributed; `sigma` is the standard deviation of the logarithm. */
export const logNormal = (draw: Draw, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(draw));

/** Exponentially distributed. */
export const exponential = (draw: Draw, mean: number): number => -mean * Math.log(1 - draw());

/** Gamma distributed, by the method of Marsaglia and Tsang (2000), which needs a `shape` of at least 1. */
export function gamma(draw: Draw, shape: number, scale: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(draw);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - draw()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/** Geometrically distributed: how many successes come before the first failure, at most `most`. */
export function cappedGeometric(draw: Draw, probability: number, most: number): number {
  let times = 0;
  while (times < most && chance(draw, probability)) times += 1;
  return times;
}
