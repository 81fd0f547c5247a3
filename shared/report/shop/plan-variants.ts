import { type Outset, visibleEffect, weeksAhead } from './plan-holdout.ts';

/** What the report of a campaign will be able to find between its variants. */
export interface VariantsPlan {
  /** How far it looks ahead. */
  readonly weeks: number;
  /**
   * The smallest difference between any two variants that is found by then, a share between 0 and 1; absent when even
   * the largest would not be.
   */
  readonly visible?: number;
}

/**
 * What the report will be able to find between two variants that fewest customers get, as it compares each with each: in
 * at least four cases of five, at the certainty that all pairs share.
 *
 * @param holdout the share that the campaign holds out, from 0 to 1; the variants share the rest
 * @param shares of the variants, two or more
 */
export function planVariants(outset: Outset, holdout: number, shares: readonly number[]): VariantsPlan {
  const weeks = weeksAhead(outset);
  const [least = 0, next = 0] = shares.toSorted((one, other) => one - other);
  const [other, raised] = [least * (1 - holdout), next * (1 - holdout)];
  const comparisons = (shares.length * (shares.length - 1)) / 2;
  const either = [
    visibleEffect(outset, { raised, other, comparisons }, weeks),
    visibleEffect(outset, { raised: other, other: raised, comparisons }, weeks),
  ].filter((visible) => visible !== undefined);
  return { weeks, ...(either.length === 2 && { visible: Math.max(...either) }) };
}
