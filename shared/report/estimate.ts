import { intervalOf, type Rate } from './shop/difference.ts';

/** How many there are likely to be of all, by a sample. */
export interface Estimate {
  readonly count: number;
  /** The 95% interval of the count; both are the count itself where everybody was asked. */
  readonly low: number;
  readonly high: number;
}

/**
 * How many of all customers have something that some of a sample have. A sample that is a large part of all says more than
 * its size does, so it counts as a larger one (the correction for a finite population).
 */
export function estimateOf({ of, did }: Rate, customers: number): Estimate {
  if (of === 0) return { count: 0, low: 0, high: customers };
  if (of >= customers) return { count: did, low: did, high: did };
  const weight = (customers - 1) / (customers - of);
  const share = intervalOf({ of: of * weight, did: did * weight }) ?? { low: 0, high: 1 };
  return {
    count: Math.round((did / of) * customers),
    // Those who were found are certain, and so are those who were found not to be.
    low: Math.max(did, Math.round(share.low * customers)),
    high: Math.min(customers - (of - did), Math.round(share.high * customers)),
  };
}
