import { offerIn, type WrittenOffer } from '../coupons/written-offer.ts';
import type { Currency } from '../money.ts';
import type { OrderFacts } from '../profile/profile.ts';

/**
 * What a coupon takes off, in minor units, if it is used for an order of the customer's usual size. Undefined where the
 * benefit has no price here: shipping, a gift, a trial, or a share of a first order.
 */
export function promisedDiscount(
  written: WrittenOffer,
  orders: OrderFacts | undefined,
  currency: Currency,
): number | undefined {
  const { benefit } = offerIn(written, currency);
  if (benefit.kind === 'amount') return benefit.amountOff;
  if (benefit.kind !== 'percent' || orders === undefined) return undefined;
  const usual = Math.max(0, orders.spent + orders.refunded) / orders.count;
  return (usual * benefit.percentOff) / 100;
}
