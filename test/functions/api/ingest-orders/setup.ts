import { uniformFrom } from '../../../../shared/hash.ts';

/** A second of the day of their own for each customer: an order of the same number and time would be the same order. */
const secondOf = (customerId: string): number => Math.floor(uniformFrom(customerId) * 36_000);

/** The payload of an order, as a shop sends it. */
export const anOrder = (id: string, customerId: string, more: object = {}) => ({
  id,
  customer: { id: customerId },
  placedAt: new Date(Date.parse('2026-11-01T12:00:00Z') + secondOf(customerId) * 1000).toISOString(),
  updatedAt: '2026-11-01T12:00:00Z',
  status: 'placed',
  currency: 'EUR',
  lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
  totals: { total: 1000 },
  ...more,
});
