import type { Earning } from '../orders/earning.ts';
import type { Order } from '../orders/order.ts';
import { noPoints, type PointsEntry, withEntries } from '../points/ledger.ts';
import { entryOf, entryOfOrder } from '../points/points.ts';
import type { Activity, PointsActivity } from './activity.ts';
import type { Facts } from './profile.ts';

/** The facts about points alone, each once. */
export const aboutPoints = (activity: readonly Activity[]): readonly PointsActivity[] => [
  ...new Map(
    activity.flatMap((one) =>
      one.type === 'points-granted' || one.type === 'points-spent' ? [[entryOf(one).id, one]] : [],
    ),
  ).values(),
];

/** By what each order earns points, for those that do. */
export function earningsIn(activity: readonly Activity[]): ReadonlyMap<string, Earning> {
  const earnings = new Map<string, Earning>();
  for (const one of activity)
    if (one.type === 'order' && one.earns !== undefined) earnings.set(one.order.id, one.earns);
  return earnings;
}

/** Everything that brought or cost a customer points. Neither order nor repetitions matter. */
export function pointsEntries(
  activity: readonly Activity[],
  orders: readonly Order[],
  timeZone: string,
): readonly PointsEntry[] {
  const earnings = earningsIn(activity);
  const ofOrders = orders.flatMap((order) => {
    const earning = earnings.get(order.id);
    return (earning && entryOfOrder(order, earning, timeZone)) ?? [];
  });
  return [...ofOrders, ...aboutPoints(activity).map(entryOf)];
}

/**
 * What is left of a customer's points.
 *
 * @param before what was left of earlier entries
 * @param orders those in `activity`, each in its latest version
 * @param timeZone the shop's; it decides in which month an entry was
 */
export function pointFacts(
  { points: before }: Pick<Facts, 'points'>,
  activity: readonly Activity[],
  orders: readonly Order[],
  timeZone: string,
): Pick<Facts, 'points'> {
  const entries = pointsEntries(activity, orders, timeZone);
  if (entries.length === 0) return before === undefined ? {} : { points: before };
  return { points: withEntries(before ?? noPoints, entries, timeZone) };
}
