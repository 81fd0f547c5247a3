import { digamma, logGamma } from './special.ts';

/**
 * Gamma-Gamma: P. S. Fader & B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). The value of an order
 * varies about the customer's own mean as a gamma of shape p, and the means between customers as an inverse gamma
 * (shape q, scale p·v), independently of how often anybody buys.
 */
export interface GammaGammaParameters {
  readonly p: number;
  /** Above 1, without which the mean over all customers would not be finite. */
  readonly q: number;
  /** In the unit of the values. */
  readonly v: number;
}

/** Customers in weighted cells, as columns: the mean over `orders` orders was `mean`, above 0. */
export interface WeightedMeans {
  readonly weight: Float64Array;
  readonly orders: Float64Array;
  readonly mean: Float64Array;
}

/**
 * The log-likelihood of all means (Fader & Hardie 2013, eq. 1a). With `gradient` it also fills in the derivatives by
 * ln p, q and ln v.
 */
export function gammaGammaLogLikelihood(
  { p, q, v }: GammaGammaParameters,
  of: WeightedMeans,
  gradient?: Float64Array,
): number {
  const atQ = logGamma(q);
  const slopeAtQ = digamma(q);
  const logV = Math.log(v);
  let total = 0;
  let byP = 0;
  let byQ = 0;
  let byLogV = 0;
  const { weight, orders, mean } = of;
  for (let cell = 0; cell < weight.length; cell += 1) {
    const w = weight[cell] ?? 0;
    const x = orders[cell] ?? 0;
    const m = mean[cell] ?? 0;
    const shape = p * x;
    const logMean = Math.log(m);
    const logSum = Math.log(x) + logMean;
    // ln(x·m + v) less ln(x·m), and less ln v: as small as they are, they are multiplied by large numbers.
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
 * E[M], the mean value to expect of a customer's orders (Fader & Hardie 2013, eq. 5): the own mean, drawn towards
 * everybody's the more, the fewer orders it is over. With no order it is everybody's, p·v/(q − 1).
 */
export function expectedOrderValue({ p, q, v }: GammaGammaParameters, orders: number, mean: number): number {
  const sum = orders * Math.max(0, mean);
  return (p * (v + sum)) / (p * orders + q - 1);
}
