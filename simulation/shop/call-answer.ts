import { chance, type Draw, oneOf } from './random.ts';
import type { Standing } from './standing.ts';
import type { Temper } from './temper.ts';

export type CallOutcome = 'reached-interested' | 'reached-not-interested' | 'no-answer' | 'do-not-call';

export interface CallAnswer {
  readonly outcome: CallOutcome;
  /** What a member of staff would write down. */
  readonly note: string;
}

const interestedShare: Readonly<Record<Standing, number>> = {
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

/** Draws how one call goes. Those who hate calls say so once they are reached. */
export function answerOf(draw: Draw, temper: Temper, standing: Standing): CallAnswer {
  const isReached = chance(draw, temper.answers);
  const isInterested = chance(draw, interestedShare[standing]);
  const outcome = !isReached
    ? 'no-answer'
    : temper.hatesCalls
      ? 'do-not-call'
      : isInterested
        ? 'reached-interested'
        : 'reached-not-interested';
  return { outcome, note: oneOf(draw, notes[outcome]) };
}
