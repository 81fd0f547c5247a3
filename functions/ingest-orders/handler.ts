import pMap from 'p-map';
import * as z from 'zod';
import type { InputIssue } from '../../shared/errors.ts';
import { type CustomerId, judgeOrder, type Order } from '../../shared/orders/order.ts';
import { foldIntoProfile } from '../../shared/store/projection.ts';
import { answer, httpHandler, parseRequest } from '../toolkit/http.ts';
import { store } from '../toolkit/store.ts';

const ordersPerRequest = 100;
const customersAtOnce = 8;

const batchSchema = z
  .array(z.unknown(), 'send one order, a list of orders, or { "orders": [ … ] }')
  .min(1, 'send at least one order')
  .max(ordersPerRequest, `send at most ${ordersPerRequest} orders at a time`);

/** One order, a list, or { orders: [...] }: whichever a shop's webhook finds easiest. */
function batchIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return 'orders' in body ? body.orders : [body];
}

interface OrderResult {
  readonly orderId?: string | undefined;
  readonly result: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly issues?: readonly InputIssue[];
}

/** POST /orders: stores orders and folds them into their customers' profiles. Sending anything again is harmless. */
export const handler = httpHandler(async ({ body, at }) => {
  const inputs = parseRequest(batchSchema, batchIn(body));
  const { currency, timeZone } = await store.settings.load();
  const verdicts = inputs.map((input) => judgeOrder(input, { shopCurrency: currency, receivedAt: at }));
  const accepted = verdicts.flatMap((verdict) => (verdict.accepted ? [verdict.order] : []));
  const recorded = await recordByCustomer(accepted, timeZone);
  const results = verdicts.map((verdict): OrderResult => {
    if (verdict.accepted)
      return { orderId: verdict.order.id, result: recorded.get(verdict.order) ?? 'unchanged' };
    return { orderId: verdict.orderId, result: 'rejected', issues: verdict.issues };
  });
  return answer(accepted.length === 0 ? 422 : 200, { results });
});

/** Records every order, then folds each customer once. */
async function recordByCustomer(orders: readonly Order[], timeZone: string) {
  const results = new Map<Order, OrderResult['result']>();
  const byCustomer = new Map<CustomerId, Order[]>();
  for (const order of orders)
    byCustomer.set(order.customer.id, [...(byCustomer.get(order.customer.id) ?? []), order]);
  await pMap(
    byCustomer,
    async ([customerId, theirs]) => {
      // One after the other, because a batch may hold two versions of one order.
      for (const order of theirs) {
        results.set(order, await store.activity.record(customerId, { type: 'order', order }));
      }
      await foldIntoProfile(store, customerId, timeZone);
    },
    { concurrency: customersAtOnce },
  );
  return results;
}
