import { daysBetween, type PlainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { Lifecycle } from './classes.ts';
import type { GapLimits } from './population.ts';

/**
 * How alive a customer is, by the days since the last order against the gaps that this shop's repeat customers leave
 * between orders. A customer with one order day has no rhythm that could cool, and so stays first-time until silent.
 */
export function lifecycleOf(orders: OrderFacts | undefined, gaps: GapLimits, asOf: PlainDate): Lifecycle {
  if (orders === undefined) return 'prospect';
  const silentForDays = daysBetween(orders.lastDay, asOf);
  if (silentForDays > gaps.silentDays) return 'lost';
  if (silentForDays > gaps.coolingDays) return 'silent';
  if (orders.days === 1) return 'first-time';
  return silentForDays > gaps.activeDays ? 'cooling' : 'active';
}
