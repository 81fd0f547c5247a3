import type { Instant } from '../calendar.ts';
import type { TaskId } from '../callbacks/callback.ts';
import type { Stopper } from './campaign.ts';

/**
 * What became of one step for one customer. `claimed` is written before the message is sent; who finds the claim of
 * somebody else makes it `unknown`, and nobody ever sends again.
 */
export type Delivery =
  | { readonly state: 'claimed'; readonly at: Instant; readonly by: string }
  | { readonly state: 'unknown'; readonly at: Instant; readonly by: string; readonly events?: EmailEvents }
  | {
      readonly state: 'sent';
      readonly at: Instant;
      readonly messageId: string;
      readonly events?: EmailEvents;
    }
  | { readonly state: 'queued'; readonly at: Instant; readonly taskId: TaskId }
  | { readonly state: 'failed'; readonly at: Instant; readonly error: string }
  | { readonly state: 'skipped'; readonly at: Instant; readonly reason: SkipReason };

/** What SES told of a message, and when it first did. */
export type EmailEvents = Readonly<Partial<Record<EmailEvent, Instant>>>;

export const emailEvents = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'rejected',
] as const;
export type EmailEvent = (typeof emailEvents)[number];

export type SkipReason =
  | Stopper
  | `when:${string}`
  | 'unknown-customer'
  | 'no-email-address'
  | 'no-phone'
  | 'no-consent'
  | EmailSkip
  | 'do-not-call';
type EmailSkip = 'unsubscribed' | 'bounced' | 'complained';

/** The delivery once SES has told of `event`. Repeats and any order of arrival give the same result. */
export function withEvent(delivery: Delivery, event: EmailEvent, at: Instant, messageId: string): Delivery {
  if (delivery.state === 'queued' || delivery.state === 'skipped') return delivery;
  const known = 'events' in delivery ? (delivery.events ?? {}) : {};
  const first = known[event];
  if (first !== undefined && first <= at && delivery.state === 'sent') return delivery;
  const events = { ...known, [event]: first !== undefined && first < at ? first : at };
  // An event of any kind proves that SES had accepted the message, whatever the sender came to know.
  return { state: 'sent', at: delivery.at, messageId, events };
}

/** The one word for a delivery that reports count; the furthest that an email got. */
export type DeliveryOutcome =
  | 'claimed'
  | 'unknown'
  | 'failed'
  | 'queued'
  | 'skipped'
  | 'sent'
  | 'delivered'
  | 'opened'
  | 'clicked'
  | 'bounced'
  | 'complained';

export function outcomeOf(delivery: Delivery): DeliveryOutcome {
  if (delivery.state !== 'sent') return delivery.state;
  const events = delivery.events ?? {};
  const furthest = (['complained', 'bounced', 'clicked', 'opened', 'delivered'] as const).find(
    (event) => events[event],
  );
  if (furthest !== undefined) return furthest;
  return events.rejected === undefined ? 'sent' : 'failed';
}

/** Whether the customer has opened (or clicked, which cannot be done unopened) this message. */
export const wasOpened = (delivery: Delivery): boolean =>
  delivery.state === 'sent' && (delivery.events?.opened !== undefined || wasClicked(delivery));

export const wasClicked = (delivery: Delivery): boolean =>
  delivery.state === 'sent' && delivery.events?.clicked !== undefined;

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
export function tallied(tally: StepTally, delivery: Delivery | 'held-out'): StepTally {
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
