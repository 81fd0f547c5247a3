import { dayIn } from '../calendar.ts';
import type { Earning } from '../orders/earning.ts';
import type { Order } from '../orders/order.ts';
import type { Tier } from '../profile/classes.ts';
import type { Settings } from '../settings/settings.ts';

/** What decides how many points an order earns. */
export type EarningRules = Pick<Settings, 'points' | 'benefits' | 'timeZone'>;

/**
 * By what an order earns points that is received now: the rate of the tier that the customer has. Undefined when it
 * earns none.
 *
 * @param tier of the customer before the order
 */
export function earningFor(
  { placedAt }: Pick<Order, 'placedAt'>,
  tier: Tier,
  { points: { since, expireAfterMonths: months }, benefits, timeZone }: EarningRules,
): Earning | undefined {
  const { pointsRate } = benefits[tier];
  if (since === undefined || pointsRate === 0 || dayIn(timeZone, placedAt) < since) return undefined;
  return { pointsRate, ...(months !== undefined && { months }) };
}
