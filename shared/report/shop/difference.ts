/** How many customers of a group did something. */
export interface Rate {
  readonly of: number;
  readonly did: number;
}

/** From where to where something may lie, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * What may be said of a campaign; `awaited` before the day that the campaign has fixed, and `untrusted` when the sizes of
 * its groups show that they cannot be compared.
 */
export type Verdict = 'raised' | 'lowered' | 'undecided' | 'awaited' | 'untrusted';

/** The difference between two rates; it and the ends of its intervals are shares between -1 and 1. */
export interface Difference {
  readonly estimate: number;
  /** Decides the verdict: with 95% certainty it holds the truth on all nights, however often somebody looks. */
  readonly everyNight: Interval;
  /** The plain 95% interval. It holds for a single look on a day fixed beforehand; it is narrower, and decides nothing. */
  readonly today: Interval;
  readonly verdict: Verdict;
}

/** The share of true nulls that may ever be called raised or lowered. */
const alpha = 0.05;
/** The standard normal quantile of a two-sided 95% interval. */
export const plainQuantile = 1.959963984540054;
/** The number of customers who ordered at which the sequential interval is narrowest for what it promises. */
const tightestAt = 100;
const rhoSquared = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tightestAt;

/**
 * What stands for 1.96 in an interval that may be looked at every night: the boundary of an asymptotic confidence
 * sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic
 * confidence sequences", Annals of Statistics 52, 2024), with the customers who ordered as its clock. Infinite before
 * the first.
 *
 * @param ordered the customers of both groups who ordered so far
 * @param comparisons how many intervals are to hold all together (Bonferroni); the tuning stays that of one
 */
export function sequentialQuantile(ordered: number, comparisons = 1): number {
  if (ordered === 0) return Number.POSITIVE_INFINITY;
  const information = ordered * rhoSquared;
  const boundary = Math.log((comparisons * Math.sqrt(information + 1)) / alpha);
  return Math.sqrt(2 * (1 + 1 / information) * boundary);
}

/**
 * A p-value that may be looked at every night: the smallest share of false alarms at which the every-night interval
 * leaves zero out, from 0 to 1 (Johari, Koomen, Pekelis and Walsh, "Always valid inference: continuous monitoring of
 * A/B tests", Operations Research 70, 2022). It is at most 5% just where that interval leaves zero out. The tuning stays
 * that of the interval whatever the p-value, so that it is one and the same sequence of intervals that is inverted.
 */
export function everyNightP(treated: Rate, heldOut: Rate): number {
  const ordered = treated.did + heldOut.did;
  if (treated.of === 0 || heldOut.of === 0 || ordered === 0) return 1;
  const information = ordered * rhoSquared;
  const z = standardErrorsFromZero(treated, heldOut);
  return Math.min(1, Math.sqrt(information + 1) * Math.exp((-z * z) / (2 * (1 + 1 / information))));
}

/** By how many standard deviations Newcombe's interval must be widened to reach zero. */
function standardErrorsFromZero(treated: Rate, heldOut: Rate): number {
  const reachesZero = (z: number) => {
    const { low, high } = newcombe(treated, heldOut, z);
    return low <= 0 && high >= 0;
  };
  let [short, far] = [0, 1];
  while (!reachesZero(far)) [short, far] = [far, far * 2];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (short + far) / 2;
    if (reachesZero(middle)) far = middle;
    else short = middle;
  }
  return far;
}

/**
 * The difference between two rates with both its intervals, by Newcombe's hybrid score method without continuity
 * correction (method 10 of "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17, 1998). It keeps its coverage for the small groups and rates near zero that holdouts have, where the
 * textbook interval does not. Undefined when either group is empty.
 */
export function differenceOf(treated: Rate, heldOut: Rate): Difference | undefined {
  if (treated.of === 0 || heldOut.of === 0) return undefined;
  const estimate = treated.did / treated.of - heldOut.did / heldOut.of;
  const everyNight = newcombe(treated, heldOut, sequentialQuantile(treated.did + heldOut.did));
  const today = newcombe(treated, heldOut, plainQuantile);
  return { estimate, everyNight, today, verdict: verdictBy(everyNight) };
}

/** What an interval of the difference says, if it is the one that decides. */
export function verdictBy({ low, high }: Interval): 'raised' | 'lowered' | 'undecided' {
  if (low > 0) return 'raised';
  return high < 0 ? 'lowered' : 'undecided';
}

/** An effect of the interval's own reach is missed half the time; one 1.43 times as large, at most one time in five. */
const likelySeen = (1.96 + 0.84) / 1.96;

/**
 * How much a campaign must raise the rate for the report to find it out with these numbers in at least four cases of
 * five. It is measured towards zero, since the two sides of the interval differ where few are held out.
 */
export const visibleEffectOf = (estimate: number, { low }: Interval): number =>
  Math.min(1, (estimate - low) * likelySeen);

/** Newcombe's interval of the difference between two rates, `z` standard deviations to each side. */
export function newcombe(treated: Rate, heldOut: Rate, z: number): Interval {
  const one = wilson(treated, z);
  const other = wilson(heldOut, z);
  const estimate = one.rate - other.rate;
  return {
    low: estimate - Math.hypot(one.rate - one.low, other.high - other.rate),
    high: estimate + Math.hypot(one.high - one.rate, other.rate - other.low),
  };
}

/** The plain 95% interval of one rate; undefined for an empty group. */
export const intervalOf = (rate: Rate): Interval | undefined =>
  rate.of === 0 ? undefined : wilson(rate, plainQuantile);

/** Wilson's score interval for one rate. */
function wilson({ of, did }: Rate, z: number): Interval & { readonly rate: number } {
  const rate = did / of;
  if (z === Number.POSITIVE_INFINITY) return { rate, low: 0, high: 1 };
  const centre = rate + (z * z) / (2 * of);
  const spread = z * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { rate, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
