import { daysBetween, type PlainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { Lifecycle } from './classes.ts';
import type { GapLimits } from './population.ts';

/**
 * How alive a customer is, by the days since the last order against the gaps that this shop's repeat customers leave
 * between orders. A customer with one order day has no rhythm that could cool, and so stays first-time until silent.
 *
 * The limits move a little every night, and nobody should come back to life because a quantile moved: a customer who
 * was further gone last night returns only from well within the limit, which without an order hardly happens.
 */
export function lifecycleOf(
  orders: OrderFacts | undefined,
  gaps: GapLimits,
  asOf: PlainDate,
  before?: Lifecycle,
): Lifecycle {
  const now = lifecycleWithin(orders, gaps, asOf);
  if (before === undefined || distanceOf[now] >= distanceOf[before]) return now;
  const wellWithin = lifecycleWithin(orders, narrowed(gaps), asOf);
  return distanceOf[wellWithin] < distanceOf[before] ? wellWithin : before;
}

function lifecycleWithin(orders: OrderFacts | undefined, gaps: GapLimits, asOf: PlainDate): Lifecycle {
  if (orders === undefined) return 'prospect';
  const silentForDays = daysBetween(orders.lastDay, asOf);
  if (silentForDays > gaps.silentDays) return 'lost';
  if (silentForDays > gaps.coolingDays) return 'silent';
  if (orders.days === 1) return 'first-time';
  return silentForDays > gaps.activeDays ? 'cooling' : 'active';
}

/** How far gone each is. Becoming a prospect (all orders cancelled) or a first-time buyer again is no return. */
const distanceOf: Record<Lifecycle, number> = {
  prospect: 4,
  'first-time': 0,
  active: 0,
  cooling: 1,
  silent: 2,
  lost: 3,
};

/** How much further a limit must move than a customer's silence before it counts. */
const slack = 0.85;

const narrowed = (gaps: GapLimits): GapLimits => ({
  ...gaps,
  activeDays: gaps.activeDays * slack,
  coolingDays: gaps.coolingDays * slack,
  silentDays: gaps.silentDays * slack,
});
