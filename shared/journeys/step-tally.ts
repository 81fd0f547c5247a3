import * as z from 'zod';
import type { Delivery } from '../deliveries/delivery.ts';

/** How one step went for a whole cohort. Counted from the deliveries, so that a resumed step gives the same counts. */
export const stepTallySchema = z
  .object({
    customers: z.int(),
    heldOut: z.int(),
    sent: z.int(),
    queued: z.int(),
    done: z.int(),
    failed: z.int(),
    unknown: z.int(),
    /** By `SkipReason`; `other-variant` are those whose variant does not have the step. */
    skipped: z.record(z.string(), z.int()).readonly(),
  })
  .readonly();

export type StepTally = z.output<typeof stepTallySchema>;

/** The tally of a step that has processed no customer yet. */
export const emptyTally: StepTally = {
  customers: 0,
  heldOut: 0,
  sent: 0,
  queued: 0,
  done: 0,
  failed: 0,
  unknown: 0,
  skipped: {},
};

/**
 * The tally with one more customer, who was held out, is in a variant without the step, or has this delivery. A claim
 * counts as unknown.
 */
export function addToTally(tally: StepTally, delivery: Delivery | 'held-out' | 'other-variant'): StepTally {
  const counted = { ...tally, customers: tally.customers + 1 };
  if (delivery === 'held-out') return { ...counted, heldOut: tally.heldOut + 1 };
  if (delivery === 'other-variant') return withSkipped(counted, delivery);
  if (delivery.state === 'skipped') return withSkipped(counted, delivery.reason);
  const column = delivery.state === 'claimed' ? 'unknown' : delivery.state;
  return { ...counted, [column]: tally[column] + 1 };
}

const withSkipped = (tally: StepTally, reason: string): StepTally => ({
  ...tally,
  skipped: { ...tally.skipped, [reason]: (tally.skipped[reason] ?? 0) + 1 },
});

/** The sum of the tallies of several shards. */
export function sumTallies(tallies: readonly StepTally[]): StepTally {
  return tallies.reduce((total, one) => {
    const skipped = { ...total.skipped };
    for (const [reason, count] of Object.entries(one.skipped))
      skipped[reason] = (skipped[reason] ?? 0) + count;
    return {
      customers: total.customers + one.customers,
      heldOut: total.heldOut + one.heldOut,
      sent: total.sent + one.sent,
      queued: total.queued + one.queued,
      done: total.done + one.done,
      failed: total.failed + one.failed,
      unknown: total.unknown + one.unknown,
      skipped,
    };
  }, emptyTally);
}
