import type { Context } from 'aws-lambda';

/** The part of Lambda's context that long work needs. */
export type WorkTime = Pick<Context, 'getRemainingTimeInMillis'>;

// A page of 1 MB is scored in less than a second and written in a few more, so a minute is ample to finish it.
const reserveMs = 60_000;

/** True when work should stop and let the workflow call again: less than a minute is left. */
export const isTimeUp = (context: WorkTime): boolean => context.getRemainingTimeInMillis() < reserveMs;
