import type { Context } from 'aws-lambda';

/** The part of Lambda's context that long work needs. */
export type WorkTime = Pick<Context, 'getRemainingTimeInMillis'>;

// A page of 1 MB is scored in less than a second and written in a few more, so a minute is ample to finish it.
const reserveMs = 60_000;

/** How much longer new work may begin, in milliseconds. What has begun by then has another minute. */
export const remainingMs = (context: WorkTime): number => context.getRemainingTimeInMillis() - reserveMs;

/** True when work should stop and let the workflow call again: less than a minute is left. */
export const isTimeUp = (context: WorkTime): boolean => remainingMs(context) < 0;

/** Progress is saved after this many pages, so that an attempt that crashes costs the next one a few seconds. */
export const pagesPerSave = 5;
