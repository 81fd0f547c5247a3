import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Clock } from '../clock.ts';
import { parseJson } from './json.ts';

/** Where expressions get the time and random numbers from. */
export interface ExpressionHost {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const digests: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The longest `$range` that AWS builds before it reports that the memory limit is exceeded. */
const longestRange = 360_145;

const formatTime = jsonata('$fromMillis($ms, $picture, $timezone)');

/**
 * Creates the functions that Step Functions adds to JSONata, and replaces those that would read the wall clock or
 * real random numbers. As on AWS, a function returns undefined for an invalid argument, which then fails the state.
 */
export function createExpressionFunctions(host: ExpressionHost): Readonly<Record<string, unknown>> {
  return {
    partition: (items: unknown, size: unknown) => partition(items, size),
    range: (start: unknown, end: unknown, step: unknown) => range(start, end, step),
    hash: (text: unknown, algorithm: unknown) => hash(text, algorithm),
    random: (seed: unknown) => (typeof seed === 'number' ? seededRandom(seed) : host.random()),
    uuid: () => uuid(host.random),
    parse: (text: unknown) => (typeof text === 'string' ? parseJson(text) : undefined),
    eval: () => {
      throw new Error('$eval is not available in Step Functions; use $parse to read JSON');
    },
    millis: () => host.clock.now(),
    now: (picture: unknown, timezone: unknown) =>
      formatTime.evaluate(undefined, { ms: host.clock.now(), picture, timezone }),
  };
}

function partition(items: unknown, size: unknown): unknown[][] | undefined {
  const length = typeof size === 'number' ? Math.trunc(size) : 0;
  if (!Array.isArray(items) || items.length === 0 || length < 1) return undefined;
  return Array.from({ length: Math.ceil(items.length / length) }, (_, i) =>
    items.slice(i * length, (i + 1) * length),
  );
}

function range(start: unknown, end: unknown, step: unknown): number | number[] | undefined {
  if (typeof start !== 'number' || typeof end !== 'number' || typeof step !== 'number') return undefined;
  const [from, to, by] = [Math.trunc(start), Math.trunc(end), Math.trunc(step)];
  const count = by === 0 ? 0 : Math.floor((to - from) / by) + 1;
  if (count < 1) return undefined;
  if (count > longestRange) throw new Error('Expression evaluation memory limit exceeded');
  // A range of one is the bare number, like every JSONata sequence of one.
  return count === 1 ? from : Array.from({ length: count }, (_, i) => from + i * by);
}

function hash(text: unknown, algorithm: unknown): string | undefined {
  if (typeof text !== 'string' || typeof algorithm !== 'string') return undefined;
  const digest = digests[algorithm];
  if (digest === undefined)
    throw new Error(`$hash supports ${Object.keys(digests).join(', ')}, not ${algorithm}`);
  return createHash(digest).update(text, 'utf8').digest('hex');
}

/** Returns the same number for the same seed, but not the number that AWS returns for it. */
function seededRandom(seed: number): number {
  let bits = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

/** A version 4 UUID drawn from `random`, so that a seeded run is repeatable. */
function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, i) => {
    const digit = Math.floor(random() * 16);
    return (i === 12 ? 4 : i === 16 ? 8 + (digit % 4) : digit).toString(16);
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
