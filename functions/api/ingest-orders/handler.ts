import { validateOrder } from '../../../shared/orders/order.ts';
import { createIngestHandler } from '../ingest.ts';

/**
 * POST /orders: stores the orders that the shop sends and folds them into their customers' profiles. A repeat is
 * harmless.
 */
export const handler = createIngestHandler({
  listField: 'orders',
  singular: 'order',
  plural: 'orders',
  validate(input, { currency, timeZone }, receivedAt) {
    const verdict = validateOrder(input, { shopCurrency: currency, receivedAt, timeZone });
    if (!verdict.accepted) return { identity: { orderId: verdict.orderId }, issues: verdict.issues };
    const { order, leftOut } = verdict;
    return {
      identity: { orderId: order.id },
      customerId: order.customer.id,
      activity: { type: 'order', order },
      leftOut,
    };
  },
});
