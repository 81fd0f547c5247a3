import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { versionsToCount } from '../../../shared/operations/count-report.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({ date: plainDateSchema });

/** Called by `nightly-rescore` after the campaigns: lists the campaign versions whose report must be counted. */
export const handler = createEventHandler(eventSchema, async ({ date }) => ({
  versions: (await versionsToCount(store)).map((version) => ({ ...version, date })),
}));
