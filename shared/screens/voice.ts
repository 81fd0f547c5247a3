import type { Language } from '../language.ts';
import { type Currency, formatMoney } from '../money.ts';
import type { Interval, Rate } from '../report/shop/difference.ts';
import { type FindingWords, findingWords } from '../words/findings.ts';
import { type Labels, labels } from '../words/labels.ts';
import { points } from '../words/numbers.ts';
import { type ReportWords, reportWords } from '../words/report.ts';
import { type ScreenWords, screenWords } from '../words/screens.ts';

/** The words, names and formats that a screen is written with. */
export interface Voice {
  readonly language: Language;
  readonly words: ScreenWords;
  readonly report: ReportWords;
  readonly findings: FindingWords;
  readonly labels: Labels;
  number(value: number): string;
  /** An amount in minor units. */
  money(minor: number): string;
  /** A share with one decimal. */
  share(rate: Rate): string;
  /** An interval of shares, in percentage points. */
  range(interval: Interval): string;
}

/** The voice of one language, with amounts in a currency. */
export function createVoice(language: Language, currency: Currency): Voice {
  const whole = new Intl.NumberFormat(language);
  const words = screenWords[language];
  return {
    language,
    words,
    report: reportWords[language],
    findings: findingWords[language],
    labels: labels[language],
    number: (value) => whole.format(value),
    money: (minor) => formatMoney({ minor: Math.round(minor), currency }, language),
    share: ({ of, did }) => `${((100 * did) / Math.max(1, of)).toFixed(1)}%`,
    range: ({ low, high }) => words.range(points(low), points(high)),
  };
}
