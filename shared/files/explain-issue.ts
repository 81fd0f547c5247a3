import type * as z from 'zod';
import { closest } from '../did-you-mean.ts';
import type { Language } from '../language.ts';
import { type FileWords, fileWords } from '../words/file.ts';
import type { SchemaKeys } from './schema-keys.ts';

/** One thing that is wrong with the content of a file, as zod reports it. */
export type Issue = z.core.$ZodIssue & {
  /** True where keys of its own could stand as well as one of the words. */
  readonly orKeys?: boolean;
};

/** What a value looks like, by its key, for messages about one that cannot be used. */
export type Examples = Readonly<Record<string, string>>;

/** All that is needed to explain an issue. */
export interface Explainer {
  readonly language: Language;
  readonly keys: SchemaKeys;
  readonly examples: Examples;
}

/**
 * The issues without unions, and with one for each unknown key. A union reports a list of issues for each of its forms;
 * kept are those of the form that the author most likely meant.
 */
export const flattenIssues = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key] }));
    if (issue.code !== 'invalid_union') return [issue];
    const forms = [...issue.errors].sort(
      (a, b) => strangeness(a) - strangeness(b) || otherWords(a) - otherWords(b) || depth(b) - depth(a),
    );
    const closestForm = withWordsOf(forms, forms[0] ?? []);
    return flattenIssues(closestForm.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });

/** More than a form has keys: that of one of another type than the input. */
const anotherType = 1000;

/** How many keys of the input a form does not have. A word is nearer to what is none than a list or keys are. */
const strangeness = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => {
    if (issue.path.length > 0) return sum;
    if (issue.code === 'invalid_type') return sum + anotherType;
    if (issue.code === 'invalid_value' && typeof issue.input === 'object') return sum + anotherType - 1;
    return sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0);
  }, 0);

/** How many words of the input a form does not have. */
const otherWords = (issues: readonly Issue[]): number =>
  issues.filter(({ code }) => code === 'invalid_value').length;

/** How far a form got into the input. */
const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

/** A form's issues: where none of its words was written, what other forms have there is as good. */
const withWordsOf = (forms: readonly (readonly Issue[])[], chosen: readonly Issue[]): Issue[] =>
  chosen.map((issue) => {
    if (issue.code !== 'invalid_value') return issue;
    const place = issue.path.join('.');
    const there = forms.flat().filter(({ path }) => path.join('.') === place);
    return {
      ...issue,
      values: [...new Set(there.flatMap((one) => (one.code === 'invalid_value' ? one.values : [])))],
      orKeys: there.some((one) => one.code === 'invalid_type' && one.expected === 'object'),
    };
  });

/** What is wrong and what to do about it, in one sentence. */
export function explainIssue(issue: Issue, { language, keys, examples }: Explainer): string {
  const words = fileWords[language];
  const key = String(issue.path.findLast((part) => typeof part === 'string') ?? '');
  const value = { ...examples, ...words.examples }[key];
  const example = value === undefined ? '' : words.example(`${key}: ${value}`);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((one) => unknownKey(one, issue.path, keys, words)).join(', ');
    case 'invalid_value': {
      const known = issue.values.map(String);
      if (typeof issue.input !== 'string') return `${words.oneOrList(known.join(', '))}${example}`;
      const near = closest(issue.input, known);
      if (near === undefined && issue.orKeys === true && value?.startsWith('{') === true)
        return `${words.wordOrKeys(known.join(', '))}${example}`;
      return `${words.noneOf(issue.input, known.join(', '))}${near === undefined ? '' : words.didYouMean(near)}`;
    }
    case 'invalid_type':
      return isRaw(issue) ? `${wrongType(issue, words)}${example}` : words.sentence(issue.message);
    case 'too_small':
    case 'too_big':
      return isRaw(issue) ? beyondLimit(issue, words, example) : words.sentence(issue.message);
    default:
      return isRaw(issue) ? `${words.other}${example}` : words.sentence(issue.message);
  }
}

function beyondLimit(
  issue: Issue & { code: 'too_small' | 'too_big' },
  words: FileWords,
  example: string,
): string {
  const isSmall = issue.code === 'too_small';
  const limit = String(isSmall ? issue.minimum : issue.maximum);
  if (issue.origin === 'string') return isSmall ? words.emptyText : words.tooLong(limit);
  if (issue.origin === 'array')
    return `${isSmall ? words.fewEntries(limit) : words.manyEntries(limit)}${example}`;
  if (issue.inclusive === false)
    return `${isSmall ? words.moreThan(limit) : words.lessThan(limit)}${example}`;
  return `${isSmall ? words.atLeast(limit) : words.atMost(limit)}${example}`;
}

/** A message of zod's own, which speaks of types and not of what to write. */
const isRaw = ({ message }: Issue): boolean => /^(Invalid|Too (small|big))/.test(message);

function wrongType(issue: Issue & { code: 'invalid_type' }, words: FileWords): string {
  const { input, expected } = issue;
  if (input === undefined) return words.missing;
  if (input === null && issue.path.length === 0) return words.nothing;
  if (expected === 'string' && ['number', 'boolean'].includes(typeof input)) return words.unquoted;
  const isNumber = expected === 'number' || expected === 'int';
  if (isNumber && typeof input === 'string' && input.includes('%')) return words.withoutPercent;
  const known: Readonly<Record<string, string>> = words.expected;
  return known[expected] ?? words.other;
}

/** A key that exists here is suggested before one that exists elsewhere, and that one with its place. */
function unknownKey(key: string, path: readonly PropertyKey[], keys: SchemaKeys, words: FileWords): string {
  if (keys.at(path).includes(key)) return words.keyWithOthers(key);
  const here = closest(key, keys.at(path));
  if (here !== undefined) return `${words.unknownKey(key)}${words.didYouMean(here)}`;
  const elsewhere = keys.places.has(key) ? key : closest(key, keys.places.keys());
  const place = elsewhere === undefined ? undefined : keys.places.get(elsewhere);
  if (elsewhere === undefined || place === undefined) return words.unknownKey(key);
  return `${words.unknownKey(key)}${words.belongsIn(elsewhere, place.join('.'))}`;
}
