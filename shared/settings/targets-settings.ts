import * as z from 'zod';

/** What a shop can set itself a target for. */
export const targetNames = ['reactivation', 'secondOrder', 'prospectConversion'] as const;
export type TargetName = (typeof targetNames)[number];

const targetSchema = z.strictObject({
  share: z.number().gt(0).max(1),
  withinDays: z.int().min(7).max(366).default(30),
});

/**
 * The share of a lifecycle that should order within some days: of the silent and lost (they come back), of first-time
 * buyers (they order again), and of prospects (they order for the first time).
 */
export const targetsSchema = z.strictObject({
  reactivation: targetSchema.optional(),
  secondOrder: targetSchema.optional(),
  prospectConversion: targetSchema.optional(),
});

export type Targets = z.output<typeof targetsSchema>;
