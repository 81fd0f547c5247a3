import type { Context } from 'aws-lambda';

/** The part of Lambda's context that long work looks at. */
export type WorkTime = Pick<Context, 'getRemainingTimeInMillis'>;

// A page of 1 MB is scored in under a second and its writes take a few more; a minute is ample to stop in order.
const reserveMs = 60_000;

/** Whether to stop and let the workflow call again. */
export const isTimeUp = (context: WorkTime): boolean => context.getRemainingTimeInMillis() < reserveMs;
