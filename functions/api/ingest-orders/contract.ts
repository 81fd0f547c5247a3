import { orderSchema } from '../../../shared/orders/order.ts';
import type { Contract } from '../../toolkit/contract.ts';
import { factAnswers, factsSchema, orderResultSchema } from '../facts.ts';

export const sendOrders = {
  summary: 'Send orders',
  description:
    'One order, a list, or `{ "orders": [ … ] }`. Send an order again whenever it changes: the version with the latest `updatedAt` counts, and a repeat is harmless.',
  body: factsSchema(orderSchema, 'orders'),
  answers: factAnswers(orderResultSchema),
  example: {
    body: {
      id: '1001',
      customer: {
        id: 'c42',
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        consents: { email: true },
      },
      placedAt: '2026-11-26T10:00:00+01:00',
      updatedAt: '2026-11-26T10:00:00+01:00',
      status: 'placed',
      currency: 'EUR',
      lines: [{ sku: 'tea-assam', name: 'Assam, 100 g', quantity: 2, unitPrice: 1250 }],
      totals: { shipping: 490, total: 2990 },
    },
    status: 200,
    answer: {
      results: [{ orderId: '1001', result: 'created' }],
    },
  },
} as const satisfies Contract;
