import { expectedInOneStep } from './expected-in-one-step.ts';
import { expectedInSteps } from './expected-in-steps.ts';
import { logLikelihood } from './purchase-likelihood.ts';
import type {
  PurchaseHistory,
  PurchaseParameters,
  PurchaseShape,
  WeightedHistories,
} from './purchase-parameters.ts';
import { logOnePlusExp } from './special.ts';
import { logChanceToLast, sumOverSteps, timeOfSteps } from './steps.ts';

/**
 * A model of when customers buy. Chances are from 0 to 1.
 *
 * A customer who is known to be alive is described by x, T and the steps taken since the last purchase, from 0 to k − 1.
 * How likely each number of steps is depends on t_x; what is to be expected then does not, so it is worth caching over
 * many customers.
 */
export interface PurchaseProcess {
  /** k: the steps of a gap. */
  readonly steps: number;
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
  /** P(alive) by the steps taken since the last purchase: k chances with this sum. */
  chancesAlive(parameters: PurchaseParameters, history: PurchaseHistory): readonly number[];
  /** The chance of at least one purchase within the coming `horizon`. */
  chanceOfOrder(parameters: PurchaseParameters, history: PurchaseHistory, horizon: number): number;
  /** The same for a customer who is known to be alive. */
  chanceOfOrderWhileAlive(
    parameters: PurchaseParameters,
    x: number,
    T: number,
    taken: number,
    horizon: number,
  ): number;
  /** E[Y(t)]: the expected number of purchases within the coming `t`. */
  expectedOrders(parameters: PurchaseParameters, history: PurchaseHistory, t: number): number;
  /** The same for a customer who is known to be alive. */
  expectedWhileAlive(parameters: PurchaseParameters, x: number, T: number, taken: number, t: number): number;
  /**
   * The time within which a share of all customers, if still customers, buy again after x purchases up to tx. Infinity
   * where no number is large enough, as for a shop in which almost nobody ever buys twice.
   *
   * @param share in [0, 1)
   */
  gapOfShare(parameters: PurchaseParameters, x: number, tx: number, share: number): number;
}

/**
 * Creates BG/NBD, MBG/NBD or MBG/CNBD-k. In terms of how many purchases a living customer has survived, and of the steps
 * taken, their formulas are the same.
 */
export function createPurchaseProcess(shape: PurchaseShape): PurchaseProcess {
  const { survivedAtFirst, steps } = shape;
  const stepsSinceFirst = (x: number, taken: number) => steps * x + taken;

  const chancesAlive = (parameters: PurchaseParameters, history: PurchaseHistory) =>
    chancesAliveIn(shape, parameters, history);

  const chanceOfOrderWhileAlive: PurchaseProcess['chanceOfOrderWhileAlive'] = (
    { r, alpha },
    x,
    T,
    taken,
    horizon,
  ) =>
    -Math.expm1(
      logChanceToLast(r + stepsSinceFirst(x, taken), steps - taken, Math.log1p(horizon / (alpha + T))),
    );

  const expectedWhileAlive: PurchaseProcess['expectedWhileAlive'] = ({ r, alpha, a, b }, x, T, taken, t) => {
    if (!(t > 0)) return 0;
    const s = r + stepsSinceFirst(x, taken);
    const beta = b + x + survivedAtFirst;
    const reach = t / (alpha + T);
    return steps === 1
      ? expectedInOneStep(a, beta, s, reach)
      : expectedInSteps(a, beta, s, steps, steps - taken, reach);
  };

  return {
    steps,
    logLikelihood: (parameters, histories, gradient) => logLikelihood(shape, parameters, histories, gradient),
    chanceAlive: (parameters, history) => aliveIn(chancesAlive(parameters, history)),
    chancesAlive,
    chanceOfOrder: (parameters, history, horizon) =>
      weighted(chancesAlive(parameters, history), (taken) =>
        chanceOfOrderWhileAlive(parameters, history.x, history.T, taken, horizon),
      ),
    chanceOfOrderWhileAlive,
    expectedOrders: (parameters, history, t) =>
      weighted(chancesAlive(parameters, history), (taken) =>
        expectedWhileAlive(parameters, history.x, history.T, taken, t),
      ),
    expectedWhileAlive,
    gapOfShare: ({ r, alpha }, x, tx, share) =>
      (alpha + tx) * Math.expm1(timeOfSteps(r + stepsSinceFirst(x, 0), steps, share)),
  };
}

/**
 * P(alive) is 1/(1 + odds). The odds of having dropped out after the last purchase are
 * a/(b + survived − 1) · ((α+T)/(α+t_x))^(r+kx), divided by Σ over the steps taken since, and 0 for a customer who has
 * survived no purchase. For BG/NBD this is Fader, Hardie & Lee, "Computing P(alive) Using the BG/NBD Model" (2008).
 */
function chancesAliveIn(
  { survivedAtFirst, steps }: PurchaseShape,
  { r, alpha, a, b }: PurchaseParameters,
  { x, tx, T }: PurchaseHistory,
): readonly number[] {
  const survived = x + survivedAtFirst;
  const s = r + steps * x;
  const silence = Math.max(0, T - tx);
  const z = silence / (alpha + T);
  const byTaken = sumOverSteps(s, steps, z);
  // A sum of logarithms, since the power itself overflows for a frequent customer who has been silent for long.
  const logOdds =
    Math.log(a) - Math.log(b + survived - 1) + s * Math.log1p(silence / (alpha + tx)) - Math.log(byTaken);
  const alive = survived === 0 ? 1 : Math.exp(-logOnePlusExp(logOdds));
  const chances = [alive / byTaken];
  for (let taken = 1; taken < steps; taken += 1)
    chances.push((chances[taken - 1] ?? 0) * ((s + taken - 1) / taken) * z);
  return chances;
}

/** P(alive) from the chances by steps taken. */
export function aliveIn(chances: readonly number[]): number {
  let alive = 0;
  for (let taken = 0; taken < chances.length; taken += 1) alive += chances[taken] ?? 0;
  return Math.min(1, alive);
}

/** The mean of `number` over the steps taken, where those not alive count 0. */
function weighted(chances: readonly number[], number: (taken: number) => number): number {
  let total = 0;
  for (let taken = 0; taken < chances.length; taken += 1) total += (chances[taken] ?? 0) * number(taken);
  return total;
}
