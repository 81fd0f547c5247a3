import * as z from 'zod';
import { type Instant, instantSchema } from '../../../shared/calendar.ts';
import { isAnythingDue } from '../../../shared/operations/list-due-steps.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { isRunning, startOnce } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  /** The minute for which the scheduler calls. */
  at: instantSchema,
});

/**
 * Called once a minute: starts `run-campaigns` when a step is due that no run is working on. An execution has the name of
 * its minute, so calling twice starts it once.
 */
export const handler = createEventHandler(eventSchema, async ({ at }): Promise<{ hasStarted: boolean }> => {
  if (!(await isAnythingDue(store, { at, isRunning }))) return { hasStarted: false };
  return { hasStarted: await startOnce('run-campaigns', nameOf(at), {}) };
});

const nameOf = (at: Instant): string => `due-${at.slice(0, 16).replace(/[-:]/g, '')}Z`;
