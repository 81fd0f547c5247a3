import * as z from 'zod';
import { instantSchema } from '../../../shared/calendar.ts';
import type { Night } from '../../../shared/night/night.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';

/** EventBridge's "Step Functions Execution Status Change", as far as it is of interest here. */
const eventSchema = z.object({
  time: z.string().pipe(instantSchema),
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

/**
 * Writes on the night that its execution ended badly. Told by an event and not by a Catch in the workflow, so that a
 * timeout or an abort is recorded as well, and so that a redrive goes on from the very state that failed.
 */
export const handler = createEventHandler(eventSchema, async ({ time, detail }) => {
  const night = (await store.nights.all()).find((one) => one.executionArn === detail.executionArn);
  if (night === undefined || night.progress.state === 'closed') return { recorded: false };
  const failed: Night = {
    ...night,
    progress: { state: 'failed', at: time, error: detail.error ?? detail.status, cause: detail.cause ?? '' },
  };
  logger.error('night failed', { night: night.date, error: detail.error ?? detail.status });
  return { recorded: await store.nights.change(night, failed) };
});
