import { createHash } from 'node:crypto';

/** A pseudo-random number in [0, 1), by SHA-256, that depends only on the parts. */
export function uniformFrom(...parts: readonly string[]): number {
  const digest = createHash('sha256').update(parts.join('\u0000')).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** A short name that depends only on the parts: 24 hexadecimal digits. */
export const nameFrom = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 24);
