import type { CustomerRef, OrderId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Store } from '../store/store.ts';
import type { RecordedFact } from './fold-profile.ts';

/**
 * Gives the places of shared codes back that cancelled orders had, so that another customer can use the code. An order
 * that is placed again has its place again, even where that is one more than the limit: the shop has given the discount.
 * Each time may be the first after a crash, so what is done follows from the orders as they are now.
 *
 * A customer who asks at two tills for two orders at the same time may keep a place after both are cancelled: the limit
 * holds, and one use of it may be lost.
 *
 * @param facts those that came in
 */
export async function settlePlaces(
  store: Pick<Store, 'coupons' | 'activity' | 'sharedCodes'>,
  ref: CustomerRef,
  { customerId, redeemingOrders = [] }: Profile,
  facts: readonly RecordedFact[],
): Promise<void> {
  const changed = new Set<OrderId>(
    facts.flatMap(({ fact, isNew }) =>
      fact.type === 'order' && (!isNew || fact.order.status === 'cancelled') ? [fact.order.id] : [],
    ),
  );
  if (!redeemingOrders.some((id) => changed.has(id))) return;
  for (const { code, shared, redemption } of await store.coupons.allOf(customerId)) {
    if (shared === undefined || redemption === undefined || !changed.has(redemption.orderId)) continue;
    const order = await store.activity.findOrder(customerId, redemption.orderId);
    const place = { code, ref, orderId: redemption.orderId };
    if (order?.status === 'cancelled') await store.sharedCodes.releasePlace(place);
    else await store.sharedCodes.keepPlace(place);
  }
}
