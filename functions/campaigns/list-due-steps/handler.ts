import * as z from 'zod';
import { instantSchema, type PlainDate, plainDateSchema } from '../../../shared/calendar.ts';
import type { CohortKey } from '../../../shared/ids.ts';
import { type DueStep, listDueSteps } from '../../../shared/operations/list-due-steps.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { isRunning } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  /** The night that calls; absent in a run between nights. */
  date: plainDateSchema.nullish(),
  at: instantSchema,
  /** The execution, so that a step that failed in it is not tried again in it. */
  run: z.string(),
});

/** A step that is due, with everything the workflow needs to run it. */
interface StepToRun {
  readonly cohort: CohortKey;
  readonly step: DueStep['step'];
  readonly shards: readonly number[];
  readonly date: PlainDate;
  /** How many Lambdas may send email at the same time while this step runs; they share SES's rate. */
  readonly senders: number;
}

/** The MaxConcurrency of the maps in run-campaigns: steps, and shards of a step. */
export const stepsAtOnce = 5;
export const shardsAtOnce = 10;

/**
 * Called by `run-campaigns` until nothing is due: lists the steps that the run may begin now, and claims them for it. A
 * repeat lists the same steps.
 */
export const handler = createEventHandler(
  eventSchema,
  async ({ date, at, run: id }): Promise<{ steps: StepToRun[] }> => {
    const { steps, shardsElsewhere } = await listDueSteps(store, {
      at,
      night: date ?? undefined,
      id,
      isRunning,
    });
    const senders = sendersOf(steps.map(({ cohort }) => cohort.shards)) + sendersOf(shardsElsewhere);
    return { steps: steps.map((step) => ({ ...stepToRun(step), senders: Math.max(1, senders) })) };
  },
);

const stepToRun = ({ cohort, step, date }: DueStep): Omit<StepToRun, 'senders'> => ({
  cohort: {
    campaign: cohort.campaign,
    version: cohort.version,
    slot: cohort.slot,
    ...(cohort.zone !== undefined && { zone: cohort.zone }),
  },
  step,
  shards: Array.from({ length: cohort.shards }, (_, shard) => shard),
  date,
});

/** How many shards of these steps run at most at the same time. */
const sendersOf = (shards: readonly number[]): number =>
  shards
    .map((count) => Math.min(shardsAtOnce, count))
    .sort((a, b) => b - a)
    .slice(0, stepsAtOnce)
    .reduce((sum, count) => sum + count, 0);
