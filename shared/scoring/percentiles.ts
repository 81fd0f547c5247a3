import { type Counts, quantilesOf } from './counts.ts';

/** The values below which 1%, 2%, … 99% of customers lie. Empty where nobody was measured. */
export type Percentiles = readonly number[];

const hundredths = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

export const percentilesIn = (counts: Counts): Percentiles =>
  quantilesOf(counts, hundredths).flatMap((value) => value ?? []);

/** The share of customers, in whole percent, who lie below a value: from 0 to 0.99. */
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
