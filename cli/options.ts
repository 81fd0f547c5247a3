import { InvalidArgumentError, Option } from 'commander';
import type { ZodType } from 'zod';
import { plainDateSchema } from '../shared/calendar.ts';
import { languages } from '../shared/language.ts';
import { defaultDirectory } from './target.ts';

/** Options that several commands have, so that they are called the same everywhere. */
export const directoryOption = () =>
  new Option('--directory <folder>', 'where the data is').default(defaultDirectory);

export const languageOption = () =>
  new Option('--lang <language>', 'of what is printed: English or Chinese').choices(languages).default('en');

export const jsonOption = () => new Option('--json', 'print JSON for machines instead of text for people');

/** Of a backtest. */
export const horizonOption = () =>
  new Option('--horizon <days>', 'how many days to foretell').default(100).argParser(wholeNumber(7, 365));

/** A whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
  };

/** What `schema` accepts; its words otherwise. */
export function checkedBy<T>(schema: ZodType<T>): (text: string) => T {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map(({ message }) => message).join('; '));
  };
}

/** A day, written YYYY-MM-DD. */
export const day = checkedBy(plainDateSchema);
