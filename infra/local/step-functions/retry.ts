import type { Catcher, Retrier } from './definition.ts';
import { errorNames, HeartbeatTimeout, type StateError } from './errors.ts';

/** No wildcard covers these two. A rule can name States.DataLimitExceeded, but not States.Runtime. */
const notCoveredByWildcards: readonly string[] = [errorNames.runtime, errorNames.dataLimitExceeded];

/**
 * True if a rule's `ErrorEquals` covers the error, as AWS documents its wildcards: States.ALL covers everything except
 * States.Runtime and States.DataLimitExceeded; States.TaskFailed covers the same, except timeouts.
 */
export function covers(errorEquals: readonly string[], error: StateError): boolean {
  if (error.error === errorNames.runtime) return false;
  const wildcardsApply = !notCoveredByWildcards.includes(error.error);
  return errorEquals.some((name) => {
    if (name === error.error) return true;
    if (name === errorNames.heartbeatTimeout) return error instanceof HeartbeatTimeout;
    if (name === errorNames.all) return wildcardsApply;
    return name === errorNames.taskFailed && wildcardsApply && error.error !== errorNames.timeout;
  });
}

/** The first catcher that covers the error. */
export function catcherFor(catchers: readonly Catcher[], error: StateError): Catcher | undefined {
  return catchers.find((catcher) => covers(catcher.errorEquals, error));
}

/**
 * Uses one attempt of the first retrier that covers the error and returns the delay before it, or undefined if no
 * retrier covers the error or that one has no attempts left. `attempts` counts, by retrier, the attempts used during
 * this visit to the state, and is updated.
 *
 * The delay is `min(IntervalSeconds * BackoffRate ** attempts, MaxDelaySeconds)`; with full jitter, a random part of
 * it.
 */
export function takeRetryDelayMs(
  retriers: readonly Retrier[],
  attempts: number[],
  error: StateError,
  random: () => number,
): number | undefined {
  const index = retriers.findIndex((retrier) => covers(retrier.errorEquals, error));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  const attemptsMade = attempts[index] ?? 0;
  if (attemptsMade >= retrier.maxAttempts) return undefined;
  attempts[index] = attemptsMade + 1;
  const seconds = Math.min(
    retrier.intervalSeconds * retrier.backoffRate ** attemptsMade,
    retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return Math.round(seconds * 1000 * (retrier.hasJitter ? random() : 1));
}
