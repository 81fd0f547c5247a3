import { digamma, logGamma } from './special.ts';

/**
 * Gamma-Gamma: P. S. Fader & B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). The value of an order
 * varies around the customer's own mean as a gamma of shape p, and the means vary between customers as an inverse
 * gamma (shape q, scale p·v), independently of how often they buy.
 */
export interface GammaGammaParameters {
  readonly p: number;
  /** Above 1, without which the mean over all customers would not be finite. */
  readonly q: number;
  /** In the unit of the values. */
  readonly v: number;
}

/** Customers in weighted cells, as columns: `weight` customers whose mean over `orders` orders was `mean`, above 0. */
export interface WeightedMeans {
  readonly weight: Float64Array;
  readonly orders: Float64Array;
  readonly mean: Float64Array;
}

/**
 * The log-likelihood of all means (Fader & Hardie 2013, eq. 1a). Also fills in `gradient`, if given, with the
 * derivatives by ln p, q and ln v, in this order.
 */
export function gammaGammaLogLikelihood(
  { p, q, v }: GammaGammaParameters,
  means: WeightedMeans,
  gradient?: Float64Array,
): number {
  const atQ = logGamma(q);
  const slopeAtQ = digamma(q);
  const logV = Math.log(v);
  let total = 0;
  let byP = 0;
  let byQ = 0;
  let byLogV = 0;
  const { weight, orders, mean } = means;
  for (let cell = 0; cell < weight.length; cell += 1) {
    const w = weight[cell] ?? 0;
    const x = orders[cell] ?? 0;
    const m = mean[cell] ?? 0;
    const shape = p * x;
    const logMean = Math.log(m);
    const logSum = Math.log(x) + logMean;
    // ln(x·m + v) − ln(x·m), and ln(x·m + v) − ln v: small differences that are multiplied by large numbers.
    const overSum = Math.log1p(v / (x * m));
    const overV = logSum + overSum - logV;
    total += w * (logGamma(shape + q) - logGamma(shape) - atQ - q * overV - shape * overSum - logMean);
    if (gradient === undefined) continue;
    byP += w * x * (digamma(shape + q) - digamma(shape) - overSum);
    byQ += w * (digamma(shape + q) - slopeAtQ - overV);
    byLogV += w * (q - ((shape + q) * v) / (x * m + v));
  }
  gradient?.set([byP * p, byQ, byLogV]);
  return total;
}

/**
 * E[M], the expected mean value of a customer's orders (Fader & Hardie 2013, eq. 5): the customer's own mean, drawn
 * towards the mean over everybody the more, the fewer orders it is over. Without an order it is the mean over
 * everybody, p·v/(q − 1).
 *
 * @param orders over how many orders `mean` was taken
 * @param mean the customer's own mean, in the unit of v; below 0 (more refunded than paid) it counts as 0
 */
export function expectedOrderValue({ p, q, v }: GammaGammaParameters, orders: number, mean: number): number {
  const sum = orders * Math.max(0, mean);
  return (p * (v + sum)) / (p * orders + q - 1);
}
