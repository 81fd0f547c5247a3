import * as z from 'zod';
import { RekindleError } from '../../shared/errors.ts';
import { couponCodeIn, type InteractionInput, type OrderInput } from '../shop/simulated-shop.ts';

const factsPerRequest = 100;

const resultsSchema = z.object({ results: z.array(z.object({ result: z.string() })) });

type OnSent = (sent: number) => void;

/** Sends orders as a shop's webhooks do, 100 per request. @throws RekindleError when any is rejected */
export const sendOrders = (apiUrl: string, orders: readonly OrderInput[], onSent?: OnSent): Promise<void> =>
  sendFacts(`${apiUrl}/orders`, orders, onSent);

/** Sends interactions in the same way. @throws RekindleError when any is rejected */
export const sendActivity = (
  apiUrl: string,
  activity: readonly InteractionInput[],
  onSent?: OnSent,
): Promise<void> => sendFacts(`${apiUrl}/activity`, activity, onSent);

async function sendFacts(
  url: string,
  facts: readonly object[],
  onSent: OnSent = () => undefined,
): Promise<void> {
  for (let from = 0; from < facts.length; from += factsPerRequest) {
    const batch = facts.slice(from, from + factsPerRequest);
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(batch) });
    const text = await response.text();
    if (!response.ok)
      throw new RekindleError(`the request was refused with ${response.status}: ${text}`, { where: url });
    const rejected = resultsSchema
      .parse(JSON.parse(text))
      .results.filter(({ result }) => result === 'rejected');
    if (rejected.length > 0)
      throw new RekindleError(`${rejected.length} facts were rejected: ${text}`, { where: url });
    onSent(from + batch.length);
  }
}

/** Redeems the coupons of orders, as a checkout does before payment. @throws RekindleError when one is refused */
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
