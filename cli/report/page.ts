import pc from 'picocolors';
import type { Language } from '../../shared/language.ts';
import type { Interval, Rate } from '../../shared/report/shop/difference.ts';
import { points } from '../../shared/words/numbers.ts';
import { type ReportWords, reportWords } from '../../shared/words/report.ts';

/** How the report is written on this terminal. */
export interface Page {
  readonly words: ReportWords;
  readonly language: Language;
  readonly colours: ReturnType<typeof pc.createColors>;
  number(value: number): string;
}

/** The page in a language. */
export function pageIn(language: Language, isColoured: boolean): Page {
  const format = new Intl.NumberFormat(language);
  return {
    words: reportWords[language],
    language,
    colours: pc.createColors(isColoured),
    number: (value) => format.format(value),
  };
}

/** The heading of a section. */
export const heading = (text: string, { colours }: Page): string => colours.bold(colours.yellow(text));

/** A rate with its counts: `120/1,000 = 12.0%`. */
export const shareOf = ({ of, did }: Rate, { number }: Page): string =>
  `${number(did)}/${number(of)} = ${((100 * did) / Math.max(1, of)).toFixed(1)}%`;

/** An interval of shares in percentage points. */
export const rangeOf = ({ low, high }: Interval, words: ReportWords): string =>
  words.range(points(low), points(high));
