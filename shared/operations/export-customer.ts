import type { CallbackTask } from '../callbacks/callback.ts';
import type { Coupon } from '../coupons/coupon.ts';
import type { CustomerId } from '../ids.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { RefusedEntry } from '../journeys/refused-entry.ts';
import type { Activity } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import { type Channel, channels, recipientIdFor } from '../recipients/address.ts';
import type { Recipient } from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { whoseAddresses } from './whose-addresses.ts';

/** Everything that is kept about one customer, as a right of access asks for it. */
export interface CustomerExport {
  readonly customerId: CustomerId;
  readonly profile: Profile | undefined;
  readonly activity: readonly Activity[];
  readonly coupons: readonly Coupon[];
  readonly enrolments: readonly Enrolment[];
  readonly refusedEntries: readonly RefusedEntry[];
  /** Without the token, which is no data about the customer. */
  readonly calls: readonly Omit<CallbackTask, 'token'>[];
  /** What holds for the mailboxes and phones, without the ids of others who use them. */
  readonly recipients: readonly (Omit<Recipient, 'id' | 'customers'> & {
    readonly channel: Channel;
    readonly address: string;
  })[];
}

/** Gathers everything that is kept about one customer, from all tables. */
export async function exportCustomer(store: Store, customerId: CustomerId): Promise<CustomerExport> {
  const [key, profile, activity, coupons, enrolments, refusedEntries, tasks] = await Promise.all([
    store.settings.opaqueIdKey(),
    store.customers.find(customerId),
    store.activity.allOf(customerId),
    store.coupons.allOf(customerId),
    store.journeys.allOf(customerId),
    store.refusedEntries.allOf(customerId),
    store.callbacks.allOf(customerId),
  ]);
  const addresses = whoseAddresses(profile, activity);
  const theirs = channels.flatMap((channel) =>
    addresses[channel].map((address) => ({ channel, address, id: recipientIdFor(channel, address, key) })),
  );
  const found = await store.recipients.findAll(theirs.map(({ id }) => id));
  const recipients = theirs.flatMap(({ channel, address, id }) => {
    const recipient = found.get(id)?.recipient;
    if (recipient === undefined) return [];
    const { id: _, customers: __, messages, ...known } = recipient;
    const own = Object.entries(messages).filter(([, one]) => one.customerId === customerId);
    return [{ channel, address, ...known, messages: Object.fromEntries(own) }];
  });
  const calls = tasks.map(({ token: _, ...task }) => task);
  return { customerId, profile, activity, coupons, enrolments, refusedEntries, calls, recipients };
}
