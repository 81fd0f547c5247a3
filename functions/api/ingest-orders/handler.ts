import { validateOrder } from '../../../shared/orders/order.ts';
import { createIngestHandler } from '../ingest.ts';

/** POST /orders: stores orders and folds them into their customers' profiles. Sending anything again is harmless. */
export const handler = createIngestHandler({
  list: 'orders',
  one: 'order',
  many: 'orders',
  judge(input, { currency }, receivedAt) {
    const verdict = validateOrder(input, { shopCurrency: currency, receivedAt });
    if (!verdict.accepted) return { named: { orderId: verdict.orderId }, issues: verdict.issues };
    const { order } = verdict;
    return {
      named: { orderId: order.id },
      customerId: order.customer.id,
      activity: { type: 'order', order },
    };
  },
});
