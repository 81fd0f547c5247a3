import { InvalidArgumentError, Option } from 'commander';
import type { ZodType } from 'zod';
import { plainDateSchema } from '../shared/calendar.ts';
import { languages } from '../shared/language.ts';
import { defaultDirectory } from './target.ts';

// Options that several commands share, so that they have the same name everywhere.

/** `--directory`: the folder with the data. */
export const directoryOption = () =>
  new Option('--directory <folder>', 'where the data is').default(defaultDirectory);

/** `--lang`: the language of what is printed. */
export const languageOption = () =>
  new Option('--lang <language>', 'language of the output: English or Chinese')
    .choices(languages)
    .default('en');

/** `--json`: print JSON. */
export const jsonOption = () => new Option('--json', 'print JSON for machines instead of text for people');

/** `--horizon`: how many days a backtest predicts. */
export const horizonOption = () =>
  new Option('--horizon <days>', 'how many days to predict').default(100).argParser(wholeNumber(7, 365));

/** Returns a parser for a whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}`);
  };

/** Returns a parser for what `schema` accepts; its messages explain what is wrong. */
export function parserFor<T>(schema: ZodType<T>): (text: string) => T {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map(({ message }) => message).join('; '));
  };
}

/** Parses a day, written YYYY-MM-DD. */
export const day = parserFor(plainDateSchema);
