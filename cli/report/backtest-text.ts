import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import type { BacktestOutcome } from '../../shared/operations/run-backtest.ts';
import { verdictOnForecast } from '../../shared/report/population/model-findings.ts';
import { modelNames } from '../../shared/report/population/model-names.ts';
import type { Backtest } from '../../shared/scoring/backtest.ts';
import type { Calibration } from '../../shared/scoring/models/calibration.ts';
import { backtestWords } from '../../shared/words/backtest.ts';
import { labels } from '../../shared/words/labels.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
/** 4,806: English and Chinese group digits alike. */
const grouped = (count: number): string => count.toLocaleString('en');
/** An area under a curve, or a dash where there is none. */
export const threeDecimals = (value: number | undefined): string =>
  value === undefined ? '–' : value.toFixed(3);

/** Why there are no predictions to compare with what came. */
export function whyNoBacktest(
  outcome: Exclude<BacktestOutcome, { readonly fitted: true }>,
  language: Language,
): string {
  const words = backtestWords[language];
  if (outcome.reason === 'no-orders') return words.noOrders;
  if (outcome.reason === 'too-short-history') {
    return words.tooShort(outcome.firstDay, outcome.longestHorizonDays);
  }
  const { on } = outcome.split;
  if (outcome.reason === 'too-young') return words.tooYoung(on, outcome.days, outcome.daysNeeded);
  return outcome.reason === 'too-few-repeat-buyers'
    ? words.tooFew(on, outcome.repeatBuyers, outcome.repeatBuyersNeeded)
    : words.noFit(on);
}

/** What the predictions were fitted to, and what they are compared with. */
export const splitSentence = ({ split, calibration }: Backtest, language: Language): string =>
  backtestWords[language].title(split.on, split.horizonDays, grouped(calibration.customers));

/** How well customers were ranked, beside two simpler guesses. */
export const rankingSentence = (
  { calibration, aucByFrequency, aucByRecency }: Backtest,
  language: Language,
): string =>
  backtestWords[language].ranking(
    threeDecimals(calibration.auc),
    threeDecimals(aucByFrequency),
    threeDecimals(aucByRecency),
  );

/** Whether as many orders came as were predicted. */
export function factorSentence(
  { orders, expectedOrders, factor, factorInterval }: Calibration,
  language: Language,
): string {
  const words = backtestWords[language];
  if (factor === undefined) return words.noPrediction;
  const counts = words.counts(grouped(orders), grouped(Math.round(expectedOrders)));
  const sentence = words.comparison[verdictOnForecast(factor, factorInterval)](counts, factor.toFixed(2));
  if (factorInterval === undefined) return sentence;
  const { low, high } = factorInterval;
  return `${sentence}${words.interval(low.toFixed(2), high.toFixed(2))}`;
}

/** What came in and what was predicted to; empty where orders have no value. */
export function moneySentences({ money, currency }: Backtest, language: Language): string[] {
  if (money?.factor === undefined || money.factorInterval === undefined) return [];
  const { low, high } = money.factorInterval;
  const amount = (minor: number) => formatMoney({ minor: Math.round(minor), currency }, language);
  return [
    backtestWords[language].money(
      amount(money.came),
      amount(money.expected),
      money.factor.toFixed(2),
      low.toFixed(2),
      high.toFixed(2),
    ),
  ];
}

function moneyDecileLines({ money, currency }: Backtest, language: Language): string[] {
  if (money === undefined) return [];
  const amount = (minor: number) =>
    formatMoney({ minor: Math.round(minor), currency }, language).padStart(15);
  const lines = money.deciles.map(
    ({ customers, expected, came }, index) =>
      `  ${String(index + 1).padStart(2)}  ${String(customers).padStart(7)}  ${amount(expected)}  ${amount(came)}`,
  );
  return ['', backtestWords[language].moneyDeciles, ...lines];
}

/** A backtest as a marketer reads it. */
export function renderBacktest(result: Backtest, language: Language): string {
  const { split, calibration } = result;
  const words = backtestWords[language];
  const deciles = calibration.deciles.map(
    ({ customers, chanceOfOrder, ordered }, index) =>
      `  ${String(index + 1).padStart(2)}  ${String(customers).padStart(7)}  ${percent(chanceOfOrder).padStart(7)}  ${percent(ordered).padStart(7)}`,
  );
  const lifecycles = result.orderedAgain.map(
    ({ lifecycle, customers, share }) =>
      `  ${labels[language].lifecycles[lifecycle]} ${customers}: ${percent(share)}`,
  );
  return [
    splitSentence(result, language),
    words.model(modelNames[result.model.kind]),
    '',
    rankingSentence(result, language),
    factorSentence(calibration, language),
    ...moneySentences(result, language),
    '',
    words.deciles,
    ...deciles,
    ...moneyDecileLines(result, language),
    '',
    words.lifecycles(split.horizonDays),
    ...lifecycles,
    '',
  ].join('\n');
}
