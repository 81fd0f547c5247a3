import { chance, type Draw, exponential, logNormal } from './random.ts';
import type { Standing } from './standing.ts';
import type { Temper } from './temper.ts';

export type EmailEvent = 'bounce' | 'complaint' | 'open' | 'click' | 'unsubscribe';

/** What a reader does with an email, in order; delays are in days since it was sent. */
export interface ReaderEvent {
  readonly event: EmailEvent;
  readonly afterDays: number;
}

/** What the reader knows when an email comes. */
export interface Inbox {
  readonly standing: Standing;
  /** Emails of this shop within the last 30 days; each makes patience shorter. */
  readonly recentMails: number;
  readonly holdsCoupon: boolean;
}

const minute = 1 / 1440;

/** Interest in a shop's mail by how the customer stands. */
const interest: Readonly<Record<Standing, number>> = {
  'not-yet': 0.9,
  active: 1.15,
  silent: 0.85,
  gone: 0.45,
};

/** Draws what one reader does with one email. */
export function readEmail(draw: Draw, temper: Temper, inbox: Inbox): ReaderEvent[] {
  if (temper.hasDeadAddress) return [{ event: 'bounce', afterDays: minute }];
  const opensIt = chance(draw, temper.opens * interest[inbox.standing]);
  const openedAfter = Math.min(2 * minute + logNormal(draw, 0.11, 1.3), 5);
  const clicksIt = chance(draw, temper.clicks * (inbox.holdsCoupon ? 1.5 : 1));
  const clickedAfter = openedAfter + minute / 4 + exponential(draw, 4 * minute);
  const annoyance = 1 + inbox.recentMails / 2;
  const leavesIt = chance(draw, 0.008 * annoyance);
  const complains = chance(draw, 0.0015 * annoyance);
  if (!opensIt) return [];
  return [
    { event: 'open', afterDays: openedAfter },
    ...(clicksIt ? [{ event: 'click' as const, afterDays: clickedAfter }] : []),
    ...(leavesIt ? [{ event: 'unsubscribe' as const, afterDays: clickedAfter + minute }] : []),
    ...(complains ? [{ event: 'complaint' as const, afterDays: clickedAfter + 2 * minute }] : []),
  ];
}
