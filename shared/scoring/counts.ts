/**
 * How often each value occurs, exact while there are few distinct values and coarser when there are many, so that
 * the measurement of ten million customers stays some tens of kilobytes.
 *
 * Coarser means fewer significant binary digits, as in HDR histograms: with 8,192 distinct values kept, amounts
 * between a penny and a million pounds are still distinguished at 0.2 to 0.4%. The resolution depends only on the set
 * of values, not on the order in which they came or on how they were split over scan segments.
 */
export interface Counts {
  /** How often each value occurred. */
  readonly byValue: Map<number, number>;
  /** Significant binary digits that are kept; 53 is all of them. */
  significantBits: number;
}

/** The significant binary digits of a double. */
export const exactBits = 53;
const distinctValuesKept = 8192;

/** Counts of nothing yet, exact. */
export const emptyCounts = (): Counts => ({ byValue: new Map(), significantBits: exactBits });

/** Counts `value`, which is zero or more, another `times` times. */
export function addValue(counts: Counts, value: number, times = 1): void {
  const kept = truncateToBits(value, counts.significantBits);
  counts.byValue.set(kept, (counts.byValue.get(kept) ?? 0) + times);
  while (counts.byValue.size > distinctValuesKept) coarsenTo(counts, counts.significantBits - 1);
}

/** Adds all of `from` to `into`. */
export function addCounts(into: Counts, from: Counts): void {
  if (from.significantBits < into.significantBits) coarsenTo(into, from.significantBits);
  for (const [value, times] of from.byValue) addValue(into, value, times);
}

function coarsenTo(counts: Counts, significantBits: number): void {
  const finer = [...counts.byValue];
  counts.byValue.clear();
  counts.significantBits = significantBits;
  for (const [value, times] of finer) {
    const kept = truncateToBits(value, significantBits);
    counts.byValue.set(kept, (counts.byValue.get(kept) ?? 0) + times);
  }
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/**
 * The largest number with `significantBits` binary digits that does not exceed `value`. Clears the low bits of the
 * double itself, because Math.log2 rounds up just below powers of two, and order would be lost there.
 */
export function truncateToBits(value: number, significantBits: number): number {
  if (significantBits >= exactBits) return value;
  const dropped = exactBits - significantBits;
  double[0] = value;
  words[0] = dropped >= 32 ? 0 : ((words[0] ?? 0) & (-1 << dropped)) >>> 0;
  if (dropped > 32) words[1] = ((words[1] ?? 0) & (-1 << (dropped - 32))) >>> 0;
  return double[0];
}

/** How many values were counted, repetitions included. */
export const totalOf = (counts: Counts): number => {
  let total = 0;
  for (const times of counts.byValue.values()) total += times;
  return total;
};

/**
 * Quantiles of type 1 (inverse of the empirical distribution, Hyndman & Fan 1996), one for each of `probabilities`:
 * the smallest value that at least that share of all values does not exceed. Always a value that occurred; undefined
 * when nothing was counted.
 */
export function quantilesOf(counts: Counts, probabilities: readonly number[]): (number | undefined)[] {
  const ascending = [...counts.byValue].sort(([a], [b]) => a - b);
  const total = totalOf(counts);
  return probabilities.map((probability) => {
    let below = 0;
    for (const [value, times] of ascending) {
      below += times;
      // A tiny tolerance, since 0.2 × 5 is not always 1 in binary.
      if (below >= probability * total - 1e-9) return value;
    }
    return undefined;
  });
}

/** {@link Counts} in a form that survives JSON: values and their frequencies as columns. */
export type CountsJson = {
  readonly bits: number;
  readonly values: readonly number[];
  readonly times: readonly number[];
};

/** Counts in a form that survives JSON. */
export const countsToJson = (counts: Counts): CountsJson => ({
  bits: counts.significantBits,
  values: [...counts.byValue.keys()],
  times: [...counts.byValue.values()],
});

/** The inverse of {@link countsToJson}. */
export const countsFromJson = (json: CountsJson): Counts => ({
  significantBits: json.bits,
  byValue: new Map(json.values.map((value, index) => [value, json.times[index] ?? 0])),
});
