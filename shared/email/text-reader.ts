import { localeOfText } from '../language.ts';
import { type Currency, decimalsOf, formatMoney } from '../money.ts';
import type { FormatMoney } from '../words/numbers.ts';

/** The text that something stands in, and who reads it. */
export interface TextReader {
  /** The language of the text. */
  readonly language: string;
  /** The customer's locale. */
  readonly locale?: string | undefined;
  readonly currency: Currency;
}

/** The locales to write in. A language that the runtime does not know must not fall back on that of the machine. */
export const localesFor = ({ language, locale }: TextReader): string[] => [
  localeOfText(language, locale),
  'en',
];

/** Writes amounts of minor units as the reader's region does; without decimals where there are none. */
export const moneyFor =
  (reader: TextReader): FormatMoney =>
  (minor) =>
    formatMoney(
      { minor, currency: reader.currency },
      localesFor(reader),
      minor % 10 ** decimalsOf(reader.currency) === 0,
    );

/** A day as the reader's region writes it in a text: `1 January 2027`. */
export const dayFor = (day: string, reader: TextReader): string =>
  new Intl.DateTimeFormat(localesFor(reader), { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
