import * as z from 'zod';
import { RekindleError } from '../../../shared/errors.ts';
import { couponCodeIn, type OrderInput } from '../simulated-shop/simulated-shop.ts';

const ordersPerRequest = 100;

const resultsSchema = z.object({
  results: z.array(z.object({ result: z.string(), orderId: z.string().optional() })),
});

/** Sends orders as a shop's webhooks do, a hundred to a request. @throws RekindleError when one is rejected */
export async function sendOrders(
  apiUrl: string,
  orders: readonly OrderInput[],
  onSent: (sent: number) => void = () => undefined,
): Promise<void> {
  for (let from = 0; from < orders.length; from += ordersPerRequest) {
    const batch = orders.slice(from, from + ordersPerRequest);
    const response = await fetch(`${apiUrl}/orders`, { method: 'POST', body: JSON.stringify(batch) });
    const text = await response.text();
    if (!response.ok)
      throw new RekindleError(`the shop's orders were refused with ${response.status}: ${text}`);
    const rejected = resultsSchema
      .parse(JSON.parse(text))
      .results.filter(({ result }) => result === 'rejected');
    if (rejected.length > 0)
      throw new RekindleError(`${rejected.length} of the shop's orders were rejected: ${text}`);
    onSent(from + batch.length);
  }
}

/** Redeems the coupons that orders carry, as a checkout does before it takes the money. */
export async function redeemCoupons(apiUrl: string, orders: readonly OrderInput[]): Promise<void> {
  for (const order of orders) {
    const code = couponCodeIn(order);
    if (code === undefined) continue;
    const body = JSON.stringify({ customerId: order.customer.id, orderId: order.id });
    const response = await fetch(`${apiUrl}/coupons/${code}`, { method: 'POST', body });
    if (!response.ok)
      throw new RekindleError(`coupon ${code} of order ${order.id} was refused: ${await response.text()}`);
  }
}
