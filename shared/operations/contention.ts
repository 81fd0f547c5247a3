import { ContentionError } from '../errors.ts';
import { pauseBeforeRetry } from '../pause.ts';

/** Returned by an attempt when another writer changed the item between its read and its conditional write. */
export const contended = Symbol('contended');

/** How often to try, and the error when every attempt lost. */
export interface ContentionLimit {
  /** Each lost attempt means that another writer succeeded, so even a burst on one item ends. */
  readonly attempts: number;
  /** The beginning of the error's message, such as `the profile was changed by others`. */
  readonly what: string;
  /** The item, for the error's message. */
  readonly where: string;
}

/**
 * Repeats `attempt` until its conditional write succeeds. `attempt` must itself read what it decides on, so that each
 * repeat decides on the current item. Writers who met once wait for a random time before they try again, or they would
 * keep meeting.
 *
 * @throws ContentionError once `limit.attempts` attempts in a row have lost
 */
export async function retryWhileContended<T>(
  attempt: () => Promise<T | typeof contended>,
  limit: ContentionLimit,
): Promise<T> {
  for (let tried = 0; tried < limit.attempts; tried += 1) {
    if (tried > 0) await pauseBeforeRetry(tried);
    const result = await attempt();
    if (result !== contended) return result;
  }
  throw new ContentionError(`${limit.what} ${limit.attempts} times in a row; try again`, {
    where: limit.where,
  });
}
