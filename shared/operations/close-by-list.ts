import type { Instant } from '../calendar.ts';
import { type Channel, recipientIdFor } from '../recipients/address.ts';
import type { RecipientSuppression } from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { suppressRecipient } from './suppress-recipient.ts';

/** A mailbox or phone on a list of opt-outs. */
export interface ListedOptOut {
  readonly channel: Channel;
  readonly address: string;
  readonly reason: RecipientSuppression['reason'];
  /** Since when, if the list says. */
  readonly at?: Instant;
  /** What closed it, if the list says. */
  readonly source?: string;
}

/** A list of opt-outs that is brought. */
export interface OptOutSource {
  /** What the list is, such as `list mailchimp`; it becomes the source of what it closes. */
  readonly list: string;
  /** Stands in for a time that the list does not give, or that lies in the future. */
  readonly now: Instant;
  /** The shop's. */
  readonly timeZone: string;
}

/** What a listed opt-out changed; `opened-since` when somebody with it has opted in after it. */
export type ClosingResult = 'closed' | 'closed-already' | 'opened-since';

/**
 * Closes a mailbox or phone that is on a list. A repeat changes nothing. The customers with that email address see it on
 * their profiles; nobody needs to be known for it to hold.
 *
 * @returns what it changed
 */
export async function closeByList(
  store: Store,
  { channel, address, reason, at, source }: ListedOptOut,
  { list, now, timeZone }: OptOutSource,
): Promise<ClosingResult> {
  const id = recipientIdFor(channel, address, await store.settings.opaqueIdKey());
  const suppression = { reason, at: at !== undefined && at < now ? at : now, source: source ?? list };
  const { recipient: before } = await store.recipients.find(id);
  const known = channel === 'email' ? await store.customers.findByEmail(address) : [];
  const closed = await suppressRecipient(store, id, suppression, {
    timeZone,
    customers: known.map(({ customerId }) => customerId),
    // As the customers write it, since a bounce counts on their profiles for this address only.
    ...(reason === 'bounced' && { address: (known[0]?.contact.email ?? address).toLowerCase() }),
  });
  if (closed === undefined) return 'opened-since';
  return before?.suppression?.reason === closed.reason ? 'closed-already' : 'closed';
}

/** Everything that is closed and whose address is known, because a customer has it. Reads every profile. */
export async function* listClosed(
  store: Pick<Store, 'customers' | 'recipients' | 'settings'>,
): AsyncGenerator<Required<ListedOptOut>> {
  const key = await store.settings.opaqueIdKey();
  const seen = new Set<string>();
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    const addresses = profiles.flatMap(({ contact: { email, phone } }) => [
      ...(email === undefined ? [] : [{ channel: 'email' as const, address: email }]),
      ...(phone === undefined ? [] : [{ channel: 'phone' as const, address: phone }]),
    ]);
    const found = addresses.map((one) => ({ ...one, id: recipientIdFor(one.channel, one.address, key) }));
    const recipients = await store.recipients.findAll(found.map(({ id }) => id));
    for (const { id, channel, address } of found) {
      const suppression = recipients.get(id)?.recipient.suppression;
      if (suppression === undefined || seen.has(id)) continue;
      seen.add(id);
      yield { channel, address, ...suppression };
    }
  }
}
