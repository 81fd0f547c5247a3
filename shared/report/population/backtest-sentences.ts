import type { Language } from '../../language.ts';
import type { Calibration } from '../../scoring/models/calibration.ts';
import { backtestWords } from '../../words/backtest.ts';
import { verdictOnForecast } from './model-findings.ts';

/** 4,806: English and Chinese group digits alike. */
const grouped = (count: number): string => count.toLocaleString('en');
/** An area under a curve, or a dash where there is none. */
export const threeDecimals = (value: number | undefined): string =>
  value === undefined ? '–' : value.toFixed(3);

/** What was predicted of the days after a split, and what came. */
interface Compared {
  readonly split: { readonly on: string; readonly horizonDays: number };
  readonly calibration: Calibration;
}

/** What the predictions were fitted to, and what they are compared with. */
export const splitSentence = ({ split, calibration }: Compared, language: Language): string =>
  backtestWords[language].title(split.on, split.horizonDays, grouped(calibration.customers));

/** How well customers were ranked, beside two simpler guesses. */
export const rankingSentence = (
  {
    calibration,
    aucByFrequency,
    aucByRecency,
  }: Pick<Compared, 'calibration'> & {
    readonly aucByFrequency?: number | undefined;
    readonly aucByRecency?: number | undefined;
  },
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
