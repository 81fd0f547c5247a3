import type { ScoringSettings } from '../../settings/scoring-settings.ts';

/** What turns orders into money: margin, annual discount rate, and how many months ahead orders count. */
export type ValueSettings = ScoringSettings['value'];

/** A twelfth of 365 days, so that twelve months are the year for which E is computed elsewhere. */
export const daysInMonth = 365 / 12;

/**
 * Discounted expected orders, Σ [E(k) − E(k−1)]/(1+d)^(k−½) over the coming months k: the orders of a month are
 * discounted to its middle. d is the monthly rate, (1 + annualDiscount)^(1/12) − 1.
 *
 * @param expectedWithin E: the expected number of orders within a number of days
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

/**
 * Customer lifetime value over the coming months: margin · E[M] · discounted orders, in the unit of E[M].
 *
 * @param expectedWithin the expected number of orders within a number of days
 * @param expectedOrderValue E[M]
 */
export const lifetimeValue = (
  expectedWithin: (days: number) => number,
  expectedOrderValue: number,
  settings: ValueSettings,
): number => settings.margin * expectedOrderValue * discountedOrders(expectedWithin, settings);
