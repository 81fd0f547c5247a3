import { addMonths, daysBetween, monthOf, type PlainDate } from '../../calendar.ts';
import { orderChannels } from '../../orders/order.ts';
import { monthsKept, type OrderFacts, repeatMonthsKept } from '../../profile/profile.ts';
import { spentInLastYear } from '../../scoring/tier.ts';
import { refundedShareOf } from '../../scoring/traits.ts';
import { between, betweenInMonths } from './ranges.ts';
import { someOf } from './words.ts';

export const orders = between('count', {
  description: 'How many orders the customer has placed, cancelled ones left out.',
  example: '{ atLeast: 2 }',
  read: (customer) => customer.orders?.count ?? 0,
});

export const orderDays = betweenInMonths('count', {
  description: 'On how many days the customer has ordered, ever or in the last calendar months.',
  example: '{ atLeast: 3, inMonths: 12 }',
  // One less than are kept: a shop's clock may be ahead of ours by a day, and so in the next month.
  mostMonths: repeatMonthsKept - 1,
  read: (customer, { asOf }, months) =>
    customer.orders === undefined ? 0 : orderDaysIn(customer.orders, asOf, months),
});

function orderDaysIn(
  { days, firstDay, repeatDaysByMonth = {} }: OrderFacts,
  asOf: PlainDate,
  months: number | undefined,
): number {
  if (months === undefined) return days;
  const oldest = addMonths(monthOf(asOf), 1 - months);
  return sumSince(repeatDaysByMonth, oldest) + (monthOf(firstDay) >= oldest ? 1 : 0);
}

function sumSince(byMonth: Readonly<Record<string, number>>, oldest: string): number {
  let sum = 0;
  for (const month in byMonth) if (month >= oldest) sum += byMonth[month] ?? 0;
  return sum;
}

export const cancelledOrders = between('count', {
  description: 'How many orders the customer has cancelled.',
  example: '{ atLeast: 2 }',
  read: (customer) => customer.cancelledOrders ?? 0,
});

export const daysSinceFirstOrder = between('days', {
  description: 'Days since the first order. A customer who has never ordered does not match.',
  example: '{ atLeast: 365 }',
  absent: 'never',
  read: (customer, { asOf }) => customer.orders && daysBetween(customer.orders.firstDay, asOf),
});

export const daysSinceLastOrder = between('days', {
  description: 'Days since the last order. A customer who has never ordered does not match.',
  example: '{ atMost: 30 }',
  absent: 'never',
  read: (customer, { asOf }) => customer.orders && daysBetween(customer.orders.lastDay, asOf),
});

export const orderedVia = someOf('orderChannels', orderChannels, {
  description: 'The customer has ordered by any of these ways, as far as orders say.',
  example: '[store]',
  read: ({ orders: facts }) => orderChannels.filter((channel) => (facts?.byChannel?.[channel] ?? 0) > 0),
});

export const discountedShare = between('share', {
  description: "The share of the customer's orders that had a discount.",
  example: '{ atLeast: 50% }',
  absent: 'none',
  read: (customer) => customer.orders && customer.orders.ordersDiscounted / customer.orders.count,
});

export const refundedShare = between('share', {
  description: 'The share of what the customer paid that was refunded.',
  example: '{ atMost: 10% }',
  absent: 'none',
  read: (customer) => customer.orders && refundedShareOf(customer.orders),
});

export const spent = betweenInMonths('money', {
  description:
    "Net spend, ever or in the last calendar months, in whole units of the shop's currency (pounds, not pence).",
  example: '{ atLeast: 100, inMonths: 3 }',
  mostMonths: monthsKept - 1,
  read: (customer, { asOf }, months) => {
    if (customer.orders === undefined) return 0;
    const { spent: ever, spentByMonth } = customer.orders;
    return months === undefined ? ever : sumSince(spentByMonth, addMonths(monthOf(asOf), 1 - months));
  },
});

export const spentLastYear = between('money', {
  description:
    "Spent in this month and the eleven before it, in whole units of the shop's currency (pounds, not pence).",
  example: '{ atLeast: 200 }',
  read: (customer, { asOf }) => spentInLastYear(customer.orders, asOf),
});

export const averageOrder = between('money', {
  description:
    "What an order of the customer's is worth on average, net, in whole units of the shop's currency.",
  example: '{ atLeast: 50 }',
  absent: 'none',
  read: ({ orders: facts }) => facts && facts.spent / facts.count,
});
