import { expectationUnderBeta } from './beta-expectation.ts';
import { logOnePlusExp } from './special.ts';

/**
 * While alive, a customer buys at a rate λ, and after a purchase drops out with a chance p. Between customers λ is
 * distributed as Gamma(r, α) and p as Beta(a, b). All times are in the same unit as α.
 */
export interface PurchaseParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A customer as these models see them; times are in the unit of the parameters. */
export interface PurchaseHistory {
  /** x: repeat purchases, on distinct days. */
  readonly x: number;
  /** t_x: time from the first purchase to the last; 0 without a repeat. */
  readonly tx: number;
  /** T: time from the first purchase to now. */
  readonly T: number;
}

/** Customers in weighted cells, as columns. `x` may be a mean over a cell, and so not a whole number. */
export interface WeightedHistories {
  readonly weight: Float64Array;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** At index k, how many customers have k repeat purchases or more; exact, however coarse the cells. */
  readonly atLeast: Float64Array;
}

/** A model of when customers buy. Chances are from 0 to 1. */
export interface PurchaseProcess {
  /**
   * The log-likelihood of all customers. Also fills in `gradient`, if given, with the derivatives by the logarithms of
   * r, α, a and b, in this order.
   */
  logLikelihood(
    parameters: PurchaseParameters,
    histories: WeightedHistories,
    gradient?: Float64Array,
  ): number;
  /** P(alive): the chance that the customer has not dropped out. */
  chanceAlive(parameters: PurchaseParameters, history: PurchaseHistory): number;
  /** The chance of at least one purchase within the coming `horizon`. */
  chanceOfOrder(parameters: PurchaseParameters, history: PurchaseHistory, horizon: number): number;
  /** The same for a customer who is known to be alive; like `expectedWhileAlive`, it depends only on x and T. */
  chanceOfOrderWhileAlive(parameters: PurchaseParameters, x: number, T: number, horizon: number): number;
  /** E[Y(t)]: the expected number of purchases within the coming `t`. */
  expectedOrders(parameters: PurchaseParameters, history: PurchaseHistory, t: number): number;
  /**
   * E[Y(t)] / P(alive), the expected purchases of a customer who is known to be alive. It depends only on x and T, as
   * t_x says whether a customer is alive and nothing else. So it is worth caching over many customers.
   */
  expectedWhileAlive(parameters: PurchaseParameters, x: number, T: number, t: number): number;
}

/**
 * Creates BG/NBD or MBG/NBD. They differ in one thing: whether a customer can drop out right after the very first
 * purchase. In terms of how many purchases a living customer has survived (x, or x + 1), their formulas are the same.
 *
 * @param survivedAtFirst 0 for BG/NBD, 1 for MBG/NBD
 */
export const createPurchaseProcess = (survivedAtFirst: 0 | 1): PurchaseProcess => ({
  logLikelihood: (parameters, histories, gradient) =>
    logLikelihood(survivedAtFirst, parameters, histories, gradient),

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

/** 1 − ((α+T)/(α+T+h))^(r+x) within the horizon h. */
const chanceOfOrderWhileAlive = (
  { r, alpha }: PurchaseParameters,
  x: number,
  T: number,
  horizon: number,
): number => -Math.expm1(-(r + x) * Math.log1p(horizon / (alpha + T)));

/**
 * ln D, where P(alive) = 1/D. D − 1 are the odds of having dropped out after the last purchase,
 * a/(b + survived − 1) · ((α+T)/(α+t_x))^(r+x), or 0 for a customer who has survived no purchase. For BG/NBD this is
 * Fader, Hardie & Lee, "Computing P(alive) Using the BG/NBD Model" (2008).
 */
function logD(
  survivedAtFirst: number,
  { r, alpha, a, b }: PurchaseParameters,
  history: PurchaseHistory,
): number {
  const { x, tx, T } = history;
  const survived = x + survivedAtFirst;
  if (survived === 0) return 0;
  const silence = Math.max(0, T - tx);
  // A sum of logarithms, since the power itself overflows for a frequent customer who has been silent for long.
  const logOdds = Math.log(a) - Math.log(b + survived - 1) + (r + x) * Math.log1p(silence / (alpha + tx));
  return logOnePlusExp(logOdds);
}

/** Summed over customers, the logarithm of Fader, Hardie & Lee (2005), eq. 6, or of its counterpart for MBG/NBD. */
function logLikelihood(
  survivedAtFirst: number,
  { r, alpha, a, b }: PurchaseParameters,
  histories: WeightedHistories,
  gradient?: Float64Array,
): number {
  let total = 0;
  let byR = 0;
  let byLogAlpha = 0;
  let byA = 0;
  let byB = 0;
  const { weight, x: xs, tx: txs, T: Ts, atLeast } = histories;
  for (let k = 0; k < atLeast.length; k += 1) {
    // Every customer with more than k repeats has a factor r + k, and every one who survived more than k purchases a
    // factor (b + k)/(a + b + k), so sums over customers become sums over k.
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
    // r ln α is part of both branches: as a separate term it would cancel and lose digits where α is large.
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
 * The expected purchases within the coming t of a customer who is alive: the closed form of Fader, Hardie & Lee
 * (2005), eq. 10, after Euler's transformation of its ₂F₁. With z = t/(α+T+t), s = r+x, C = a+b+survived−1 and
 * A = C−s:
 *
 *   C·[1 − (1−z)^s ₂F₁(s, b+survived; C; z)]/(a−1) = (1−z)^(a−1) · [C·((1−z)^(1−a) − 1)/(a−1) − Σ τₙ]
 *
 * with τ₁ = A·z and τₙ₊₁ = τₙ·(A+n)(a+n−1)/((C+n)(n+1))·z. At a = 1 it is a limit and nothing special.
 *
 * Where the series is slow (t far beyond α+T) or its terms cancel (s far beyond a+b), the same number is computed as
 * an integral over the chance of dropping out, which is slower but never difficult.
 *
 * @param survivedAtFirst 0 for BG/NBD, 1 for MBG/NBD
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
/** How much larger than their sum terms may be: 1e5 leaves eleven of sixteen digits. */
const cancellationAtMost = 1e5;

/**
 * The series of {@link expectedWhileAlive}; undefined where it converges slowly or loses digits.
 *
 * @param beta b + survived
 * @param s r + x
 * @param reach t/(α+T)
 */
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
    // A < C, so no later ratio exceeds this one or the larger of the other two, and a geometric series bounds the
    // rest.
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
 * The same number by quadrature: E[(1 − (1 + p·reach)^−s)/p] over p ~ Beta(a, beta), because (1 − E[e^(−λpt)])/p are
 * the expected purchases of a customer who drops out with chance p. All terms are positive. Parameters are those of
 * {@link expectedBySeries}.
 */
export const expectedByIntegral = (a: number, beta: number, s: number, reach: number): number =>
  expectationUnderBeta(a, beta, (p) => {
    const hardlyAny = p * reach < 1e-300;
    return hardlyAny ? s * reach : -Math.expm1(-s * Math.log1p(p * reach)) / p;
  });
