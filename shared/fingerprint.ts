import { createHash } from 'node:crypto';

/**
 * 32 hexadecimal digits of SHA-256, equal for two values exactly when they are equal as JSON. Keys are sorted, because
 * databases return them in any order.
 */
export function fingerprintOf(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
