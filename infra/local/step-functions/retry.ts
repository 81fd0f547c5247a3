import type { Catcher, Retrier } from './definition.ts';
import { errorNames, HeartbeatTimeout, type StateError } from './errors.ts';

/** These fail the execution whatever a wildcard says; the second can be named, the first cannot. */
const beyondWildcards: readonly string[] = [errorNames.runtime, errorNames.dataLimitExceeded];

/**
 * True if a rule's `ErrorEquals` covers the error. States.ALL covers everything but States.Runtime and
 * States.DataLimitExceeded; States.TaskFailed covers the same except timeouts.
 */
export function covers(errorEquals: readonly string[], error: StateError): boolean {
  if (error.error === errorNames.runtime) return false;
  const wildcards = !beyondWildcards.includes(error.error);
  return errorEquals.some((name) => {
    if (name === error.error) return true;
    if (name === errorNames.heartbeatTimeout) return error instanceof HeartbeatTimeout;
    if (name === errorNames.all) return wildcards;
    return name === errorNames.taskFailed && wildcards && error.error !== errorNames.timeout;
  });
}

/** The catcher for an error: the first that covers it. */
export function catcherFor(catchers: readonly Catcher[], error: StateError): Catcher | undefined {
  return catchers.find((catcher) => covers(catcher.errorEquals, error));
}

/**
 * The delay before the next attempt, or undefined if there is none. Only the first retrier that covers the error
 * is asked; `attempts` counts how often each was used while in this state, and is counted up.
 */
export function nextAttemptDelayMs(
  retriers: readonly Retrier[],
  attempts: number[],
  error: StateError,
  random: () => number,
): number | undefined {
  const index = retriers.findIndex((retrier) => covers(retrier.errorEquals, error));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  const used = attempts[index] ?? 0;
  if (used >= retrier.maxAttempts) return undefined;
  attempts[index] = used + 1;
  const seconds = Math.min(
    retrier.intervalSeconds * retrier.backoffRate ** used,
    retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return Math.round(seconds * 1000 * (retrier.jitter ? random() : 1));
}
