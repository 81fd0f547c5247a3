import { isErased } from '../erasures/erasure.ts';
import type { Store } from '../store/store.ts';
import { type FoldedCustomer, foldIntoProfile } from './fold-profile.ts';

/** A customer who was erased. */
export type ErasedCustomer = FoldedCustomer & { readonly erasure: NonNullable<FoldedCustomer['erasure']> };

/**
 * Deletes the facts, coupons and callback tasks that an erasure covers, and the profile. What has happened since begins a
 * new profile. A repeat deletes what the one before left.
 */
export async function removeErased(
  store: Pick<Store, 'customers' | 'activity' | 'recipients' | 'settings' | 'orderOwners'>,
  customer: ErasedCustomer,
  timeZone: string,
): Promise<void> {
  const { customerId, erasure } = customer;
  for (const fact of await store.activity.allOf(customerId)) {
    if (fact.type !== 'order' || !isErased(fact, erasure)) continue;
    const owner = await store.orderOwners.find(fact.order);
    if (owner?.customerId === customerId) await store.orderOwners.remove(owner);
  }
  const isAnythingLeft = await store.activity.removeAllOf(customerId, (fact) => isErased(fact, erasure));
  await store.customers.remove(customerId);
  if (isAnythingLeft) await foldIntoProfile(store, customer, timeZone);
}
