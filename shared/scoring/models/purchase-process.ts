import { expectationUnderBeta } from './beta-expectation.ts';
import { logOnePlusExp } from './special.ts';

/**
 * Buying, while alive, at a rate λ that differs between customers as Gamma(r, α), and dropping out after a purchase
 * with a chance p that differs as Beta(a, b). All times are in one unit, the one that α is in.
 */
export interface PurchaseParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A customer as these models see one; times in the unit of the parameters. */
export interface PurchaseHistory {
  /** x: repeat purchases, on distinct days. */
  readonly x: number;
  /** t_x: from the first purchase to the last; 0 without a repeat. */
  readonly tx: number;
  /** T: from the first purchase to now. */
  readonly T: number;
}

/** Customers in weighted cells, as columns. `x` may be a mean over a cell, and so no whole number. */
export interface WeightedHistories {
  readonly weight: Float64Array;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** At index k, how many customers have k repeat purchases or more; exact, whatever the cells. */
  readonly atLeast: Float64Array;
}

export interface PurchaseProcess {
  /**
   * The log-likelihood of all customers. With `gradient` (r, α, a, b in this order) it also fills in the derivatives
   * by the logarithms of the parameters.
   */
  logLikelihood(parameters: PurchaseParameters, of: WeightedHistories, gradient?: Float64Array): number;
  /** P(alive): the chance that the customer has not dropped out. */
  chanceAlive(parameters: PurchaseParameters, history: PurchaseHistory): number;
  /** The chance of at least one purchase within the coming `horizon`. */
  chanceOfOrder(parameters: PurchaseParameters, history: PurchaseHistory, horizon: number): number;
  /** The same of a customer who is known to be alive; like `expectedWhileAlive`, it depends on x and T only. */
  chanceOfOrderWhileAlive(parameters: PurchaseParameters, x: number, T: number, horizon: number): number;
  /** E[Y(t)]: how many purchases to expect within the coming `t`. */
  expectedOrders(parameters: PurchaseParameters, history: PurchaseHistory, t: number): number;
  /**
   * E[Y(t)] / P(alive), the purchases to expect of a customer who is known to be alive. It depends on x and T only:
   * t_x tells whether somebody is alive, and nothing else. So over many customers it is worth keeping.
   */
  expectedWhileAlive(parameters: PurchaseParameters, x: number, T: number, t: number): number;
}

/**
 * BG/NBD and MBG/NBD differ in one thing: whether one can drop out right after the very first purchase. Written by
 * the number of purchases that a customer who is alive has survived (x, or x + 1), their formulas are the same.
 *
 * @param survivedAtFirst 0 for BG/NBD, 1 for MBG/NBD
 */
export const createPurchaseProcess = (survivedAtFirst: 0 | 1): PurchaseProcess => ({
  logLikelihood: (parameters, of, gradient) => logLikelihood(survivedAtFirst, parameters, of, gradient),

  chanceAlive: (parameters, history) => Math.exp(-logD(survivedAtFirst, parameters, history)),

  chanceOfOrder: (parameters, history, horizon) =>
    Math.exp(-logD(survivedAtFirst, parameters, history)) *
    chanceOfOrderWhileAlive(parameters, history.x, history.T, horizon),

  chanceOfOrderWhileAlive,

  expectedOrders: (parameters, history, t) =>
    Math.exp(-logD(survivedAtFirst, parameters, history)) *
    expectedWhileAlive(parameters, survivedAtFirst, history.x, history.T, t),

  expectedWhileAlive: (parameters, x, T, t) => expectedWhileAlive(parameters, survivedAtFirst, x, T, t),
});

const chanceOfOrderWhileAlive = (
  { r, alpha }: PurchaseParameters,
  x: number,
  T: number,
  horizon: number,
): number => -Math.expm1(-(r + x) * Math.log1p(horizon / (alpha + T)));

/** ln D, where P(alive) = 1/D and D − 1 are the odds of having dropped out after the last purchase. */
function logD(
  survivedAtFirst: number,
  { r, alpha, a, b }: PurchaseParameters,
  history: PurchaseHistory,
): number {
  const { x, tx, T } = history;
  const survived = x + survivedAtFirst;
  if (survived === 0) return 0;
  const silence = Math.max(0, T - tx);
  // As a difference of logarithms: the power itself overflows for a frequent customer who has been silent for long.
  const logOdds = Math.log(a) - Math.log(b + survived - 1) + (r + x) * Math.log1p(silence / (alpha + tx));
  return logOnePlusExp(logOdds);
}

