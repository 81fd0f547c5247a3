import * as z from 'zod';
import { instantSchema } from '../../../shared/calendar.ts';
import type { Night } from '../../../shared/night/night.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';

/** The parts of EventBridge's "Step Functions Execution Status Change" that are used here. */
const eventSchema = z.object({
  time: z.string().pipe(instantSchema),
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

/** An execution that has just ended runs one of these: an earlier night is overtaken. */
const latestNights = 30;

/**
 * Called by EventBridge when an execution of `nightly-rescore` fails, times out or is aborted: records the failure on
 * the night. It is an event and not a Catch in the workflow, so that timeouts and aborts are recorded too, and so that
 * a redrive continues from the state that failed. A closed night, or one that another execution runs, is left alone.
 */
export const handler = createEventHandler(eventSchema, async ({ time, detail }) => {
  const night = (await store.nights.page(latestNights)).find(
    (one) => one.executionArn === detail.executionArn,
  );
  if (night === undefined || night.progress.state === 'closed') return { recorded: false };
  const failed: Night = {
    ...night,
    progress: { state: 'failed', at: time, error: detail.error ?? detail.status, cause: detail.cause ?? '' },
  };
  logger.error('night failed', { night: night.date, error: detail.error ?? detail.status });
  return { recorded: await store.nights.change(night, failed) };
});
