import type { ScoringSettings } from '../../settings/scoring-settings.ts';

/** What turns orders into money: margin, discount by the year, months. */
export type ValueSettings = ScoringSettings['value'];

/** A twelfth of 365 days, so that twelve months are the year that E is asked for elsewhere. */
export const daysInMonth = 365 / 12;

/**
 * Σ [E(k) − E(k−1)]/(1+d)^(k−½) over the coming months: orders, each weighted by what waiting until the middle of its
 * month costs. d is the monthly rate.
 *
 * @param expectedWithin E: the orders to expect within so many days
 */
export function discountedOrders(
  expectedWithin: (days: number) => number,
  { annualDiscount, months }: Pick<ValueSettings, 'annualDiscount' | 'months'>,
): number {
  let total = 0;
  let before = 0;
  for (let month = 1; month <= months; month += 1) {
    const until = expectedWithin(month * daysInMonth);
    total += (until - before) * (1 + annualDiscount) ** ((0.5 - month) / 12);
    before = until;
  }
  return total;
}

/** Customer lifetime value over the coming months: margin · E[M] · discounted orders, in the unit of E[M]. */
export const lifetimeValue = (
  expectedWithin: (days: number) => number,
  expectedOrderValue: number,
  settings: ValueSettings,
): number => settings.margin * expectedOrderValue * discountedOrders(expectedWithin, settings);
