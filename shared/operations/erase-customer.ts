import type { Instant } from '../calendar.ts';
import { type CallbackTask, isWaitingForStaff } from '../callbacks/callback.ts';
import { type Erasure, laterOf, withErasure, withRecipients } from '../erasures/erasure.ts';
import type { CustomerId, RecipientId } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import { channels, normalise, recipientIdFor } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';
import { removeErased } from './remove-erased.ts';
import { whoseAddresses } from './whose-addresses.ts';

/** What can be done about a customer outside the tables. */
export interface Surroundings {
  /** Ends the execution that waits on a callback task's token. */
  endCallback(task: CallbackTask): Promise<void>;
  /** Deletes copies of emails to these addresses. */
  deleteMail(addresses: readonly string[]): Promise<void>;
}

/** What an erasure found. */
export interface ErasureResult {
  readonly erasure: Erasure;
  /** Orders, interactions and other facts, coupons and callback tasks. */
  readonly facts: number;
  readonly enrolments: number;
  readonly callbacksEnded: number;
}

/**
 * Erases a customer. The tombstones come first, of the customer and of every mailbox and phone that the facts name, so
 * that from then on each door refuses what is older; the deletions come second. A crash in between is completed by a
 * repeat.
 *
 * @param at the moment up to which everything is erased
 */
export async function eraseCustomer(
  store: Store,
  customerId: CustomerId,
  at: Instant,
  surroundings: Surroundings,
): Promise<ErasureResult> {
  const key = await store.settings.opaqueIdKey();
  const ref = customerRefFor(customerId, key);
  const [before, profile, activity, tasks, enrolments, { timeZone }] = await Promise.all([
    store.erasures.find(ref),
    store.customers.find(customerId),
    store.activity.allOf(customerId),
    store.callbacks.allOf(customerId),
    store.journeys.allOf(customerId),
    store.settings.load(),
  ]);
  const coupons = await store.coupons.allOf(customerId);
  const addresses = whoseAddresses(profile, activity);
  const recipients = channels.flatMap((channel) =>
    addresses[channel].map((address): RecipientId => recipientIdFor(channel, address, key)),
  );
  const erasure = withRecipients(
    before === undefined ? { ref, at, recipients } : { ...before, at: laterOf(before.at, at) },
    recipients,
  );
  await store.erasures.save(erasure);
  for (const alias of await store.aliases.allOf(customerId)) {
    const other = customerRefFor(alias, key);
    await store.erasures.save({ ref: other, at: erasure.at, recipients: [] });
    await store.aliases.remove(other);
  }
  for (const id of erasure.recipients)
    await changeRecipient(store, id, (recipient) => withErasure(recipient, erasure));
  await store.journeys.removeAllOf(customerId, erasure.at);
  await removeErased(store, { customerId, ref, erasure }, timeZone);
  const waiting = tasks.filter(isWaitingForStaff);
  for (const task of waiting) await surroundings.endCallback(task);
  await surroundings.deleteMail(addresses.email.map(normalise.email));
  return {
    erasure,
    facts: activity.length + coupons.length + tasks.length,
    enrolments: enrolments.length,
    callbacksEnded: waiting.length,
  };
}

/**
 * Applies erasures to tables that were restored from before them: writes their tombstones again, and erases everybody
 * whom they name. Reads every profile.
 *
 * @returns how many customers were found and erased again
 */
export async function eraseAgain(
  store: Store,
  erasures: readonly Erasure[],
  surroundings: Surroundings,
): Promise<number> {
  const key = await store.settings.opaqueIdKey();
  const byRef = new Map(erasures.map((erasure) => [erasure.ref, erasure]));
  for (const erasure of erasures) {
    await store.erasures.save(erasure);
    for (const id of erasure.recipients)
      await changeRecipient(store, id, (recipient) => withErasure(recipient, erasure));
  }
  let erased = 0;
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    for (const { customerId } of profiles) {
      const erasure = byRef.get(customerRefFor(customerId, key));
      if (erasure === undefined) continue;
      await eraseCustomer(store, customerId, erasure.at, surroundings);
      erased += 1;
    }
  }
  return erased;
}
