import type * as z from 'zod';
import { closest } from '../did-you-mean.ts';
import type { Language } from '../language.ts';
import { type FileWords, fileWords } from '../words/file.ts';
import type { SchemaKeys } from './schema-keys.ts';

/** One thing that is wrong with the content of a file, as zod reports it. */
export type Issue = z.core.$ZodIssue;

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
 * kept are those of the form that got furthest into the input, which is the one that the author most likely meant.
 */
export const flattenIssues = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key] }));
    if (issue.code !== 'invalid_union') return [issue];
    const closestForm = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    return flattenIssues(closestForm.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });

/** How far a form got into the input; a form of another type than the input got nowhere. */
const depth = (issues: readonly Issue[]): number =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
    ? -1
    : Math.max(0, ...issues.map((issue) => issue.path.length));

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
  const isNumber = expected === 'number' || expected === 'int';
  if (isNumber && typeof input === 'string' && input.includes('%')) return words.withoutPercent;
  const known: Readonly<Record<string, string>> = words.expected;
  return known[expected] ?? words.other;
}

/** A key that exists here is suggested before one that exists elsewhere, and that one with its place. */
function unknownKey(key: string, path: readonly PropertyKey[], keys: SchemaKeys, words: FileWords): string {
  const here = closest(key, keys.at(path));
  if (here !== undefined) return `${words.unknownKey(key)}${words.didYouMean(here)}`;
  const elsewhere = keys.places.has(key) ? key : closest(key, keys.places.keys());
  const place = elsewhere === undefined ? undefined : keys.places.get(elsewhere);
  if (elsewhere === undefined || place === undefined) return words.unknownKey(key);
  return `${words.unknownKey(key)}${words.belongsIn(elsewhere, place.join('.'))}`;
}
