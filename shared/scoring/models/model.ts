import type { PlainDate } from '../../calendar.ts';
import { bgNbd } from './bg-nbd.ts';
import type { Calibration } from './calibration.ts';
import { type FitOptions, fitGammaGamma, fitPurchases, type NoFit } from './fit.ts';
import type { GammaGammaParameters } from './gamma-gamma.ts';
import type { HistoryCells } from './history-cells.ts';
import { mbgNbd } from './mbg-nbd.ts';
import type { TimeUnit } from './order-history.ts';
import type { PurchaseParameters, PurchaseProcess } from './purchase-process.ts';
import { type ValueCells, weightedMeans } from './value-cells.ts';
import { weightedHistories } from './weighted-histories.ts';

export type ModelKind = 'mbg-nbd' | 'bg-nbd';

export const purchaseProcesses: Readonly<Record<ModelKind, PurchaseProcess>> = {
  'mbg-nbd': mbgNbd,
  'bg-nbd': bgNbd,
};

/** What a night fitted: plain JSON, kept with the population. */
export interface Model {
  readonly kind: ModelKind;
  /** Of α, and of every time that goes into the formulas. */
  readonly unit: TimeUnit;
  readonly parameters: PurchaseParameters;
  /** Absent where too few repeat buyers have a value above zero. */
  readonly gammaGamma?: GammaGammaParameters;
  readonly fittedOn: {
    readonly date: PlainDate;
    readonly customers: number;
    readonly repeatBuyers: number;
    readonly logLikelihood: number;
    readonly iterations: number;
  };
  /** How well an earlier fit foretold what has happened since, where a backtest was made. */
  readonly calibration?: Calibration;
}

export type ModelFit = { readonly fitted: true; readonly model: Model } | NoFit;

export interface ModelOptions {
  /** MBG/NBD when absent. */
  readonly kind?: ModelKind;
  /** Last night's model. Only one of the same kind and unit is of use; any other is passed over. */
  readonly warmStart?: Model;
  readonly repeatBuyersNeeded?: FitOptions<unknown>['repeatBuyersNeeded'];
}

/** Weeks: what the literature is in, and near enough to how often people shop for α to be a number of some size. */
const unit: TimeUnit = 'weeks';

/** Fits when people buy and, apart from that, what an order is worth. */
export function fitModel(
  histories: HistoryCells,
  values: ValueCells,
  date: PlainDate,
  options: ModelOptions = {},
): ModelFit {
  const { kind = 'mbg-nbd', warmStart: before, repeatBuyersNeeded } = options;
  const needed = repeatBuyersNeeded === undefined ? {} : { repeatBuyersNeeded };
  const of = weightedHistories(histories, unit);
  const isOfUse = before?.kind === kind && before.unit === unit;
  const purchases = fitPurchases(purchaseProcesses[kind], of, {
    ...needed,
    ...(before && isOfUse && { warmStart: before.parameters }),
  });
  if (!purchases.fitted) return purchases;
  const worth = fitGammaGamma(weightedMeans(values), {
    ...needed,
    ...(before?.gammaGamma && { warmStart: before.gammaGamma }),
  });
  const { parameters, logLikelihood, iterations } = purchases;
  const [customers = 0, repeatBuyers = 0] = of.atLeast;
  return {
    fitted: true,
    model: {
      kind,
      unit,
      parameters,
      ...(worth.fitted && { gammaGamma: worth.parameters }),
      fittedOn: { date, customers, repeatBuyers, logLikelihood, iterations },
    },
  };
}
