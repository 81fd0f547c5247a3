import type { SesEvent } from '../event.ts';
import type { StoredMessage } from '../message.ts';

export type Tone = 'good' | 'live' | 'warm' | 'bad' | 'plain';

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

/** From the least telling to the most: a complaint says more about a message than that it was opened. */
const byWeight: readonly SesEvent['type'][] = [
  'Send',
  'DeliveryDelay',
  'Delivery',
  'Open',
  'Click',
  'Bounce',
  'Reject',
  'Complaint',
];

/** The one event that says best how a message stands. */
export function standing(message: StoredMessage): SesEvent['type'] | undefined {
  const happened = new Set(message.events.map(({ event }) => event.type));
  return byWeight.findLast((type) => happened.has(type));
}
