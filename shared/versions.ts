import type { Instant } from './calendar.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Something that a shop may tell again later, changed: the latest version counts. */
export interface Versioned {
  readonly updatedAt: Instant;
}

/**
 * Whether `candidate` replaces `stored`, two versions of one thing. The later `updatedAt` wins; of two versions with
 * the same `updatedAt` the one with the greater fingerprint, so that every writer decides alike whatever came first.
 */
export function replaces<T extends Versioned>(candidate: T, stored: T): boolean {
  if (candidate.updatedAt !== stored.updatedAt) return candidate.updatedAt > stored.updatedAt;
  return fingerprintOf(candidate) > fingerprintOf(stored);
}

/** Of each thing, known by its key, the version that counts; whatever the order of `told`. */
export function latestVersions<T extends Versioned>(told: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const one of told) {
    const known = byKey.get(keyOf(one));
    if (known === undefined || replaces(one, known)) byKey.set(keyOf(one), one);
  }
  return [...byKey.values()];
}
