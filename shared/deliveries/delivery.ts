import type { Instant, PlainDate } from '../calendar.ts';
import type { TaskId } from '../ids.ts';
import type { CallResult } from './call-result.ts';
import type { SkipReason } from './skip-reason.ts';

/**
 * One attempted message and its outcome. `claimed` is written before the message is sent. An attempt that finds a claim
 * of another attempt turns it into `unknown`, and the message is never sent again, unless its receiver knows a repeat.
 */
export type Delivery =
  | { readonly state: 'claimed'; readonly at: Instant; readonly by: string; readonly tries?: number }
  | {
      readonly state: 'unknown';
      readonly at: Instant;
      readonly by: string;
      readonly events?: EmailEvents;
      /** How often it was tried, for a message that may be sent again. */
      readonly tries?: number;
    }
  | {
      readonly state: 'sent';
      readonly at: Instant;
      readonly messageId: string;
      readonly events?: EmailEvents;
      /** When each link was first clicked by a person, by its name in reports. */
      readonly links?: Readonly<Partial<Record<string, Instant>>>;
    }
  | {
      readonly state: 'queued';
      readonly at: Instant;
      readonly taskId: TaskId;
      /** What the call came to; absent until its task is closed. */
      readonly result?: CallResult;
      /** The last day of the coupon that the customer was promised. */
      readonly couponUntil?: PlainDate;
    }
  /** Something that is no message, such as points, was done for the customer. */
  | { readonly state: 'done'; readonly at: Instant }
  | { readonly state: 'failed'; readonly at: Instant; readonly error: string }
  | { readonly state: 'skipped'; readonly at: Instant; readonly reason: SkipReason };

/** What SES has reported about a message, with the time at which each event first happened. */
export type EmailEvents = Readonly<Partial<Record<EmailEvent, Instant>>>;

export const emailEvents = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'rejected',
  // By a scanner or a proxy that loads images ahead: kept apart, and no guard asks for them.
  'machine-opened',
  'machine-clicked',
] as const;
export type EmailEvent = (typeof emailEvents)[number];

/**
 * The delivery after SES has reported `event`. Repeats and any order of arrival give the same result.
 *
 * @param link that was clicked, by its name in reports
 */
export function withEvent(
  delivery: Delivery,
  event: EmailEvent,
  at: Instant,
  messageId: string,
  link?: string,
): Delivery {
  if (delivery.state === 'queued' || delivery.state === 'done' || delivery.state === 'skipped')
    return delivery;
  const known = 'events' in delivery ? (delivery.events ?? {}) : {};
  const knownLinks = delivery.state === 'sent' ? (delivery.links ?? {}) : {};
  const isKnown = isAtMost(known[event], at);
  const isLinkKnown = link === undefined || isAtMost(knownLinks[link], at);
  if (isKnown && isLinkKnown && delivery.state === 'sent') return delivery;
  const links = link === undefined ? knownLinks : withEarliest(knownLinks, link, at);
  // An event of any kind proves that SES accepted the message, whatever the sender knew about it.
  return {
    state: 'sent',
    at: delivery.at,
    messageId,
    events: withEarliest(known, event, at),
    ...(Object.keys(links).length > 0 && { links }),
  };
}

const isAtMost = (first: Instant | undefined, at: Instant): boolean => first !== undefined && first <= at;

const withEarliest = <K extends string>(
  times: Readonly<Partial<Record<K, Instant>>>,
  name: K,
  at: Instant,
): Readonly<Partial<Record<K, Instant>>> => (isAtMost(times[name], at) ? times : { ...times, [name]: at });

/** What reports count a delivery as: its state or, for an email that was sent, the furthest it got. */
export type DeliveryOutcome =
  | 'claimed'
  | 'unknown'
  | 'failed'
  | 'queued'
  | 'done'
  | 'skipped'
  | 'sent'
  | 'delivered'
  | 'opened'
  | 'clicked'
  | 'bounced'
  | 'complained';

/** The outcome that reports count a delivery as. An email that SES rejected after accepting it counts as failed. */
export function outcomeOf(delivery: Delivery): DeliveryOutcome {
  if (delivery.state !== 'sent') return delivery.state;
  const events = delivery.events ?? {};
  const furthest = (['complained', 'bounced', 'clicked', 'opened', 'delivered'] as const).find(
    (event) => events[event],
  );
  if (furthest !== undefined) return furthest;
  return events.rejected === undefined ? 'sent' : 'failed';
}

/** True when the customer has opened the message, or clicked in it, which is impossible without opening it. */
export const wasOpened = (delivery: Delivery): boolean =>
  delivery.state === 'sent' && (delivery.events?.opened !== undefined || wasClicked(delivery));

/** True when the customer has clicked a link in the message. */
export const wasClicked = (delivery: Delivery): boolean =>
  delivery.state === 'sent' && delivery.events?.clicked !== undefined;
