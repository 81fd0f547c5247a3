import type { Calibration } from '../../scoring/models/calibration.ts';
import { expectedOrderValue } from '../../scoring/models/gamma-gamma.ts';
import type { Model } from '../../scoring/models/model.ts';

/** What a fitted model says about the shop's customers on average. */
export interface ModelFigures {
  /** Time between two orders of somebody who is still a customer, in the unit of the model. */
  readonly orderEvery: number;
  /** The share that leaves for good after an order. */
  readonly leaveShare: number;
  /** In minor units; absent where order values could not be fitted. */
  readonly meanOrderValue?: number;
}

/**
 * The averages of a model's distributions: α/r, the time between orders at the mean of Gamma(r, α); a/(a + b), the mean
 * of Beta(a, b); and p·v/(q − 1), the mean of Gamma-Gamma.
 */
export function modelFiguresOf({ parameters: { r, alpha, a, b }, gammaGamma }: Model): ModelFigures {
  return {
    orderEvery: alpha / r,
    leaveShare: a / (a + b),
    ...(gammaGamma && { meanOrderValue: expectedOrderValue(gammaGamma, 0, 0) }),
  };
}

/** How the orders that came compare with those that were predicted. */
export type ForecastVerdict = 'as-expected' | 'too-low' | 'too-high';

/** A forecast counts as right while the factor differs from 1 by no more than this. */
const closeEnough = 0.1;

/** @param factor orders that came over orders predicted, as in {@link Calibration} */
export function verdictOnForecast(factor: NonNullable<Calibration['factor']>): ForecastVerdict {
  if (Math.abs(factor - 1) <= closeEnough) return 'as-expected';
  return factor > 1 ? 'too-low' : 'too-high';
}
