import { chance, type Draw, wholeBetween } from './random.ts';
import { type BuyingLife, gapDays } from './rhythm.ts';
import type { Standing } from './standing.ts';
import type { Temper } from './temper.ts';

/** What reached the customer: an email that was opened, one that was clicked, or a talk that went well. */
export interface Nudge {
  readonly by: 'open' | 'click' | 'talk';
  readonly percentOff: number;
}

const chanceBy: Readonly<Record<Nudge['by'], number>> = { open: 0.14, click: 0.5, talk: 0.55 };

/**
 * The chance that a nudge brings an order that would not have come by itself. An active customer would have bought
 * anyway and a gone one will not; only who is silent can be moved.
 */
export function chanceToComeBack(standing: Standing, temper: Temper, nudge: Nudge): number {
  if (standing !== 'silent') return 0;
  const pull = nudge.percentOff * (temper.isDiscountDriven ? 0.012 : 0.006);
  return Math.min(chanceBy[nudge.by] + pull, 0.9);
}

/** Once back, a customer often orders again in the old rhythm before falling silent anew. */
const ordersAgain = 0.5;

/** The days on which a customer who was won back orders, from a day to a week after `day` on. */
export function comebackDays(draw: Draw, life: BuyingLife, day: number, periodDays: number): number[] {
  const days: number[] = [];
  let next = day + wholeBetween(draw, 1, 7);
  while (next < periodDays) {
    days.push(next);
    if (!chance(draw, ordersAgain)) break;
    next += 1 + Math.floor(gapDays(draw, life.meanGapDays));
  }
  return days;
}
