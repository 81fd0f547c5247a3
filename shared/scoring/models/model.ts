import type { PlainDate } from '../../calendar.ts';
import { bgNbd } from './bg-nbd.ts';
import { fitGammaGamma, fitPurchases, type NoFit } from './fit.ts';
import type { GammaGammaParameters, WeightedMeans } from './gamma-gamma.ts';
import type { HistoryCells } from './history-cells.ts';
import { mbgCnbd } from './mbg-cnbd.ts';
import { mbgNbd } from './mbg-nbd.ts';
import type { TimeUnit } from './order-history.ts';
import type { PurchaseParameters } from './purchase-parameters.ts';
import type { PurchaseProcess } from './purchase-process.ts';
import { type ValueCells, weightedMeans } from './value-cells.ts';
import { weightedHistories } from './weighted-histories.ts';

export type ModelKind = 'bg-nbd' | (typeof kindsByRegularity)[number];

/** The kinds that a night chooses from: gaps of one step, two, and so on. */
export const kindsByRegularity = [
  'mbg-nbd',
  'mbg-cnbd-2',
  'mbg-cnbd-3',
  'mbg-cnbd-4',
  'mbg-cnbd-5',
  'mbg-cnbd-6',
] as const;

/** The purchase process of each kind of model. */
export const purchaseProcesses: Readonly<Record<ModelKind, PurchaseProcess>> = {
  'bg-nbd': bgNbd,
  'mbg-nbd': mbgNbd,
  'mbg-cnbd-2': mbgCnbd(2),
  'mbg-cnbd-3': mbgCnbd(3),
  'mbg-cnbd-4': mbgCnbd(4),
  'mbg-cnbd-5': mbgCnbd(5),
  'mbg-cnbd-6': mbgCnbd(6),
};

/** What a model says about when customers buy. */
export interface PurchaseModel {
  readonly kind: ModelKind;
  /** The unit of α and of all times in the formulas. */
  readonly unit: TimeUnit;
  readonly parameters: PurchaseParameters;
}

/** Which of two kinds predicted better who would order in days that were held back from both. */
export interface ModelComparison {
  /** The one that was not chosen. */
  readonly other: ModelKind;
  readonly customers: number;
  /** By how much the log-likelihood of who ordered and who did not is greater with the chosen kind. */
  readonly gain: number;
  readonly standardError: number;
}

/** What a night fitted: plain JSON, stored with the population. */
export interface Model extends PurchaseModel {
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
  /** Why it is of this kind; absent when there was no other to compare it with. */
  readonly comparison?: ModelComparison;
}

/** A fitted model, or why there is none. */
export type ModelFit = { readonly fitted: true; readonly model: Model } | NoFit;

/** Options of {@link fitModel}. */
export interface ModelOptions {
  /** MBG/NBD when absent. */
  readonly kind?: ModelKind;
  readonly repeatBuyersNeeded?: number;
}

/** Weeks, as in the literature, and close enough to how often people shop for α to be of moderate size. */
export const unit: TimeUnit = 'weeks';

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
  const { kind = 'mbg-nbd', ...ofFit } = options;
  const weighted = weightedHistories(histories, unit);
  const purchases = fitPurchases(purchaseProcesses[kind], weighted, ofFit);
  if (!purchases.fitted) return purchases;
  const means = weightedMeans(values);
  const gammaGamma = fitGammaGamma(means, ofFit);
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
