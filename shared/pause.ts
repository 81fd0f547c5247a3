import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

const shortestPauseMs = 4;
const longestPauseMs = 250;

/** Waits for a random time, on average longer with each retry, so that those who met do not meet again. */
export const pauseBeforeRetry = (retry: number): Promise<void> =>
  setTimeout(randomInt(1 + Math.min(longestPauseMs, shortestPauseMs * 2 ** (retry - 1))));
