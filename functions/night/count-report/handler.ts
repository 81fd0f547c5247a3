import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { countReport } from '../../../shared/operations/count-report.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp } from '../../toolkit/work-time.ts';

const eventSchema = z.object({
  date: plainDateSchema,
  campaign: campaignIdSchema,
  version: z.int().positive(),
});

/**
 * Counts the report of one campaign version. `nightly-rescore` calls it for each version, and again until it reports that
 * it is done. It saves its progress and continues there; a repeat after the end changes nothing.
 */
export const handler = createEventHandler(eventSchema, async ({ date, ...version }, context) => {
  const { retention, timeZone } = await store.settings.load();
  const task = { ...version, night: date, retention, timeZone };
  return { isDone: await countReport(store, task, () => isTimeUp(context)) };
});
