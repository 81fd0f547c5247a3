import { isErased } from '../erasures/erasure.ts';
import { channels, recipientIdFor } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';
import { type FoldedCustomer, foldIntoProfile } from './fold-profile.ts';
import { whoseAddresses } from './whose-addresses.ts';
import { writeTombstones } from './write-tombstones.ts';

/** A customer who was erased. */
export type ErasedCustomer = FoldedCustomer & { readonly erasure: NonNullable<FoldedCustomer['erasure']> };

/**
 * Deletes the facts, coupons and callback tasks that an erasure covers, and the profile. A mailbox or phone that the
 * erasure does not know, because a fact that names it came in meanwhile, gets its tombstone first. What has happened
 * since begins a new profile. A repeat deletes what the one before left.
 */
export async function removeErased(
  store: Pick<Store, 'customers' | 'activity' | 'recipients' | 'settings' | 'erasures' | 'orderOwners'>,
  customer: ErasedCustomer,
  timeZone: string,
): Promise<void> {
  const { customerId, ref, erasure } = customer;
  const key = await store.settings.opaqueIdKey();
  const activity = await store.activity.allOf(customerId);
  const addresses = whoseAddresses(undefined, activity);
  const recipients = channels
    .flatMap((channel) => addresses[channel].map((address) => recipientIdFor(channel, address, key)))
    .filter((id) => !erasure.recipients.includes(id));
  if (recipients.length > 0) await writeTombstones(store, { ref, at: erasure.at, recipients });
  for (const fact of activity.filter((one) => isErased(one, erasure))) {
    if (fact.type !== 'order') continue;
    const owner = await store.orderOwners.find(fact.order);
    if (owner?.customerId === customerId) await store.orderOwners.remove(owner);
  }
  await store.activity.removeErased(customerId, erasure);
  await store.customers.remove(customerId);
  // Also when nothing was left: a fact that came in meanwhile may be in the profile that is gone now.
  await foldIntoProfile(store, customer, timeZone);
}
