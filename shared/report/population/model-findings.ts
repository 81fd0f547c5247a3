import type { Calibration } from '../../scoring/models/calibration.ts';
import { type Model, purchaseProcesses } from '../../scoring/models/model.ts';

/** What a fitted model says about the shop's customers on average. */
export interface ModelFigures {
  /** Time between two orders of somebody who is still a customer, in the unit of the model. */
  readonly orderEvery: number;
  /** The share that leaves for good after an order. */
  readonly leaveShare: number;
  /** Orders come more regularly than by chance. */
  readonly isRegular: boolean;
}

/**
 * The averages of a model's distributions: kα/r, the time that the k steps between orders take at the mean of
 * Gamma(r, α); and a/(a + b), the mean of Beta(a, b).
 */
export function modelFiguresOf({ kind, parameters: { r, alpha, a, b } }: Model): ModelFigures {
  const { steps } = purchaseProcesses[kind];
  return { orderEvery: (steps * alpha) / r, leaveShare: a / (a + b), isRegular: steps > 1 };
}

/** How the orders that came compare with those that were predicted. */
export type ForecastVerdict = 'as-expected' | 'too-low' | 'too-high';

/** A forecast counts as right while the factor differs from 1 by no more than this. */
const closeEnough = 0.1;

/**
 * @param factor orders that came over orders predicted, as in {@link Calibration}
 * @param interval its 95% interval; a forecast whose interval includes 1 is not known to be wrong
 */
export function verdictOnForecast(
  factor: NonNullable<Calibration['factor']>,
  interval?: Calibration['factorInterval'],
): ForecastVerdict {
  if (Math.abs(factor - 1) <= closeEnough) return 'as-expected';
  if (interval !== undefined && interval.low <= 1 && interval.high >= 1) return 'as-expected';
  return factor > 1 ? 'too-low' : 'too-high';
}
