import { type Erasure, mergeErasures, withErasure } from '../erasures/erasure.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';

/**
 * Writes what remains of a customer who was erased: on the customer first, and then on each mailbox and phone. An
 * earlier erasure keeps what it says beyond this one. A repeat writes the same again.
 *
 * @returns the erasure as it is now
 */
export async function writeTombstones(
  store: Pick<Store, 'erasures' | 'recipients' | 'settings'>,
  erasure: Erasure,
): Promise<Erasure> {
  const key = await store.settings.opaqueIdKey();
  const merged = mergeErasures(erasure, await store.erasures.find(erasure.ref));
  await store.erasures.save(merged);
  for (const id of merged.recipients)
    await changeRecipient(store, id, (recipient) =>
      withErasure(recipient, merged, (customerId) => customerRefFor(customerId, key) === merged.ref),
    );
  return merged;
}
