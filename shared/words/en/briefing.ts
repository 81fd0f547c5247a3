import type { PlainDate } from '../../calendar.ts';
import type { ManTreatment } from '../../scoring/man.ts';

/** The texts of what staff read before a call, in English. */
export const en = {
  noName: 'name not known',
  tier: (tier: string) => `${tier} tier`,
  orders: (count: number, since: PlainDate, spent: string) =>
    `${count} ${count === 1 ? 'order' : 'orders'} since ${since}, ${spent} net`,
  neverOrdered: 'has never ordered',
  together: (parts: readonly string[]) => parts.join(', '),
  campaign: (name: string) => `Campaign “${name}”`,
  lifecycle: (is: string, because: string) => `${capital(is)}: ${because}`,
  complaintOpen: (since: PlainDate) => `Open complaint, since ${since}`,
  lastCall: (on: PlainDate, by: string, note: string) => `${by} on ${on}: “${note}”`,
  order: (on: PlainDate, total: string, items: string) => `${on}: ${total} (${items})`,
  item: (name: string, quantity: number) => (quantity === 1 ? name : `${quantity} × ${name}`),
  more: (count: number) => `${count} more`,
  items: (items: readonly string[]) => items.join(', '),
  /** What to offer. The discount is the coupon that *interested* sends. */
  offers: {
    ideal: (percentOff: number) =>
      `Make an offer now: they have the money, decide themselves and need it. Report “interested”, and ${percentOff}% off goes out.`,
    'contact-with-skill': (percentOff: number) =>
      `Ask what has changed for them before you offer anything; they can buy, but need nothing yet. ${percentOff}% off once a need shows.`,
    'find-the-decider': (percentOff: number) =>
      `Ask who else has a say, and offer to send something that can be shown to them. ${percentOff}% off for whoever decides.`,
    'offer-instalments': (percentOff: number) =>
      `Offer to pay in instalments, once their credit is checked; ${percentOff}% off alone is not what they lack.`,
    'offer-smaller': (percentOff: number) =>
      `Offer something smaller, or a first part of it, with ${percentOff}% off.`,
    cultivate: () => 'Offer nothing today. Ask what would interest them, and note it.',
    stop: () => 'Offer nothing, and keep it short: thank them for having been a customer.',
    'find-out': (percentOff: number) =>
      `Not enough is known: ask what they look for, and who decides. ${percentOff}% off if they are interested.`,
  } satisfies Record<ManTreatment, (percentOff: number) => string>,
  /** Before anything is sold to somebody who waits for an answer. */
  offerNothing: 'Offer nothing: settle the complaint first, and say what is done about it.',
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
