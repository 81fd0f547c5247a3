import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { cohortKeySchema } from '../ids.ts';

const tallySchema = z.object({
  customers: z.int(),
  heldOut: z.int(),
  sent: z.int(),
  queued: z.int(),
  failed: z.int(),
  unknown: z.int(),
  skipped: z.record(z.string(), z.int()),
});

/** One shard of a step to run, and how far an earlier invocation came. */
export const shardEventSchema = z.object({
  cohort: cohortKeySchema,
  step: z.int().nonnegative(),
  shard: z.int().nonnegative(),
  date: plainDateSchema,
  at: instantSchema,
  next: z.record(z.string(), z.string()).nullish(),
  tally: tallySchema.nullish(),
});

export type ShardEvent = z.output<typeof shardEventSchema>;

/** What a step came to, to be written on its cohort. */
export const stepOutcomeSchema = z.object({
  cohort: cohortKeySchema,
  step: z.int().nonnegative(),
  date: plainDateSchema,
  at: instantSchema,
  run: z.string(),
  outcome: z.union([z.object({ tallies: z.array(tallySchema) }), z.object({ error: z.string() })]),
});
