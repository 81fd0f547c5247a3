import { type ReachStage, reachStageOf } from '../deliveries/reach.ts';
import type { RecipientId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { type Channel, recipientIdFor } from '../recipients/address.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';

/** How far a customer comes by a channel, and the mailbox or phone, for one who has an address. */
export interface Reach {
  readonly stage: ReachStage;
  readonly recipient?: RecipientId;
}

/**
 * How far customers come by a channel, in their order. Reads the mailbox of each, since it decides who may be written to:
 * a read unit for each customer with an address, 100 in a request.
 */
export async function reachCustomers(
  store: Pick<Store, 'recipients' | 'settings'>,
  customers: readonly Pick<Profile, 'contact' | 'consents' | 'suppressions'>[],
  channel: Channel,
  settings: Pick<Settings, 'email' | 'callbacks'>,
): Promise<readonly Reach[]> {
  const key = await store.settings.opaqueIdKey();
  const ids = customers.map(({ contact }) => {
    const address = contact[channel];
    return address === undefined ? undefined : recipientIdFor(channel, address, key);
  });
  const known = await store.recipients.findAll(ids.flatMap((id) => id ?? []));
  return customers.map((customer, place) => {
    const recipient = ids[place];
    const stage = reachStageOf(customer, recipient && known.get(recipient)?.recipient, channel, settings);
    return { stage, ...(recipient && { recipient }) };
  });
}

/** How many customers come how far, each number at most the one before. */
export interface ReachCounts {
  readonly withAddress: number;
  readonly withConsent: number;
  readonly notSuppressed: number;
  /** The mailboxes (or phones) of those: two customers with one mailbox get one message. */
  readonly reachable: number;
}

/** Counts how far customers come. */
export function createReachTally() {
  const counts = { withAddress: 0, withConsent: 0, notSuppressed: 0 };
  const recipients = new Set<string>();
  return {
    add({ stage, recipient }: Omit<Reach, 'recipient'> & { readonly recipient?: string | undefined }): void {
      if (stage === 'no-address') return;
      counts.withAddress += 1;
      if (stage === 'no-consent') return;
      counts.withConsent += 1;
      if (stage === 'suppressed') return;
      counts.notSuppressed += 1;
      if (recipient !== undefined) recipients.add(recipient);
    },
    counts: (): ReachCounts => ({ ...counts, reachable: recipients.size }),
  };
}
