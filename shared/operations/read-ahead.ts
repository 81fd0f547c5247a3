import { type Activity, customerIn } from '../profile/activity.ts';
import { channels, recipientIdFor } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';

type ConsentStore = Pick<Store, 'recipients' | 'settings'>;

/**
 * The store, whose first look at each mailbox and phone that these facts state a consent for is answered from one read of
 * all of them. Whoever changes a recipient states the version that was read, so one that has changed in between is
 * noticed, and is then read again.
 */
export async function withRecipientsReadAhead<S extends ConsentStore>(
  store: S,
  facts: readonly Activity[],
): Promise<S> {
  const key = await store.settings.opaqueIdKey();
  const stated = facts.flatMap((fact) => {
    const customer = customerIn(fact);
    return channels.flatMap((channel) => {
      const address = customer?.[channel];
      const isStated = address !== undefined && customer?.consents?.[channel] !== undefined;
      return isStated ? [recipientIdFor(channel, address, key)] : [];
    });
  });
  const notLookedAt = new Set(stated);
  const read = await store.recipients.findAll(stated);
  const recipients: S['recipients'] = {
    ...store.recipients,
    find: async (id) =>
      notLookedAt.delete(id)
        ? (read.get(id) ?? { recipient: undefined, version: 0 })
        : store.recipients.find(id),
  };
  return { ...store, recipients };
}
