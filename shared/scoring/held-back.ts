import { gapDaysKept, type OrderFacts } from '../profile/profile.ts';
import type { OrderHistory } from './models/order-history.ts';

/** How many days are held back to see which of two models would have predicted them better. */
export const heldBackDays = gapDaysKept;

/** A customer as it was before the days that are held back; 0 for one who had not ordered yet. */
export interface BeforeHeldBack {
  readonly repeatsBefore: number;
  readonly lastAfterDaysBefore: number;
}

/**
 * Goes back by the customer's latest gaps until no order is left in the days that are held back.
 *
 * @param history the same customer's, as of the night
 */
export function beforeHeldBack({ gaps }: Pick<OrderFacts, 'gaps'>, history: OrderHistory): BeforeHeldBack {
  let repeatsBefore = history.repeats;
  let lastAfterDaysBefore = history.lastAfterDays;
  const latest = gaps?.latest ?? [];
  for (let newest = latest.length - 1; newest >= 0; newest -= 1) {
    if (lastAfterDaysBefore <= history.ageDays - heldBackDays) break;
    lastAfterDaysBefore -= latest[newest] ?? 0;
    repeatsBefore -= 1;
  }
  return { repeatsBefore, lastAfterDaysBefore };
}
