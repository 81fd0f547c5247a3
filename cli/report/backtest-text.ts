import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import type { BacktestOutcome } from '../../shared/operations/run-backtest.ts';
import {
  factorSentence,
  rankingSentence,
  splitSentence,
} from '../../shared/report/population/backtest-sentences.ts';
import { modelNames } from '../../shared/report/population/model-names.ts';
import type { Backtest } from '../../shared/scoring/backtest.ts';
import { backtestWords } from '../../shared/words/backtest.ts';
import { labels } from '../../shared/words/labels.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
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
