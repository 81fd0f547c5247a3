import type { PlainDate } from '../../calendar.ts';
import { bgNbd } from './bg-nbd.ts';
import type { Calibration } from './calibration.ts';
import { type FitOptions, fitGammaGamma, fitPurchases, type NoFit } from './fit.ts';
import type { GammaGammaParameters, WeightedMeans } from './gamma-gamma.ts';
import type { HistoryCells } from './history-cells.ts';
import { mbgNbd } from './mbg-nbd.ts';
import type { TimeUnit } from './order-history.ts';
import type { PurchaseParameters, PurchaseProcess } from './purchase-process.ts';
import { type ValueCells, weightedMeans } from './value-cells.ts';
import { weightedHistories } from './weighted-histories.ts';

export type ModelKind = 'mbg-nbd' | 'bg-nbd';

/** The purchase process of each kind of model. */
export const purchaseProcesses: Readonly<Record<ModelKind, PurchaseProcess>> = {
  'mbg-nbd': mbgNbd,
  'bg-nbd': bgNbd,
};

/** What a night fitted: plain JSON, stored with the population. */
export interface Model {
  readonly kind: ModelKind;
  /** The unit of α and of all times in the formulas. */
  readonly unit: TimeUnit;
  readonly parameters: PurchaseParameters;
  /** In minor units. Absent where it could not be fitted: all orders are alike, or too few have a value. */
  readonly gammaGamma?: GammaGammaParameters;
  /** What an order day of repeat buyers was worth, in minor units, in place of Gamma-Gamma. Absent if nothing. */
  readonly meanOrderValue?: number;
  readonly fittedOn: {
    readonly date: PlainDate;
    readonly customers: number;
    readonly repeatBuyers: number;
    readonly logLikelihood: number;
    readonly iterations: number;
  };
  /** How well an earlier fit predicted what has happened since, if a backtest was made. */
  readonly calibration?: Calibration;
}

/** A fitted model, or why there is none. */
export type ModelFit = { readonly fitted: true; readonly model: Model } | NoFit;

/** Options of {@link fitModel}. */
export interface ModelOptions {
  /** MBG/NBD when absent. */
  readonly kind?: ModelKind;
  /** Last night's model. The purchase parameters of one of another kind or unit are ignored. */
  readonly warmStart?: Model;
  readonly repeatBuyersNeeded?: FitOptions<unknown>['repeatBuyersNeeded'];
}

/** Weeks, as in the literature, and close enough to how often people shop for α to be of moderate size. */
const unit: TimeUnit = 'weeks';

/**
 * Fits when customers buy (MBG/NBD by default) and, independently, what their orders are worth (Gamma-Gamma).
 *
 * @param date the day as of which `histories` were measured
 */
export function fitModel(
  histories: HistoryCells,
  values: ValueCells,
  date: PlainDate,
  options: ModelOptions = {},
): ModelFit {
  const { kind = 'mbg-nbd', warmStart: before, repeatBuyersNeeded } = options;
  const needed = repeatBuyersNeeded === undefined ? {} : { repeatBuyersNeeded };
  const weighted = weightedHistories(histories, unit);
  const isSameModel = before?.kind === kind && before.unit === unit;
  const purchases = fitPurchases(purchaseProcesses[kind], weighted, {
    ...needed,
    ...(before && isSameModel && { warmStart: before.parameters }),
  });
  if (!purchases.fitted) return purchases;
  const means = weightedMeans(values);
  const gammaGamma = fitGammaGamma(means, {
    ...needed,
    ...(before?.gammaGamma && { warmStart: before.gammaGamma }),
  });
  const { parameters, logLikelihood, iterations } = purchases;
  const [customers = 0, repeatBuyers = 0] = weighted.atLeast;
  return {
    fitted: true,
    model: {
      kind,
      unit,
      parameters,
      ...(gammaGamma.fitted ? { gammaGamma: gammaGamma.parameters } : meanOrderValueOf(means)),
      fittedOn: { date, customers, repeatBuyers, logLikelihood, iterations },
    },
  };
}

function meanOrderValueOf({ weight, orders, mean }: WeightedMeans): Pick<Model, 'meanOrderValue'> {
  let [worth, inAll] = [0, 0];
  for (let cell = 0; cell < weight.length; cell += 1) {
    const ordersHere = (weight[cell] ?? 0) * (orders[cell] ?? 0);
    worth += ordersHere * (mean[cell] ?? 0);
    inAll += ordersHere;
  }
  return inAll > 0 ? { meanOrderValue: worth / inAll } : {};
}
