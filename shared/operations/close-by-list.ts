import type { Instant } from '../calendar.ts';
import type { CustomerId, RecipientId } from '../ids.ts';
import type { ConsentStatement, Profile } from '../profile/profile.ts';
import { type Channel, channels, recipientIdFor } from '../recipients/address.ts';
import type { RecipientSuppression, Release } from '../recipients/recipient.ts';
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

type ClosedStore = Pick<Store, 'customers' | 'recipients' | 'settings'>;

/** Everything that is closed and whose address is known, because a customer has it. Reads every profile. */
export async function* listClosed(store: ClosedStore): AsyncGenerator<Required<ListedOptOut>> {
  const seen = new Set<string>();
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 }))
    for (const { id, closings } of await closedAmong(store, profiles)) {
      if (seen.has(id)) continue;
      seen.add(id);
      yield* closings;
    }
}

/**
 * What is closed of the customers of one page of a scan, about 1 MB of profiles; a mailbox that several customers use may
 * come again on another page.
 *
 * @param after the last customer of the page before
 */
export async function pageOfClosed(
  store: ClosedStore,
  after?: CustomerId,
): Promise<{ readonly closed: readonly Required<ListedOptOut>[]; readonly next?: CustomerId }> {
  const from = after === undefined ? undefined : { customerId: after };
  const { profiles, next } = await store.customers.page({ segment: 0, totalSegments: 1, from });
  const found = new Map((await closedAmong(store, profiles)).map(({ id, closings }) => [id, closings]));
  const last = profiles.at(-1)?.customerId;
  return {
    closed: [...found.values()].flat(),
    ...(next !== undefined && last !== undefined && { next: last }),
  };
}

async function closedAmong(
  store: Pick<Store, 'recipients' | 'settings'>,
  profiles: readonly Pick<Profile, 'contact'>[],
): Promise<readonly ClosedRecipient[]> {
  const key = await store.settings.opaqueIdKey();
  const found = profiles.flatMap(({ contact }) =>
    channels.flatMap((channel) => {
      const address = contact[channel];
      return address === undefined ? [] : [{ channel, address, id: recipientIdFor(channel, address, key) }];
    }),
  );
  const recipients = await store.recipients.findAll(found.map(({ id }) => id));
  return found.flatMap((one) => {
    const suppression = recipients.get(one.id)?.recipient.suppression;
    return suppression === undefined ? [] : [closedRecipient(one, suppression)];
  });
}

/** A mailbox or phone that is closed. */
interface ClosedRecipient {
  readonly id: RecipientId;
  /** Two of a mailbox that bounces and that somebody has unsubscribed. */
  readonly closings: readonly Required<ListedOptOut>[];
}

function closedRecipient(
  { id, channel, address }: { readonly id: RecipientId; readonly channel: Channel; readonly address: string },
  { alsoUnsubscribed, ...closed }: RecipientSuppression,
): ClosedRecipient {
  const all = alsoUnsubscribed === undefined ? [closed] : [closed, unsubscribed(alsoUnsubscribed)];
  return { id, closings: all.map((one) => ({ channel, address, ...one })) };
}

const unsubscribed = ({ at, source }: Pick<RecipientSuppression, 'at' | 'source'>) =>
  ({ reason: 'unsubscribed', at, source }) as const;

/** What is known of a mailbox or phone that somebody asks for by its address. */
export interface KnownRecipient {
  readonly suppression?: RecipientSuppression;
  readonly released?: Release;
  readonly consent?: ConsentStatement;
  /** Customers with the address, 20 at most. */
  readonly customers: readonly CustomerId[];
}

const customersShown = 20;

/** Finds out whether a mailbox or phone is closed, and whose it is. Reads it and an index, never a table. */
export async function findRecipient(
  store: Pick<Store, 'customers' | 'recipients' | 'settings'>,
  channel: Channel,
  address: string,
): Promise<KnownRecipient> {
  const id = recipientIdFor(channel, address, await store.settings.opaqueIdKey());
  const [{ recipient }, customers] = await Promise.all([
    store.recipients.find(id),
    channel === 'email'
      ? store.customers.findByEmail(address).then((all) => all.map(({ customerId }) => customerId))
      : store.customers.idsByPhone(address, customersShown),
  ]);
  return {
    ...(recipient?.suppression && { suppression: recipient.suppression }),
    ...(recipient?.released && { released: recipient.released }),
    ...(recipient?.consent && { consent: recipient.consent }),
    customers: [...new Set([...customers, ...(recipient?.customers ?? [])])].slice(0, customersShown),
  };
}
