import * as z from 'zod';
import type { Instant } from './calendar.ts';
import type { InputIssue } from './errors.ts';

/** True for what JSON and YAML call an object: neither null nor a list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How far the shop's clock may be ahead of ours. */
const clockSkewMs = 24 * 3_600_000;

/** One issue for each of the `fields` whose time is further ahead of `receivedAt` than clocks differ: a day. */
export function futureIssues<F extends string>(
  fact: Readonly<Record<F, Instant>>,
  fields: readonly F[],
  receivedAt: Instant,
): InputIssue[] {
  const latest = Date.parse(receivedAt) + clockSkewMs;
  return fields
    .filter((field) => Date.parse(fact[field]) > latest)
    .map((field) => ({ path: field, message: `${fact[field]} lies in the future` }));
}

/** An item of DynamoDB has at most 400 KB, names of fields included; JSON, with its quotes, is never shorter. */
const largestFactBytes = 380_000;

/**
 * Why DynamoDB would refuse to store a fact. What is found here is reported by its path; what is found on writing is an
 * error of ours.
 *
 * @param longest the path of what makes such a fact long
 */
export function storageIssues(fact: object, longest: string): InputIssue[] {
  const issues: InputIssue[] = [];
  const json = JSON.stringify(fact);
  const bytes = Buffer.byteLength(json);
  if (bytes > largestFactBytes) {
    const message = `a fact has at most ${largestFactBytes} bytes as JSON, this one has ${bytes}; shorten the texts or leave some out`;
    issues.push({ path: longest, message });
  }
  // JSON.stringify writes a surrogate as an escape only when its other half is missing.
  if (json.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(json)) {
    const message = 'an id or text contains half a character (a lone surrogate); send whole characters';
    issues.push({ path: '', message });
  }
  return issues;
}

/**
 * A text that people read, without surrounding spaces. Its length is checked before anything else looks at it. Half of
 * a character, as a shop leaves it that cuts an emoji in two, becomes `�`: it can neither be stored nor shown.
 */
export function readableText(longest: number) {
  const error = `a text has at most ${longest.toLocaleString('en')} characters`;
  return z
    .string()
    .max(longest * 2, { abort: true, error })
    .overwrite((text) => withoutHalves(text.trim()))
    .max(longest, { abort: true, error });
}

/** Most texts have no surrogate at all, which is quick to see; of the others, only halves are replaced. */
const withoutHalves = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Cs}/gu, '\uFFFD') : text;

/** A list whose length is checked before its elements are: of a list of millions, only its length is reported. */
export const shortList = <E extends z.ZodType>(list: z.ZodArray<E>, most: number, error: string) =>
  z
    .preprocess((input: z.input<E>[], context) => {
      if (!Array.isArray(input) || input.length <= most) return input;
      context.addIssue(error);
      return z.NEVER;
    }, list)
    .meta({ maxItems: most });

const longestPath = 200;
const longestMessage = 300;

/** The first `most` issues, none of them long, and a sentence that says how many more there are. */
export function firstIssues(issues: readonly InputIssue[], most: number): InputIssue[] {
  const shown = issues.slice(0, most).map(({ path, message }) => ({
    path: shortened(path, longestPath),
    message: shortened(message, longestMessage),
  }));
  const more = issues.length - shown.length;
  if (more > 0) {
    const message = `and ${more.toLocaleString('en')} more ${more === 1 ? 'issue' : 'issues'}`;
    shown.push({ path: '', message });
  }
  return shown;
}

/** The text itself, or its beginning. A character that would be cut in two is left out. */
const shortened = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…`;

/**
 * The text in `field` of an input that failed validation, to identify it in the answer; undefined unless it is a text
 * of at most 128 characters.
 */
export function textFieldOf(input: unknown, field: string): string | undefined {
  const named = z.looseObject({ [field]: z.string().max(128) }).safeParse(input);
  return named.success ? named.data[field] : undefined;
}
