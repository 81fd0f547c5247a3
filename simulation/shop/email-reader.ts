import type { Personality } from './personality.ts';
import type { PurchaseState } from './purchase-state.ts';
import { chance, type Draw, exponential, logNormal } from './random.ts';

export type EmailEvent = 'bounce' | 'complaint' | 'open' | 'click' | 'unsubscribe';

/** One reaction of a reader to an email. */
export interface ReaderEvent {
  readonly event: EmailEvent;
  /** Days since the email was sent, with a fraction. */
  readonly afterDays: number;
}

/** The reader's situation when an email arrives. */
export interface Inbox {
  readonly purchaseState: PurchaseState;
  /** Emails from this shop within the last 30 days; each one adds to the annoyance. */
  readonly recentMails: number;
  readonly holdsCoupon: boolean;
}

const minute = 1 / 1440;

/** Interest in the shop's emails by purchase state. */
const interest: Readonly<Record<PurchaseState, number>> = {
  'not-yet': 0.9,
  active: 1.15,
  silent: 0.85,
  gone: 0.45,
};

/** Draws one reader's reactions to one email, in order of time. */
export function drawReaderEvents(draw: Draw, personality: Personality, inbox: Inbox): ReaderEvent[] {
  if (personality.hasDeadAddress) return [{ event: 'bounce', afterDays: minute }];
  const opens = chance(draw, personality.openChance * interest[inbox.purchaseState]);
  const openedAfter = Math.min(2 * minute + logNormal(draw, 0.11, 1.3), 5);
  const clicks = chance(draw, personality.clickChance * (inbox.holdsCoupon ? 1.5 : 1));
  const clickedAfter = openedAfter + minute / 4 + exponential(draw, 4 * minute);
  const annoyance = 1 + inbox.recentMails / 2;
  const unsubscribes = chance(draw, 0.008 * annoyance);
  const complains = chance(draw, 0.0015 * annoyance);
  if (!opens) return [];
  return [
    { event: 'open', afterDays: openedAfter },
    ...(clicks ? [{ event: 'click' as const, afterDays: clickedAfter }] : []),
    ...(unsubscribes ? [{ event: 'unsubscribe' as const, afterDays: clickedAfter + minute }] : []),
    ...(complains ? [{ event: 'complaint' as const, afterDays: clickedAfter + 2 * minute }] : []),
  ];
}
