/** How many customers of a group did something. */
export interface Rate {
  readonly of: number;
  readonly did: number;
}

/** The difference between two rates with its 95% interval. Each is a share between -1 and 1. */
export interface Difference {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'raised' | 'lowered' | 'inconclusive';
}

/** The standard normal quantile of a two-sided 95% interval. */
const z = 1.959963984540054;

/**
 * The difference between two rates with its 95% interval, by Newcombe's hybrid score method without continuity
 * correction (method 10 of "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17, 1998). It keeps its coverage for the small groups and rates near zero that holdouts have, where the
 * textbook interval does not. Undefined when either group is empty.
 */
export function differenceOf(treated: Rate, heldOut: Rate): Difference | undefined {
  if (treated.of === 0 || heldOut.of === 0) return undefined;
  const one = wilson(treated);
  const other = wilson(heldOut);
  const estimate = one.rate - other.rate;
  const low = estimate - Math.hypot(one.rate - one.low, other.high - other.rate);
  const high = estimate + Math.hypot(one.high - one.rate, other.rate - other.low);
  return { estimate, low, high, verdict: low > 0 ? 'raised' : high < 0 ? 'lowered' : 'inconclusive' };
}

/** Wilson's score interval for one rate. */
function wilson({ of, did }: Rate): { rate: number; low: number; high: number } {
  const rate = did / of;
  const centre = rate + (z * z) / (2 * of);
  const spread = z * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { rate, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
