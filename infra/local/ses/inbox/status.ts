import type { SesEvent } from '../event.ts';
import type { StoredMessage } from '../message.ts';

/** How an event is coloured. */
export type Tone = 'good' | 'live' | 'warm' | 'bad' | 'plain';

/** The tone of each type of event. */
export const tones: Readonly<Record<SesEvent['type'], Tone>> = {
  Send: 'plain',
  Delivery: 'good',
  Open: 'live',
  Click: 'live',
  Bounce: 'bad',
  Complaint: 'bad',
  Reject: 'bad',
  DeliveryDelay: 'warm',
};

/** From least to most important: a complaint says more about a message than an open. */
const byImportance: readonly SesEvent['type'][] = [
  'Send',
  'DeliveryDelay',
  'Delivery',
  'Open',
  'Click',
  'Bounce',
  'Reject',
  'Complaint',
];

/** The event that best sums up what happened to a message; undefined when nothing has happened yet. */
export function decisiveEvent(message: StoredMessage): SesEvent['type'] | undefined {
  const happened = new Set(message.events.map(({ event }) => event.type));
  return byImportance.findLast((type) => happened.has(type));
}
