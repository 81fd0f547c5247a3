import { createHash } from 'node:crypto';

/** The same for two values exactly when they say the same. Keys are sorted: databases give them back shuffled. */
export function fingerprintOf(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
