import type { Percentiles } from '../../scoring/percentiles.ts';

/** The share of customers from one value to the next. The last bar has no upper end. */
export interface HistogramBar {
  readonly from: number;
  readonly to?: number;
  readonly share: number;
}

/** About so many bars before the one without an end. */
const barsWanted = 12;
/** The longest values would press all others into the first bar. */
const shownUpTo = 0.9;

/** A histogram with round edges, read off the percentiles: between two of them lies a hundredth of all customers. */
export function histogramOf(percentiles: Percentiles): HistogramBar[] {
  const reach = quantile(percentiles, shownUpTo) ?? 0;
  if (reach <= 0) return [];
  const width = roundedUp(reach / barsWanted);
  const bars: HistogramBar[] = [];
  for (let from = 0; from < reach; from += width) {
    const to = from + width;
    bars.push({
      from,
      to,
      share: shareBelow(to, percentiles) - (from === 0 ? 0 : shareBelow(from, percentiles)),
    });
  }
  const end = bars.length * width;
  return [...bars, { from: end, share: 1 - shareBelow(end, percentiles) }];
}

/** The quartiles, where there are any customers. */
export function quartilesOf(
  percentiles: Percentiles,
): { low: number; middle: number; high: number } | undefined {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(percentiles, share));
  return low === undefined || middle === undefined || high === undefined ? undefined : { low, middle, high };
}

const quantile = (percentiles: Percentiles, share: number): number | undefined =>
  percentiles[Math.round(share * 100) - 1];

/** Straight lines between the percentiles; values that many share are a step. */
function shareBelow(value: number, percentiles: Percentiles): number {
  const next = percentiles.findIndex((percentile) => percentile > value);
  const below = next < 0 ? percentiles.length : next;
  const from = percentiles[below - 1] ?? 0;
  const to = percentiles[below];
  const within = to === undefined ? 0 : (value - from) / (to - from);
  return (below + within) / 100;
}

/** 1, 2, 2.5 or 5 times a power of ten. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5].find((one) => one * power >= value) ?? 10;
  return step * power;
}
