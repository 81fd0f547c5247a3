import type { CustomerId } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Earning } from '../orders/earning.ts';
import type { Order } from '../orders/order.ts';
import { nameOfOrder, type OrderOwner, ownerAfter, ownerIn } from '../orders/order-owner.ts';
import type { OrderActivity } from '../profile/activity.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';
import { foldIntoProfile } from './fold-profile.ts';
import { settle } from './settle.ts';

type OwningStore = Pick<
  Store,
  | 'orderOwners'
  | 'activity'
  | 'customers'
  | 'recipients'
  | 'settings'
  | 'erasures'
  | 'journeys'
  | 'reports'
  | 'coupons'
  | 'sharedCodes'
>;

/** More doors than send the same order at the same time. */
const claimAttempts = 10;

/**
 * Says whose an order is, before it is recorded under a customer.
 *
 * @param earns by what the order earns points if this is the first that is received of it
 * @returns the owner; undefined when a later version of the order is another customer's, so this one must not be recorded
 */
export async function claimOrder(
  store: Pick<Store, 'orderOwners' | 'activity'>,
  customerId: CustomerId,
  order: Order,
  earns: Earning | undefined,
): Promise<OrderOwner | undefined> {
  return retryWhileContended<OrderOwner | undefined>(
    async () => {
      const before = await store.orderOwners.find(order);
      if (before === undefined) {
        // The same order with another time is another owner, and yet not the first that is received of it.
        const known = earns && (await store.activity.findOrderFact(customerId, order.id));
        const owner = ownerIn(order, customerId, known === undefined ? earns : known.earns);
        return (await store.orderOwners.add(owner)) ? owner : contended;
      }
      const after = ownerAfter(before, order, customerId);
      if (after === undefined || after === before) return after;
      return (await store.orderOwners.change(before, after)) ? after : contended;
    },
    { attempts: claimAttempts, what: 'the order was sent by others', where: 'order' },
  );
}

/** An order that came under a customer, and by what it earns points if nothing of it was received before. */
export interface ClaimedOrder {
  readonly customerId: CustomerId;
  readonly order: Order;
  readonly earns: Earning | undefined;
}

/**
 * {@link claimOrder} for many orders, of which most have no owner yet: these are claimed in batches.
 *
 * @returns the owners, by the order's name (`nameOfOrder`); of two customers in the list, one
 */
export async function claimOrders(
  store: Pick<Store, 'orderOwners' | 'activity'>,
  orders: readonly ClaimedOrder[],
): Promise<ReadonlyMap<string, OrderOwner>> {
  const known = await store.orderOwners.findAll(orders.map(({ order }) => order));
  const owners = new Map<string, OrderOwner>();
  for (const { customerId, order, earns } of orders) {
    const name = nameOfOrder(order);
    if (!known.has(name) && !owners.has(name)) owners.set(name, ownerIn(order, customerId, earns));
  }
  await store.orderOwners.addAll([...owners.values()]);
  for (const { customerId, order, earns } of orders) {
    const name = nameOfOrder(order);
    const found = owners.get(name) ?? known.get(name);
    const owner =
      found?.customerId === customerId ? found : await claimOrder(store, customerId, order, earns);
    if (owner !== undefined) owners.set(name, owner);
  }
  return owners;
}

/** An order with what it earns points by, as it was decided when it was first received. */
export const withEarning = ({ order }: OrderActivity, { earns }: OrderOwner): OrderActivity => ({
  type: 'order',
  order,
  ...(earns && { earns }),
});

/**
 * Takes an order from the customer whom it was claimed from, once it is recorded under the new one. A repeat, by sending
 * the order again, completes what a crash left out.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export async function finishMove(store: OwningStore, owner: OrderOwner, timeZone: string): Promise<void> {
  const { movedFrom, ...settled } = owner;
  if (movedFrom === undefined) return;
  await store.activity.removeOrder(movedFrom, owner.order.id);
  const ref = customerRefFor(movedFrom, await store.settings.opaqueIdKey());
  const erasure = await store.erasures.find(ref);
  const profile = await foldIntoProfile(store, { customerId: movedFrom, ref, erasure }, timeZone);
  if (profile !== undefined) await settle(store, { ref }, profile, undefined, timeZone);
  await store.orderOwners.change(owner, settled);
}
