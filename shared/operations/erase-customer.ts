import { type Instant, laterOf } from '../calendar.ts';
import { type CallbackTask, isWaitingForStaff } from '../callbacks/callback.ts';
import { type Erasure, isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import { momentOf } from '../profile/activity.ts';
import { channels, recipientIdFor } from '../recipients/address.ts';
import { referralCodeFor } from '../referrals/referral.ts';
import type { Store } from '../store/store.ts';
import { removeErased } from './remove-erased.ts';
import { whoseAddresses } from './whose-addresses.ts';
import { writeTombstones } from './write-tombstones.ts';

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
 * that from then on each door refuses what is older; the deletions come second, and last what a repeat needs to find the
 * rest. So a repeat completes what a crash broke off.
 *
 * @param at the moment up to which everything is erased; later when something known is dated ahead of it
 */
export async function eraseCustomer(
  store: Store,
  customerId: CustomerId,
  at: Instant,
  surroundings: Surroundings,
): Promise<ErasureResult> {
  const traces = await findTraces(store, customerId);
  const { activity, coupons, tasks, enrolments } = traces;
  const known = [
    ...activity.map(momentOf),
    ...coupons.map(({ issuedAt }) => issuedAt),
    ...tasks.map(({ queuedAt }) => queuedAt),
    ...enrolments.map(({ enteredAt }) => enteredAt),
  ];
  return eraseUpTo(store, traces, known.reduce(laterOf, at), surroundings);
}

/** What is kept of a customer, as an erasure finds it. */
async function findTraces(store: Store, customerId: CustomerId) {
  const [profile, activity, coupons, tasks, enrolments] = await Promise.all([
    store.customers.find(customerId),
    store.activity.allOf(customerId),
    store.coupons.allOf(customerId),
    store.callbacks.allOf(customerId),
    store.journeys.allOf(customerId),
  ]);
  return { customerId, profile, activity, coupons, tasks, enrolments };
}

type Traces = Awaited<ReturnType<typeof findTraces>>;

/** Erases what a customer did up to a moment. */
async function eraseUpTo(
  store: Store,
  { customerId, profile, activity, coupons, tasks, enrolments }: Traces,
  at: Instant,
  surroundings: Surroundings,
): Promise<ErasureResult> {
  const { timeZone } = await store.settings.load();
  const key = await store.settings.opaqueIdKey();
  const ref = customerRefFor(customerId, key);
  const facts = activity.filter((fact) => isErased(fact, { at }));
  // The profile of somebody who has come again since an erasure says where they are reached now.
  const addresses = whoseAddresses(profile?.erasedAt === undefined ? profile : undefined, facts);
  const recipients = channels.flatMap((channel) =>
    addresses[channel].map((address) => recipientIdFor(channel, address, key)),
  );
  const erasure = await writeTombstones(store, { ref, at, recipients });
  for (const alias of await store.aliases.allOf(customerId)) {
    const other = customerRefFor(alias, key);
    await writeTombstones(store, { ref: other, at: erasure.at, recipients: [] });
    await store.aliases.remove(other);
  }
  await store.samples.forget(customerId);
  await store.referrals.forgetOwner(referralCodeFor(customerId, key));
  // Before the executions end, because they look there for the customer.
  await store.journeys.removeAllOf(customerId, erasure.at);
  const waiting = tasks.filter((task) => task.queuedAt <= erasure.at && isWaitingForStaff(task));
  for (const task of waiting) await surroundings.endCallback(task);
  await surroundings.deleteMail(addresses.email);
  await removeErased(store, { customerId, ref, erasure }, timeZone);
  return {
    erasure,
    facts: facts.length + coupons.length + tasks.length,
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
  const byRef = new Map<string, Erasure>();
  for (const erasure of erasures) byRef.set(erasure.ref, await writeTombstones(store, erasure));
  let erased = 0;
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    for (const { customerId } of profiles) {
      const erasure = byRef.get(customerRefFor(customerId, key));
      if (erasure === undefined) continue;
      await eraseUpTo(store, await findTraces(store, customerId), erasure.at, surroundings);
      erased += 1;
    }
  }
  return erased;
}
