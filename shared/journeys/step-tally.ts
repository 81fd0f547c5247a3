import type { Delivery } from '../deliveries/delivery.ts';

/** How one step went over a whole cohort. Counted from the deliveries, so that a resumed step counts alike. */
export interface StepTally {
  readonly customers: number;
  readonly heldOut: number;
  readonly sent: number;
  readonly queued: number;
  readonly failed: number;
  readonly unknown: number;
  readonly skipped: Readonly<Record<string, number>>;
}

export const emptyTally: StepTally = {
  customers: 0,
  heldOut: 0,
  sent: 0,
  queued: 0,
  failed: 0,
  unknown: 0,
  skipped: {},
};

/** Counts one more customer: held out, or with what became of the step. */
export function addToTally(tally: StepTally, delivery: Delivery | 'held-out'): StepTally {
  const counted = { ...tally, customers: tally.customers + 1 };
  if (delivery === 'held-out') return { ...counted, heldOut: tally.heldOut + 1 };
  if (delivery.state === 'skipped') {
    const before = tally.skipped[delivery.reason] ?? 0;
    return { ...counted, skipped: { ...tally.skipped, [delivery.reason]: before + 1 } };
  }
  const column = delivery.state === 'claimed' ? 'unknown' : delivery.state;
  return { ...counted, [column]: tally[column] + 1 };
}

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
      failed: total.failed + one.failed,
      unknown: total.unknown + one.unknown,
      skipped,
    };
  }, emptyTally);
}
