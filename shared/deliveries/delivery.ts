import type { Instant } from '../calendar.ts';
import type { TaskId } from '../ids.ts';
import type { SkipReason } from './skip-reason.ts';

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

/** What SES has reported of a message, and when each first happened. */
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
