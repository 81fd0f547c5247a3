import { ContentionError } from '../errors.ts';

/** What an attempt returns when somebody else changed the item between its read and its conditional write. */
export const contended = Symbol('contended');

/** How often to try, and what to say when every attempt lost. */
export interface ContentionLimit {
  /** Each lost attempt means that another writer got through, so even a burst on one item ends. */
  readonly attempts: number;
  /** What the others were doing to which item: `the profile was changed by others`. */
  readonly what: string;
  readonly where: string;
}

/**
 * Reads, decides and writes again until the conditional write goes through. `attempt` must read what it decides on
 * itself, so that each new one decides on what stands there now.
 *
 * @throws ContentionError once `limit.attempts` attempts in a row have lost
 */
export async function untilUncontended<T>(
  attempt: () => Promise<T | typeof contended>,
  limit: ContentionLimit,
): Promise<T> {
  for (let tried = 0; tried < limit.attempts; tried += 1) {
    const result = await attempt();
    if (result !== contended) return result;
  }
  throw new ContentionError(`${limit.what} ${limit.attempts} times in a row; try again`, {
    where: limit.where,
  });
}
