import { createHmac } from 'node:crypto';

// No 0/O, 1/I/L: codes are read aloud and typed from paper.
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 12;

/** Matches a code within a text. */
export const codePattern = /\b[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}\b/;

/** True when a text is a code and nothing else. */
export const isCode = (text: string): boolean => codePattern.exec(text)?.[0] === text;

/**
 * A code such as `K7QM-4HXT-9RWD` for what is named, always the same. Twelve letters out of 31 carry 59 bits, and nobody
 * can work out a code without the key.
 */
export function codeFor(named: string, key: string): string {
  const digest = createHmac('sha256', key).update(named).digest();
  let number = digest.readBigUInt64BE();
  let code = '';
  for (let place = 0; place < codeLength; place += 1) {
    code += letters[Number(number % BigInt(letters.length))];
    number /= BigInt(letters.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/**
 * Brings a typed code into its stored form, `ABCD-EFGH-JKMN`, whatever the case, spaces and dashes of any kind; full-width
 * letters and characters without width come from phones and copied mails.
 */
export function normaliseCode(typed: string): string {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '');
  return bare.replace(/^(.{4})(.{4})(.+)$/, '$1-$2-$3');
}
