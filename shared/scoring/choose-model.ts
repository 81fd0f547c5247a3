import { heldBackDays } from './held-back.ts';
import { fitPurchases } from './models/fit.ts';
import { addHistory, emptyHistoryCells, type HistoryCells } from './models/history-cells.ts';
import {
  kindsByRegularity,
  type ModelComparison,
  type ModelKind,
  purchaseProcesses,
  unit,
} from './models/model.ts';
import type { OrderHistory } from './models/order-history.ts';
import { createChanceForecaster } from './models/outlook.ts';
import type { WeightedHistories } from './models/purchase-parameters.ts';
import { weightedHistories } from './models/weighted-histories.ts';
import { asOfHeldBack, type SampledCustomer } from './sample.ts';

/** A kind of model, and how it was compared with another if there was one to compare it with. */
export interface ModelChoice {
  readonly kind: ModelKind;
  readonly comparison?: ModelComparison;
}

/** A model is replaced only by one that is better by more than this many standard errors, so that chance seldom does. */
const errorsToReplace = 2;

/**
 * Chooses how regular the gaps between orders are taken to be. The likelihood of the shop's orders proposes a kind, which
 * replaces the one of last night only if it predicts better, as does MBG/NBD: both are fitted to the sample as it was
 * before the last `heldBackDays` days, and compared by the chances that they gave to what then came. A likelihood alone
 * would do no more than describe the past.
 *
 * @param sampled a sample of the customers in `histories`
 * @param before last night's kind
 */
export function chooseModel(
  histories: HistoryCells,
  sampled: readonly SampledCustomer[],
  before: ModelKind,
): ModelChoice {
  const likeliest = likeliestKind(weightedHistories(histories, unit));
  if (likeliest === undefined) return { kind: before };
  const challengers = new Set<ModelKind>([likeliest, 'mbg-nbd']);
  challengers.delete(before);
  let kept: ModelComparison | undefined;
  for (const challenger of challengers) {
    const comparison = compareModels(challenger, before, sampled);
    if (comparison === undefined) continue;
    const { gain, standardError } = comparison;
    if (gain > errorsToReplace * standardError) return { kind: challenger, comparison };
    kept ??= { ...comparison, other: challenger, gain: -gain };
  }
  return { kind: before, ...(kept && { comparison: kept }) };
}

/** The kind whose regularity makes the orders likeliest. The likelihood rises with the regularity up to there. */
function likeliestKind(histories: WeightedHistories): ModelKind | undefined {
  let likeliest: { readonly kind: ModelKind; readonly logLikelihood: number } | undefined;
  for (const kind of kindsByRegularity) {
    const fit = fitPurchases(purchaseProcesses[kind], histories);
    if (!fit.fitted || fit.logLikelihood <= (likeliest?.logLikelihood ?? Number.NEGATIVE_INFINITY)) break;
    likeliest = { kind, logLikelihood: fit.logLikelihood };
  }
  return likeliest?.kind;
}

/** Undefined where one of them cannot be fitted to what was known then. */
function compareModels(
  chosen: ModelKind,
  other: ModelKind,
  sampled: readonly SampledCustomer[],
): ModelComparison | undefined {
  const customers = asOfHeldBack(sampled);
  const cells = emptyHistoryCells();
  for (const { history } of customers) addHistory(cells, history);
  const histories = weightedHistories(cells, unit);
  const [byChosen, byOther] = [chosen, other].map((kind) => chanceBy(kind, histories));
  if (byChosen === undefined || byOther === undefined) return undefined;
  let gain = 0;
  let squares = 0;
  for (const { history, ordersSince } of customers) {
    const hasOrdered = ordersSince > 0;
    const gained = logScore(byChosen(history), hasOrdered) - logScore(byOther(history), hasOrdered);
    gain += gained;
    squares += gained * gained;
  }
  return { other, customers: customers.length, gain, standardError: Math.sqrt(squares) };
}

function chanceBy(
  kind: ModelKind,
  histories: WeightedHistories,
): ((history: OrderHistory) => number) | undefined {
  const fit = fitPurchases(purchaseProcesses[kind], histories);
  return fit.fitted ? createChanceForecaster({ ...fit, kind, unit }, heldBackDays) : undefined;
}

/** No single customer counts for more than a surprise of one in a million. */
const surpriseAtMost = 1e-6;

const logScore = (chance: number, hasOrdered: boolean): number =>
  Math.log(Math.max(surpriseAtMost, hasOrdered ? chance : 1 - chance));
