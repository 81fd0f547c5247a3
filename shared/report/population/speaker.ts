import type { Language } from '../../language.ts';
import { type Currency, decimalsOf, formatMoney } from '../../money.ts';
import { type Labels, labels } from '../../words/labels.ts';
import { type PopulationWords, populationWords } from '../../words/population.ts';

/** The words, names and number formats of one language, shared by the terminal and the page. */
export interface Speaker {
  readonly language: Language;
  readonly words: PopulationWords;
  readonly labels: Labels;
  number(value: number): string;
  /** A share with exactly 0 or 1 decimals (by default 1), so that columns align. */
  percent(share: number, decimals?: number): string;
  /** A parameter of a model, with three significant digits. */
  figure(value: number): string;
  /** An amount in minor units, rounded to whole units of the currency. */
  money(minor: number): string;
  /** An amount in whole units of the currency: £100. */
  units(count: number): string;
}

/** The words and formats for a language, with amounts in a currency. */
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
    words: populationWords[language],
    labels: labels[language],
    number: (value) => whole.format(value),
    percent: (share, decimals = 1) => percents[decimals === 0 ? 0 : 1]?.format(share) ?? '',
    figure: (value) => significant.format(value),
    money,
    units: (count) => money(count * 10 ** decimalsOf(currency)),
  };
}
