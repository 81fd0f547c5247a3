import * as z from 'zod';
import { RekindleError } from '../../shared/errors.ts';
import { couponCodeIn, type EngagementInput, type OrderInput } from '../shop/simulated-shop.ts';

const factsPerRequest = 100;

const resultsSchema = z.object({ results: z.array(z.object({ result: z.string() })) });

type OnSent = (sent: number) => void;

/** Sends orders as a shop's webhooks do, a hundred to a request. @throws RekindleError when one is rejected */
export const sendOrders = (apiUrl: string, orders: readonly OrderInput[], onSent?: OnSent): Promise<void> =>
  sendFacts(`${apiUrl}/orders`, orders, onSent);

/** Sends what people do besides ordering, likewise. @throws RekindleError when anything is rejected */
export const sendActivity = (
  apiUrl: string,
  activity: readonly EngagementInput[],
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
    if (!response.ok) throw new RekindleError(`refused with ${response.status}: ${text}`, { where: url });
    const rejected = resultsSchema
      .parse(JSON.parse(text))
      .results.filter(({ result }) => result === 'rejected');
    if (rejected.length > 0)
      throw new RekindleError(`${rejected.length} facts were rejected: ${text}`, { where: url });
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
