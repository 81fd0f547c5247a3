import type { Instant } from './calendar.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Something that a shop may send again with changes: the latest version counts. */
export interface Versioned {
  readonly updatedAt: Instant;
}

/**
 * Identifies what a version says, whenever it said it: equal for two versions that differ in `updatedAt` alone.
 */
export function contentFingerprint<T extends Versioned>({ updatedAt: _, ...content }: T): string {
  return fingerprintOf(content);
}

/**
 * True when `candidate` replaces `stored`, another version of the same thing. The later `updatedAt` wins; if they are
 * equal, the greater fingerprint does, so that all writers decide alike, whichever version arrived first.
 */
export function replaces<T extends Versioned>(candidate: T, stored: T): boolean {
  if (candidate.updatedAt !== stored.updatedAt) return candidate.updatedAt > stored.updatedAt;
  return fingerprintOf(candidate) > fingerprintOf(stored);
}

/** The version that counts of each thing, identified by its key. The order of `versions` does not matter. */
export function latestVersions<T extends Versioned>(versions: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const version of versions) {
    const known = byKey.get(keyOf(version));
    if (known === undefined || replaces(version, known)) byKey.set(keyOf(version), version);
  }
  return [...byKey.values()];
}
