import { type Labels, labels } from '../../../shared/explain/labels.ts';
import type { Language } from '../../../shared/language.ts';
import { type Currency, decimalsOf, formatMoney } from '../../../shared/money.ts';
import { chinese } from './chinese.ts';
import { english, type Words } from './english.ts';

/** Says words, names and numbers in one language; the terminal and the page have the same. */
export interface Speaker {
  readonly language: Language;
  readonly words: Words;
  readonly labels: Labels;
  number(value: number): string;
  /** With as many decimals in every row, so that columns align. */
  percent(share: number, decimals?: number): string;
  /** For parameters: three significant digits. */
  figure(value: number): string;
  /** From minor units, to whole units. */
  money(minor: number): string;
  /** So many whole units of the currency: £100. */
  units(count: number): string;
}

/** The words of the report in each language. */
export const wordsIn: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

export function createSpeaker(language: Language, currency: Currency): Speaker {
  const whole = new Intl.NumberFormat(language);
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const percents = [0, 1].map(
    (digits) =>
      new Intl.NumberFormat(language, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  const money = (minor: number) => formatMoney({ minor, currency }, language, true);
  return {
    language,
    words: wordsIn[language],
    labels: labels[language],
    number: (value) => whole.format(value),
    percent: (share, decimals = 1) => percents[decimals === 0 ? 0 : 1]?.format(share) ?? '',
    figure: (value) => significant.format(value),
    money,
    units: (count) => money(count * 10 ** decimalsOf(currency)),
  };
}
