import type { PurchaseParameters, PurchaseShape, WeightedHistories } from './purchase-parameters.ts';
import { logOnePlusExp } from './special.ts';

/**
 * The log-likelihood of all customers: Fader, Hardie & Lee (2005), eq. 6, or its counterpart for MBG/NBD; where a gap has
 * several steps, that of Reutterer, Platzer & Schröder (2021). Also fills in `gradient`, if given, with the derivatives
 * by the logarithms of r, α, a and b, in this order.
 */
export function logLikelihood(
  shape: PurchaseShape,
  parameters: PurchaseParameters,
  histories: WeightedHistories,
  gradient?: Float64Array,
): number {
  const { r, alpha, a, b } = parameters;
  const { survivedAtFirst, steps } = shape;
  const { weight, x: xs, tx: txs, T: Ts } = histories;
  let { total, byR, byA, byB } = ofCounts(shape, parameters, histories);
  let byLogAlpha = 0;
  const logA = Math.log(a);
  for (let cell = 0; cell < weight.length; cell += 1) {
    const w = weight[cell] ?? 0;
    const x = xs[cell] ?? 0;
    const T = Ts[cell] ?? 0;
    const tx = Math.min(txs[cell] ?? 0, T);
    const survived = x + survivedAtFirst;
    const taken = steps * x;
    const s = r + taken;
    // A customer who is alive has taken fewer steps since the last purchase than the next one needs.
    const z = (T - tx) / (alpha + T);
    let term = 1;
    let open = 1;
    let inverses = 0;
    let openByR = 0;
    let stepsOpen = 0;
    for (let m = 1; m < steps; m += 1) {
      term *= ((s + m - 1) / m) * z;
      inverses += 1 / (s + m - 1);
      open += term;
      openByR += term * inverses;
      stepsOpen += term * m;
    }
    // r ln α is part of both branches: as a separate term it would cancel and lose digits where α is large.
    const alive = Math.log(open) - r * Math.log1p(T / alpha) - taken * Math.log(alpha + T);
    const aliveByR = Math.log1p(T / alpha) - openByR / open;
    const aliveByLogAlpha = (r * T - (taken + stepsOpen / open) * alpha) / (alpha + T);
    if (survived === 0) {
      total += w * alive;
      byR -= w * aliveByR;
      byLogAlpha += w * aliveByLogAlpha;
      continue;
    }
    const logOdds =
      logA - Math.log(b + survived - 1) + s * Math.log1p((T - tx) / (alpha + tx)) - Math.log(open);
    total += w * (alive + logOnePlusExp(logOdds));
    if (gradient === undefined) continue;
    const gone = 1 / (1 + Math.exp(-logOdds));
    const here = 1 - gone;
    byR -= w * (here * aliveByR + gone * Math.log1p(tx / alpha));
    byLogAlpha += w * (here * aliveByLogAlpha + (gone * (r * tx - taken * alpha)) / (alpha + tx));
    byA += (w * gone) / a;
    byB -= (w * gone) / (b + survived - 1);
  }
  gradient?.set([byR * r, byLogAlpha, byA * a, byB * b]);
  return total;
}

/**
 * What depends on the numbers of purchases alone, and its derivatives. Every customer with more than n repeats has a
 * factor (r+kn)⋯(r+kn+k−1), and every one who survived more than n purchases a factor (b + n)/(a + b + n), so sums over
 * customers become sums over n. Within a gap, the time of k steps has the density of its last one times gap^(k−1)/Γ(k).
 */
function ofCounts(
  { survivedAtFirst, steps }: PurchaseShape,
  { r, a, b }: PurchaseParameters,
  { atLeast, logGaps }: WeightedHistories,
): { total: number; byR: number; byA: number; byB: number } {
  let total = (steps - 1) * logGaps;
  let byR = 0;
  let byA = 0;
  let byB = 0;
  for (let n = 0; n < atLeast.length; n += 1) {
    const buying = atLeast[n + 1] ?? 0;
    const surviving = atLeast[n + 1 - survivedAtFirst] ?? 0;
    for (let m = 0; m < steps; m += 1) {
      total += buying * Math.log((r + steps * n + m) / Math.max(1, m));
      byR += buying / (r + steps * n + m);
    }
    total -= surviving * Math.log1p(a / (b + n));
    byA -= surviving / (a + b + n);
    byB += (surviving * a) / ((b + n) * (a + b + n));
  }
  return { total, byR, byA, byB };
}