function logLikelihood(
  survivedAtFirst: number,
  { r, alpha, a, b }: PurchaseParameters,
  of: WeightedHistories,
  gradient?: Float64Array,
): number {
  let total = 0;
  let byR = 0;
  let byLogAlpha = 0;
  let byA = 0;
  let byB = 0;
  const { weight, x: xs, tx: txs, T: Ts, atLeast } = of;
  for (let k = 0; k < atLeast.length; k += 1) {
    // Everybody with more than k repeats has a factor r + k, and everybody who survived more than k purchases one
    // of (b + k)/(a + b + k): sums over customers thus become sums over k.
    const buying = atLeast[k + 1] ?? 0;
    const surviving = atLeast[k + 1 - survivedAtFirst] ?? 0;
    total += buying * Math.log(r + k) - surviving * Math.log1p(a / (b + k));
    byR += buying / (r + k);
    byA -= surviving / (a + b + k);
    byB += (surviving * a) / ((b + k) * (a + b + k));
  }
  const logA = Math.log(a);
  for (let cell = 0; cell < weight.length; cell += 1) {
    const w = weight[cell] ?? 0;
    const x = xs[cell] ?? 0;
    const T = Ts[cell] ?? 0;
    const tx = Math.min(txs[cell] ?? 0, T);
    const survived = x + survivedAtFirst;
    // r ln α is taken into both branches: apart they would cancel, and cost digits, where α is large.
    const alive = -r * Math.log1p(T / alpha) - x * Math.log(alpha + T);
    if (survived === 0) {
      total += w * alive;
      byR -= w * Math.log1p(T / alpha);
      byLogAlpha += (w * r * T) / (alpha + T);
      continue;
    }
    const logOdds = logA - Math.log(b + survived - 1) + (r + x) * Math.log1p((T - tx) / (alpha + tx));
    total += w * (alive + logOnePlusExp(logOdds));
    if (gradient === undefined) continue;
    const gone = 1 / (1 + Math.exp(-logOdds));
    const here = 1 - gone;
    byR -= w * (here * Math.log1p(T / alpha) + gone * Math.log1p(tx / alpha));
    byLogAlpha +=
      w * ((here * (r * T - x * alpha)) / (alpha + T) + (gone * (r * tx - x * alpha)) / (alpha + tx));
    byA += (w * gone) / a;
    byB -= (w * gone) / (b + survived - 1);
  }
  gradient?.set([byR * r, byLogAlpha, byA * a, byB * b]);
  return total;
}

/**
 * The closed form of Fader, Hardie & Lee (2005), eq. 10, after Euler's transformation of its ₂F₁. With
 * z = t/(α+T+t), s = r+x, C = a+b+survived−1 and A = C−s:
 *
 *   C·[1 − (1−z)^s ₂F₁(s, b+survived; C; z)]/(a−1) = (1−z)^(a−1) · [C·((1−z)^(1−a) − 1)/(a−1) − Σ τₙ]
 *
 * with τ₁ = A·z and τₙ₊₁ = τₙ·(A+n)(a+n−1)/((C+n)(n+1))·z. Nothing happens at a = 1 but a limit.
 *
 * Where the series is slow (t far beyond α+T) or its terms cancel (s far beyond a+b), the same number is had as an
 * integral over the chance to drop out, which is slower and never hard.
 */
export function expectedWhileAlive(
  { r, alpha, a, b }: PurchaseParameters,
  survivedAtFirst: number,
  x: number,
  T: number,
  t: number,
): number {
  if (!(t > 0)) return 0;
  const survived = x + survivedAtFirst;
  const s = r + x;
  const reach = t / (alpha + T);
  return expectedBySeries(a, b + survived, s, reach) ?? expectedByIntegral(a, b + survived, s, reach);
}

const termsAtMost = 500;
/** How much larger than what is left of them terms may be: 1e5 leaves eleven of sixteen digits. */
const cancellationAtMost = 1e5;

/** Undefined where the series is slow to end or loses digits. `beta` is b + survived; `reach` is t/(α+T). */
export function expectedBySeries(a: number, beta: number, s: number, reach: number): number | undefined {
  const C = a + beta - 1;
  if (C > cancellationAtMost * s) return undefined;
  const A = C - s;
  const z = reach / (1 + reach);
  const minusLog = Math.log1p(reach);
  const excess = a - 1;
  const main = C * (excess === 0 ? minusLog : Math.expm1(excess * minusLog) / excess);
  let term = A * z;
  let sum = term;
  let largest = Math.max(Math.abs(main), Math.abs(term));
  for (let n = 1; n <= termsAtMost; n += 1) {
    const ratio = (((A + n) * (a + n - 1)) / ((C + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    const size = Math.abs(term);
    if (size > largest) largest = size;
    // A < C, so no later ratio exceeds this one or the larger of the other two; the rest is less than geometric.
    const ratioAtMost = Math.max(Math.abs(ratio), z, (z * (a + n)) / (n + 2));
    if (ratioAtMost < 1 && size * ratioAtMost <= 1e-17 * (1 - ratioAtMost) * Math.abs(main - sum)) {
      const expected = Math.exp(-excess * minusLog) * (main - sum);
      const isSound =
        largest <= cancellationAtMost * (main - sum) && Number.isFinite(expected) && expected > 0;
      return isSound ? expected : undefined;
    }
  }
  return undefined;
}

/**
 * E[(1 − (1 + p·reach)^−s)/p] over p ~ Beta(a, beta): for a customer who drops out with chance p, the purchases to
 * expect are (1 − E[e^(−λpt)])/p. All terms are positive.
 */
export const expectedByIntegral = (a: number, beta: number, s: number, reach: number): number =>
  expectationUnderBeta(a, beta, (p) => {
    const hardlyAny = p * reach < 1e-300;
    return hardlyAny ? s * reach : -Math.expm1(-s * Math.log1p(p * reach)) / p;
  });
