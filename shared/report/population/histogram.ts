import type { Percentiles } from '../../scoring/percentiles.ts';

/** The share of customers whose value is between `from` and `to`. The last bar has no upper end. */
export interface HistogramBar {
  readonly from: number;
  readonly to?: number;
  readonly share: number;
}

/** About this many bars before the one without an upper end. */
const barsWanted = 12;
/** The share of customers in the bars with an end. The largest values would squeeze all others into the first bar. */
const shownUpTo = 0.9;

/**
 * A histogram with round edges, computed from the percentiles: a hundredth of all customers is between each two of
 * them. Empty when there are no customers, or when nine tenths of the values are zero.
 */
export function histogramOf(percentiles: Percentiles): HistogramBar[] {
  const reach = quantile(percentiles, shownUpTo) ?? 0;
  if (reach <= 0) return [];
  const width = roundUp(reach / barsWanted);
  const bars: HistogramBar[] = [];
  for (let from = 0; from < reach; from += width) {
    const to = from + width;
    bars.push({ from, to, share: shareWithin({ from, to }, percentiles) });
  }
  const end = bars.length * width;
  return [...bars, { from: end, share: shareWithin({ from: end }, percentiles) }];
}

/** The share of customers whose value is within the edges of a bar, such as that of another night. */
export const shareWithin = (
  { from, to }: Pick<HistogramBar, 'from' | 'to'>,
  percentiles: Percentiles,
): number =>
  (to === undefined ? 1 : shareBelow(to, percentiles)) - (from === 0 ? 0 : shareBelow(from, percentiles));

/** The three quartiles; undefined when there are no customers. */
export function quartilesOf(
  percentiles: Percentiles,
): { low: number; middle: number; high: number } | undefined {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(percentiles, share));
  return low === undefined || middle === undefined || high === undefined ? undefined : { low, middle, high };
}

const quantile = (percentiles: Percentiles, share: number): number | undefined =>
  percentiles[Math.round(share * 100) - 1];

/** The share of customers below a value: linear between percentiles, a step at a value that many customers share. */
function shareBelow(value: number, percentiles: Percentiles): number {
  const next = percentiles.findIndex((percentile) => percentile > value);
  const below = next < 0 ? percentiles.length : next;
  const from = percentiles[below - 1] ?? 0;
  const to = percentiles[below];
  const within = to === undefined ? 0 : (value - from) / (to - from);
  return (below + within) / 100;
}

/** The next larger 1, 2, 2.5 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5].find((one) => one * power >= value) ?? 10;
  return step * power;
}
