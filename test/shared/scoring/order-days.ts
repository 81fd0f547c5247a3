import { instant, type PlainDate } from '../../../shared/calendar.ts';
import { type Order, orderSchema } from '../../../shared/orders/order.ts';
import { orderFacts } from '../../../shared/profile/order-facts.ts';
import type { OrderFacts } from '../../../shared/profile/profile.ts';

const placed = orderSchema.parse({
  id: 'any',
  customer: { id: 'c1' },
  placedAt: '2026-01-01T12:00:00Z',
  updatedAt: '2026-01-01T12:00:00Z',
  status: 'placed',
  currency: 'EUR',
  lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
  totals: { total: 1000 },
});

/** What a profile knows of a customer who ordered on these days; undefined when there is none. */
export function factsOf(days: readonly PlainDate[]): OrderFacts | undefined {
  const orders = days.map((day): Order => ({ ...placed, placedAt: instant(`${day}T12:00:00Z`) }));
  return orderFacts(undefined, orders, [], 'UTC');
}
