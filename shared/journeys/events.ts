import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { cohortKeySchema } from '../ids.ts';
import { stepTallySchema } from './step-tally.ts';

/** The input of `run-step`: one shard of a step, and how far an earlier call got with it. */
export const shardEventSchema = z.object({
  cohort: cohortKeySchema,
  /** The step's index in the campaign, from 0. */
  step: z.int().nonnegative(),
  shard: z.int().nonnegative(),
  /** The night's date or, between nights, the day up to which steps are due. */
  date: plainDateSchema,
  at: instantSchema,
  /** How many shards of steps that send email run at the same time, this one included. */
  senders: z.int().positive().nullish(),
  next: z.record(z.string(), z.string()).nullish(),
  tally: stepTallySchema.nullish(),
});

export type ShardEvent = z.output<typeof shardEventSchema>;

/** The input of `run-step` when it lets those in whose wait has ended. */
export const admissionEventSchema = z.object({
  cohort: cohortKeySchema,
  step: z.literal('admit'),
  at: instantSchema,
});

export type AdmissionEvent = z.output<typeof admissionEventSchema>;

/** Why a step cannot go on for now: what it has sent stays sent, and the next run continues. */
export const stoppedBySchema = z.enum([
  'daily-quota',
  'paused',
  'quiet-hours',
  'campaign-paused',
  'no-answer',
  'budget',
]);

export type StoppedBy = z.output<typeof stoppedBySchema>;

/** The input of `close-step`: how a step ended, to be recorded on its cohort. */
export const stepOutcomeSchema = z.object({
  cohort: cohortKeySchema,
  step: z.union([z.int().nonnegative(), z.literal('admit')]),
  date: plainDateSchema,
  at: instantSchema,
  /** The execution that ran the step. */
  run: z.string(),
  outcome: z.union([
    z.object({ tallies: z.array(stepTallySchema) }),
    z.object({ stoppedBy: stoppedBySchema }),
    z.object({ error: z.string() }),
  ]),
});
