import * as z from 'zod';
import type { Instant } from './calendar.ts';
import type { InputIssue } from './errors.ts';

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

/**
 * The text in `field` of an input that failed validation, to identify it in the answer; undefined unless it is a text
 * of at most 128 characters.
 */
export function textFieldOf(input: unknown, field: string): string | undefined {
  const named = z.looseObject({ [field]: z.string().max(128) }).safeParse(input);
  return named.success ? named.data[field] : undefined;
}
