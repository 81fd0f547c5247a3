/** The payload of an order, as a shop sends it. */
export const anOrder = (id: string, customerId: string, more: object = {}) => ({
  id,
  customer: { id: customerId },
  placedAt: '2026-11-01T12:00:00Z',
  updatedAt: '2026-11-01T12:00:00Z',
  status: 'placed',
  currency: 'EUR',
  lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
  totals: { total: 1000 },
  ...more,
});
