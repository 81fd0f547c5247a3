import { addMonths, dayIn, daysBetween, type Instant, monthOf, type PlainDate } from '../calendar.ts';
import { netOf, refundedAmountOf } from '../orders/net.ts';
import type { Order } from '../orders/order.ts';
import type { RefundActivity } from './activity.ts';
import { type GapFacts, gapDaysKept, monthsKept, type OrderFacts, repeatMonthsKept } from './profile.ts';

/**
 * Statistics of the orders that count, and of the refunds that do not name theirs. Undefined without an order.
 *
 * @param before the statistics of orders that were all placed earlier than `orders`, and of their refunds
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function orderFacts(
  before: OrderFacts | undefined,
  orders: readonly Order[],
  refunds: readonly RefundActivity[],
  timeZone: string,
): OrderFacts | undefined {
  const moments = orders.map((order) => order.placedAt).sort();
  const dates = moments.reduce<OrderDates | undefined>(
    (known, moment) => withMoment(known, moment, timeZone),
    before,
  );
  if (dates === undefined) return undefined;
  const sums = before ?? noSums;
  const withoutTime = orders.flatMap(({ placedOn }) => placedOn ?? []);
  const lastDayWithoutTime = [sums.lastDayWithoutTime ?? [], withoutTime].flat().sort().at(-1);
  const movements = netMovements(orders, refunds);
  return {
    ...dates,
    count: sums.count + orders.length,
    ...(lastDayWithoutTime !== undefined && { lastDayWithoutTime }),
    spent: sums.spent + sum(movements.map((movement) => movement.minor)),
    refunded: sums.refunded + sum(orders.map(refundedAmountOf)) + sum(refunds.map((refund) => refund.amount)),
    ordersRefunded:
      sums.ordersRefunded + orders.filter((order) => refundedAmountOf(order) > 0).length + refunds.length,
    ordersDiscounted: sums.ordersDiscounted + orders.filter(isDiscounted).length,
    ...countByChannel(sums.byChannel, orders),
    spentByMonth: sumByMonth(sums.spentByMonth, movements, dates.lastDay, timeZone),
  };
}

type OrderDates = Pick<OrderFacts, 'days' | 'firstDay' | 'lastDay' | 'lastAt' | 'repeatDaysByMonth' | 'gaps'>;

const noSums: Omit<OrderFacts, keyof OrderDates> = {
  count: 0,
  spent: 0,
  refunded: 0,
  ordersRefunded: 0,
  ordersDiscounted: 0,
  spentByMonth: {},
};

/** The dates after one more order, placed no earlier than those before. */
function withMoment(before: OrderDates | undefined, lastAt: Instant, timeZone: string): OrderDates {
  const day = dayIn(timeZone, lastAt);
  if (before === undefined) return { days: 1, firstDay: day, lastDay: day, lastAt };
  // Not only on the same day: where clocks go back over midnight, the end of a day comes once more after the next began.
  if (day <= before.lastDay) return { ...before, lastAt };
  const repeatDaysByMonth = withRepeat(before.repeatDaysByMonth, monthOf(day));
  const gaps = withGap(before.gaps, daysBetween(before.lastDay, day));
  return { ...before, days: before.days + 1, lastDay: day, lastAt, repeatDaysByMonth, gaps };
}

function withGap({ logSum, latest }: GapFacts = { logSum: 0, latest: [] }, days: number): GapFacts {
  const kept = [...latest, days];
  let reach = sum(kept);
  while (reach - (kept[0] ?? reach) >= gapDaysKept) reach -= kept.shift() ?? 0;
  return { logSum: logSum + Math.round(Math.log(days) * 1e6), latest: kept };
}

function withRepeat(before: Readonly<Record<string, number>> = {}, month: string): Record<string, number> {
  const oldest = addMonths(month, 1 - repeatMonthsKept);
  const kept = Object.entries(before).filter(([known]) => known >= oldest);
  return { ...Object.fromEntries(kept), [month]: (before[month] ?? 0) + 1 };
}

interface Movement {
  readonly at: Instant;
  readonly minor: number;
}

const netMovements = (orders: readonly Order[], refunds: readonly RefundActivity[]): Movement[] => [
  ...orders.map((order) => ({ at: order.placedAt, minor: netOf(order) })),
  ...refunds.map((refund) => ({ at: refund.at, minor: -refund.amount })),
];

const isDiscounted = (order: Order): boolean => order.discounts.length > 0 || order.totals.discount > 0;

function countByChannel(
  before: OrderFacts['byChannel'],
  orders: readonly Order[],
): Pick<OrderFacts, 'byChannel'> {
  const placed = orders.flatMap(({ channel }) => channel ?? []);
  if (placed.length === 0) return before === undefined ? {} : { byChannel: before };
  const counts = { ...before };
  for (const channel of placed) counts[channel] = (counts[channel] ?? 0) + 1;
  return { byChannel: counts };
}

/** Net spend by month; the oldest is `monthsKept` − 1 months before that of the last order. */
function sumByMonth(
  before: OrderFacts['spentByMonth'],
  movements: readonly Movement[],
  lastDay: PlainDate,
  timeZone: string,
): OrderFacts['spentByMonth'] {
  const oldest = addMonths(monthOf(lastDay), 1 - monthsKept);
  const months = new Map(Object.entries(before));
  for (const { at, minor } of movements) {
    const month = monthOf(dayIn(timeZone, at));
    if (minor !== 0) months.set(month, (months.get(month) ?? 0) + minor);
  }
  const kept = [...months].filter(([month]) => month >= oldest);
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
