/** How far the sizes of the two groups are from what the holdout share lets expect. */
export interface SampleRatio {
  readonly chiSquare: number;
  /** The chance of sizes at least as far from it, if customers were divided as they should be. */
  readonly p: number;
}

/** Below this chance the groups are not what the campaign asked for; so rare that nightly looks raise few false alarms. */
const suspicious = 0.001;
/** Below this many expected customers in a group, the chi-square distribution says nothing (Cochran's rule). */
const leastExpected = 5;

/**
 * Compares the sizes of the groups with the holdout share, by Pearson's chi-square test with one degree of freedom.
 * When they do not fit, something decides who is in which group besides chance, and nothing that is compared can be
 * trusted. Undefined without a holdout, and while the groups are too small to say.
 *
 * @param holdout the share of customers that the campaign holds out, from 0 to 1
 */
export function sampleRatioOf(treated: number, heldOut: number, holdout: number): SampleRatio | undefined {
  const customers = treated + heldOut;
  const expected = customers * holdout;
  if (Math.min(expected, customers - expected) < leastExpected) return undefined;
  const chiSquare = (heldOut - expected) ** 2 / expected + (heldOut - expected) ** 2 / (customers - expected);
  return { chiSquare, p: beyond(Math.sqrt(chiSquare)) };
}

/** True when the groups are so uneven that their comparison should not be trusted. */
export const isSuspicious = ({ p }: SampleRatio): boolean => p < suspicious;

/** The chance that a standard normal number is further than `z` from 0, to 15 decimals (Abramowitz & Stegun 26.2.11). */
function beyond(z: number): number {
  if (z > 8) return 0;
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return Math.max(0, 1 - 2 * sum * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)));
}
