import * as z from 'zod';
import type { Instant } from './calendar.ts';
import type { InputIssue } from './errors.ts';

/** Tolerated difference between the shop's clock and ours. */
const clockSkewMs = 24 * 3_600_000;

/** What is wrong with those of the `fields` that lie further ahead than clocks differ. */
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

/** A short text that an input holds in `field`, by which to name it when it is refused. */
export function namedText(input: unknown, field: string): string | undefined {
  const named = z.looseObject({ [field]: z.string().max(128) }).safeParse(input);
  return named.success ? named.data[field] : undefined;
}
