import type { Order } from './order.ts';

/** How much of an order was refunded, in minor units. */
export function refundedAmountOf(order: Order): number {
  if (order.status === 'refunded') return order.totals.total;
  return order.status === 'refunded-in-part' ? (order.refunded ?? 0) : 0;
}

/** What an order came to less what was given back for it, in minor units. */
export const netOf = (order: Order): number => order.totals.total - refundedAmountOf(order);
