import { addMonths } from '../calendar.ts';
import type { Facts } from '../profile/profile.ts';

const monthsInYear = 12;

/**
 * What the shop stands to lose or win with a customer, in minor units: what they spent, net, in their best twelve months
 * in a row of the last 25. The best year and not the latest one, because who is called has often been quiet for months;
 * and not the forecast, which is low for the same reason. Somebody who never ordered has the latest cart at stake.
 */
export function valueAtStake({ orders, interest }: Pick<Facts, 'orders' | 'interest'>): number {
  if (orders === undefined) return Math.max(0, Math.round(interest?.cartValue ?? 0));
  const { spentByMonth } = orders;
  const years = Object.keys(spentByMonth).map((first) =>
    Array.from({ length: monthsInYear }, (_, month) => spentByMonth[addMonths(first, month)] ?? 0),
  );
  const best = Math.max(0, ...years.map((year) => year.reduce((sum, spent) => sum + spent, 0)));
  return Math.round(best);
}
