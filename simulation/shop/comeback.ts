import { type Baseline, gapDays } from './baseline.ts';
import type { Personality } from './personality.ts';
import type { PurchaseState } from './purchase-state.ts';
import { chance, type Draw, wholeBetween } from './random.ts';
import type { Response } from './responses.ts';

/** What reached the customer: an opened email, a click in one, or a successful call. */
export interface Nudge {
  readonly by: 'open' | 'click' | 'talk';
  /** The discount of the coupon in the email; 0 without one. */
  readonly percentOff: number;
}

/** The probability that a nudge causes an order that would not have been placed otherwise. */
export function comebackChance(
  response: Response,
  purchaseState: PurchaseState,
  personality: Personality,
  nudge: Nudge,
): number {
  if (!response.moves.includes(purchaseState)) return 0;
  const pull = nudge.percentOff * response.perPercentOff * (personality.isDiscountDriven ? 2 : 1);
  return Math.min(response[nudge.by] + pull, 1);
}

/** The probability of another order, at the old intervals, before a customer who came back falls silent again. */
const anotherOrderChance = 0.5;

/** Draws the days on which a customer who was won back orders, starting one to seven days after `day`. */
export function drawComebackDays(draw: Draw, baseline: Baseline, day: number, periodDays: number): number[] {
  const days: number[] = [];
  let next = day + wholeBetween(draw, 1, 7);
  while (next < periodDays) {
    days.push(next);
    if (!chance(draw, anotherOrderChance)) break;
    next += 1 + Math.floor(gapDays(draw, baseline.meanGapDays));
  }
  return days;
}
