import { addMonths, dayIn, daysBetween, type Instant, monthOf, type PlainDate } from '../calendar.ts';
import {
  type Interaction,
  interactionKeyOf,
  isInteraction,
  isOptInSource,
} from '../interactions/interaction.ts';
import type { Order } from '../orders/order.ts';
import { latestVersions } from '../versions.ts';
import type { Activity, RefundActivity, SuppressionActivity } from './activity.ts';
import { contactFacts } from './contact-facts.ts';
import { interactionFacts } from './interaction-facts.ts';
import { type Contact, type Facts, monthsKept, type OrderFacts, type Suppressions } from './profile.ts';

/**
 * Folds all activity of one customer into the facts of the profile. Neither the order of `activity` nor repetitions
 * matter: the same set always gives the same facts.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function foldActivity(activity: readonly Activity[], timeZone: string): Facts {
  const orders = latestVersions(
    activity.flatMap((one) => (one.type === 'order' ? [one.order] : [])),
    ({ id }) => id,
  );
  const refunds = distinctById(activity.filter((one): one is RefundActivity => one.type === 'refund'));
  const suppressions = activity.filter((one): one is SuppressionActivity => one.type === 'suppression');
  const interactions = latestVersions(activity.filter(isInteraction), interactionKeyOf);
  const known = contactFacts(orders, refunds, interactions);
  const counted = orders.filter((order) => order.status !== 'cancelled');
  const redeemedAt = activity
    .flatMap((one) => (one.type === 'redemption' ? [one.at] : []))
    .sort()
    .at(-1);
  const orderFacts = orderFactsOf(counted, refunds, timeZone);
  return {
    ...known,
    suppressions: suppressionsFrom(suppressions.filter((one) => isStillInForce(one, known, interactions))),
    cancelledOrders: orders.length - counted.length,
    ...(orderFacts !== undefined && { orders: orderFacts }),
    ...(redeemedAt !== undefined && { redeemedAt }),
    ...interactionFacts(interactions, timeZone),
  };
}

const distinctById = <T extends { readonly id: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/**
 * A bounce closes an address, not the channel, so it no longer counts once the customer has another one. Unsubscribing
 * counts until the customer opts in again in a way that is stated; a checkbox at checkout is none.
 */
function isStillInForce(
  suppression: SuppressionActivity,
  { contact: { email } }: { readonly contact: Contact },
  interactions: readonly Interaction[],
): boolean {
  if (suppression.reason === 'bounced') {
    return email === undefined || suppression.address === email.toLowerCase();
  }
  if (suppression.reason !== 'unsubscribed') return true;
  return !interactions.some((one) => isOptIn(one, suppression.channel) && one.at > suppression.at);
}

const isOptIn = (one: Interaction, channel: SuppressionActivity['channel']): boolean =>
  one.type === 'consent' && one.channel === channel && one.granted && isOptInSource(one.source);

/** The first event that closed each channel; for email, a complaint outweighs the rest. */
function suppressionsFrom(suppressions: readonly SuppressionActivity[]): Suppressions {
  const inOrder = [...suppressions].sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
  const emails = inOrder.filter((one) => one.channel === 'email');
  const email = emails.find((one) => one.reason === 'complained') ?? emails[0];
  const phone = inOrder.find((one) => one.channel === 'phone');
  return {
    ...(email && { email: { reason: email.reason, at: email.at } }),
    ...(phone && { phone: { reason: phone.reason, at: phone.at } }),
  };
}

/** Undefined without an order. */
function orderFactsOf(
  orders: readonly Order[],
  refunds: readonly RefundActivity[],
  timeZone: string,
): OrderFacts | undefined {
  const moments = orders.map((order) => order.placedAt).sort();
  const lastAt = moments.at(-1);
  const days = [...new Set(moments.map((moment) => dayIn(timeZone, moment)))];
  const firstDay = days[0];
  const lastDay = days.at(-1);
  if (lastAt === undefined || firstDay === undefined || lastDay === undefined) return undefined;
  const dayBefore = days.at(-2);
  const movements = netMovements(orders, refunds);
  return {
    count: orders.length,
    days: days.length,
    firstDay,
    lastDay,
    lastAt,
    ...(dayBefore !== undefined && { lastGapDays: daysBetween(dayBefore, lastDay) }),
    spent: sum(movements.map((movement) => movement.minor)),
    refunded: sum(orders.map(refundedAmountOf)) + sum(refunds.map((refund) => refund.amount)),
    ordersRefunded: orders.filter((order) => refundedAmountOf(order) > 0).length + refunds.length,
    ordersDiscounted: orders.filter(isDiscounted).length,
    spentByMonth: sumByMonth(movements, lastDay, timeZone),
  };
}

interface Movement {
  readonly at: Instant;
  readonly minor: number;
}

const netMovements = (orders: readonly Order[], refunds: readonly RefundActivity[]): Movement[] => [
  ...orders.map((order) => ({ at: order.placedAt, minor: order.totals.total - refundedAmountOf(order) })),
  ...refunds.map((refund) => ({ at: refund.at, minor: -refund.amount })),
];

/** How much of one order was refunded, in minor units. */
function refundedAmountOf(order: Order): number {
  if (order.status === 'refunded') return order.totals.total;
  return order.status === 'refunded-in-part' ? (order.refunded ?? 0) : 0;
}

const isDiscounted = (order: Order): boolean => order.discounts.length > 0 || order.totals.discount > 0;

/** Net spend by month; the oldest is `monthsKept` − 1 months before that of the last order. */
function sumByMonth(
  movements: readonly Movement[],
  lastDay: PlainDate,
  timeZone: string,
): Record<string, number> {
  const oldest = addMonths(monthOf(lastDay), 1 - monthsKept);
  const months = new Map<string, number>();
  for (const { at, minor } of movements) {
    const month = monthOf(dayIn(timeZone, at));
    if (month >= oldest && minor !== 0) months.set(month, (months.get(month) ?? 0) + minor);
  }
  return Object.fromEntries([...months].sort(([a], [b]) => compare(a, b)));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
