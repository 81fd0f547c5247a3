import type { Personality } from './personality.ts';
import type { PurchaseState } from './purchase-state.ts';
import { chance, type Draw, oneOf } from './random.ts';

export type CallOutcome = 'reached-interested' | 'reached-not-interested' | 'no-answer' | 'do-not-call';

/** How a call went. */
export interface CallAnswer {
  readonly outcome: CallOutcome;
  /** The note that a member of staff would take. */
  readonly note: string;
}

const interestedChance: Readonly<Record<PurchaseState, number>> = {
  'not-yet': 0.3,
  active: 0.45,
  silent: 0.55,
  gone: 0.1,
};

const notes: Readonly<Record<CallOutcome, readonly string[]>> = {
  'reached-interested': [
    'Glad we called. Wants to look at the new things this week.',
    'Had simply forgotten us; asked for a coupon by email.',
    'Was waiting for a sale. Will have a look.',
    'Needs a present anyway, asked what we recommend.',
  ],
  'reached-not-interested': [
    'Friendly, but needs nothing at the moment.',
    'Moved abroad, shipping is too dear.',
    'Buys elsewhere now.',
    'Was not happy with the last parcel. Apologised.',
  ],
  'no-answer': ['Rang out.', 'Voicemail; left no message.', 'Line was busy.', 'Hung up after two rings.'],
  'do-not-call': ['Asked us not to call again.', 'Wants no calls, emails are fine.'],
};

/** Draws how one call goes. Customers who hate calls say so when they are reached. */
export function drawCallAnswer(
  draw: Draw,
  personality: Personality,
  purchaseState: PurchaseState,
): CallAnswer {
  const isReached = chance(draw, personality.answerChance);
  const isInterested = chance(draw, interestedChance[purchaseState]);
  const outcome = !isReached
    ? 'no-answer'
    : personality.hatesCalls
      ? 'do-not-call'
      : isInterested
        ? 'reached-interested'
        : 'reached-not-interested';
  return { outcome, note: oneOf(draw, notes[outcome]) };
}
