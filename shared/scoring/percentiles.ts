import { type Counts, quantilesOf } from './counts.ts';

/** The 99 values that 1%, 2%, … 99% of customers do not exceed, ascending. Empty when nobody was measured. */
export type Percentiles = readonly number[];

const hundredths = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

/** The percentiles of what was counted, by {@link quantilesOf}. */
export const percentilesIn = (counts: Counts): Percentiles =>
  quantilesOf(counts, hundredths).flatMap((value) => value ?? []);

/** The share of customers below a value, to whole percents: from 0 to 0.99; 0 when nobody was measured. */
export function positionOf(value: number, percentiles: Percentiles): number {
  let low = 0;
  let high = percentiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((percentiles[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low / 100;
}
