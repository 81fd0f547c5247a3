import { InvalidArgumentError, Option } from 'commander';
import { type PlainDate, plainDateSchema } from '../shared/calendar.ts';
import { languages } from '../shared/email/language.ts';
import { defaultDirectory } from './target.ts';

/** Options that several commands have, so that they are called the same everywhere. */
export const directoryOption = () =>
  new Option('--directory <folder>', 'where the data is').default(defaultDirectory);

export const languageOption = () =>
  new Option('--lang <language>', 'of what is printed: English or Chinese').choices(languages).default('en');

export const jsonOption = () => new Option('--json', 'print JSON for machines instead of text for people');

/** A whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
  };

export function day(text: string): PlainDate {
  const parsed = plainDateSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('a day is written YYYY-MM-DD');
}
