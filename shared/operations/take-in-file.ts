import pMap from 'p-map';
import type { Instant } from '../calendar.ts';
import { isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { type EarningRules, earningFor } from '../loyalty/earning.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Earning } from '../orders/earning.ts';
import type { Order } from '../orders/order.ts';
import { nameOfOrder } from '../orders/order-owner.ts';
import { tierOf } from '../profile/classes.ts';
import { recipientIdFor } from '../recipients/address.ts';
import { asStored, type FactOfCustomer } from '../store/activity-item.ts';
import { contended } from './contention.ts';
import { type FoldedCustomer, foldAll, foldIntoProfile, saveFold } from './fold-profile.ts';
import { claimOrders, finishMove, withEarning } from './own-orders.ts';
import { withRecipientsReadAhead } from './read-ahead.ts';
import { removeErased } from './remove-erased.ts';
import { settle } from './settle.ts';
import type { IntakeResult, IntakeStore } from './take-in.ts';

/** The facts about one customer that were read from a file. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  readonly facts: readonly FactOfCustomer['fact'][];
}

/** Groups facts by their customers, each named once, in the order in which they first come. */
export function byCustomer(facts: Iterable<FactOfCustomer>): readonly CustomerFacts[] {
  const groups = new Map<CustomerId, FactOfCustomer['fact'][]>();
  for (const { customerId, fact } of facts) {
    const theirs = groups.get(customerId) ?? [];
    theirs.push(fact);
    groups.set(customerId, theirs);
  }
  return [...groups].map(([customerId, theirs]) => ({ customerId, facts: theirs }));
}

/** A few dozen requests, most of which carry the facts of several customers. */
const customersPerCall = 25;

/** Customers in groups that {@link takeInFromFile} takes in at once. */
export function* inGroups(customers: readonly CustomerFacts[]): Generator<readonly CustomerFacts[]> {
  for (let from = 0; from < customers.length; from += customersPerCall)
    yield customers.slice(from, from + customersPerCall);
}

/** Profiles that are written at the same time. */
const concurrentProfiles = 16;

/**
 * {@link takeIn} for many customers at once, with facts that are dated by when they were read. Facts of which no version
 * is stored are written in batches, and a customer of whom nothing was known is folded in memory, so an import takes few
 * requests. A repeat changes nothing, and completes what a crash left out. Such facts trigger nothing.
 *
 * Batches have no conditions: a version of the very same fact that another door stores within the milliseconds between
 * looking and writing is overwritten by the file's. The profile is written under its condition as always.
 *
 * @param customers each once
 * @param rules by which orders earn points; without them, none does
 * @returns for each customer, the result for each fact
 * @throws ContentionError when other writers kept changing a profile
 */
export async function takeInFromFile(
  store: IntakeStore,
  customers: readonly CustomerFacts[],
  timeZone: string,
  rules?: EarningRules,
): Promise<readonly (readonly IntakeResult[])[]> {
  const key = await store.settings.opaqueIdKey();
  const refs = customers.map(({ customerId }) => customerRefFor(customerId, key));
  const [erasures, profiles] = await Promise.all([
    store.erasures.findAll(refs),
    store.customers.findAll(customers.map(({ customerId }) => customerId)),
  ]);
  const unknown = customers.map(({ customerId }) => customerId).filter((id) => !profiles.has(id));
  const erasedMailboxes = await findErasedMailboxes(store, unknown, key);
  const read = customers.map(({ customerId, facts }, place): FileIntake => {
    const ref = refs[place] ?? customerRefFor(customerId, key);
    const at = erasedMailboxes.get(customerId);
    const erasure = erasures.get(ref) ?? (at && { ref, at, recipients: [] });
    return { customer: { customerId, ref, erasure }, facts, isNewCustomer: !profiles.has(customerId) };
  });
  const earns = (customerId: CustomerId, order: Order) =>
    rules && earningFor(order, tierOf(profiles.get(customerId)?.classes), rules);
  const owners = await claimAll(store, read, earns);
  const intakes = read.map((one) => ({ ...one, facts: one.facts.map((fact) => asOwned(fact, owners)) }));
  const results = await recordAll(store, intakes, owners, timeZone);
  const ahead = await withRecipientsReadAhead(
    store,
    customers.flatMap(({ facts }) => facts),
  );
  await pMap(intakes, (intake, place) => foldIntake(ahead, intake, results[place] ?? [], timeZone), {
    concurrency: concurrentProfiles,
  });
  const since = await store.erasures.findAll(refs);
  for (const { customer } of intakes) {
    const erasure = since.get(customer.ref);
    if (erasure !== undefined && erasure.at !== customer.erasure?.at)
      await removeErased(store, { ...customer, erasure }, timeZone);
  }
  return results;
}

/**
 * When somebody who used these addresses was erased. A file without ids has addresses in their place, and nobody knows any
 * more which id they stood for.
 */
async function findErasedMailboxes(
  store: Pick<IntakeStore, 'recipients'>,
  customerIds: readonly CustomerId[],
  key: string,
): Promise<ReadonlyMap<CustomerId, Instant>> {
  const addresses = customerIds.filter((id) => id.includes('@'));
  const idOf = (address: CustomerId) => recipientIdFor('email', address, key);
  const found = await store.recipients.findAll(addresses.map(idOf));
  const erased = addresses.flatMap((address) => {
    const at = found.get(idOf(address))?.recipient.erasedAt;
    return at === undefined ? [] : [[address, at] as const];
  });
  return new Map(erased);
}

interface FileIntake {
  readonly customer: FoldedCustomer;
  readonly facts: CustomerFacts['facts'];
  readonly isNewCustomer: boolean;
}

type Owners = Awaited<ReturnType<typeof claimOrders>>;

/** Claims all orders that no erasure covers for their customers. */
const claimAll = (
  store: IntakeStore,
  intakes: readonly FileIntake[],
  earns: (customerId: CustomerId, order: Order) => Earning | undefined,
): Promise<Owners> =>
  claimOrders(
    store,
    intakes.flatMap(({ customer: { customerId, erasure }, facts }) =>
      facts.flatMap((fact) =>
        fact.type === 'order' && !isErased(fact, erasure)
          ? [{ customerId, order: fact.order, earns: earns(customerId, fact.order) }]
          : [],
      ),
    ),
  );

function asOwned(fact: FactOfCustomer['fact'], owners: Owners): FactOfCustomer['fact'] {
  const owner = fact.type === 'order' ? owners.get(nameOfOrder(fact.order)) : undefined;
  return fact.type === 'order' && owner !== undefined ? withEarning(fact, owner) : fact;
}

/** Records the facts of all customers: those that are new in batches, the others each under its condition. */
async function recordAll(
  store: IntakeStore,
  intakes: readonly FileIntake[],
  owners: Owners,
  timeZone: string,
): Promise<readonly (readonly IntakeResult[])[]> {
  const read = intakes.flatMap(({ customer, facts: theirs }, intake) =>
    theirs.flatMap((fact, place) =>
      isErased(fact, customer.erasure) ? [] : [{ customerId: customer.customerId, fact, intake, place }],
    ),
  );
  const facts = read.filter(
    ({ customerId, fact }) =>
      fact.type !== 'order' || owners.get(nameOfOrder(fact.order))?.customerId === customerId,
  );
  const areStored = await store.activity.areStored(facts);
  const stored = new Set(facts.filter((_, index) => areStored[index] === true));
  const versions = versionsOf(facts);
  const fresh = versions.flatMap(([first]) => (first === undefined || stored.has(first) ? [] : [first]));
  await store.activity.addAll(fresh);
  const results: IntakeResult[][] = intakes.map(({ facts: theirs }) => theirs.map(() => 'erased'));
  const set = (intake: number, place: number, result: IntakeResult) => {
    const theirs = results[intake];
    if (theirs !== undefined) theirs[place] = result;
  };
  for (const { intake, place } of read) set(intake, place, 'unchanged');
  for (const { intake, place } of fresh) set(intake, place, 'created');
  const isFresh = new Set(fresh);
  await pMap(
    versions,
    async (ofOneFact) => {
      for (const one of ofOneFact) {
        const { customerId, fact, intake, place } = one;
        if (!isFresh.has(one)) set(intake, place, await store.activity.observe(customerId, fact));
      }
    },
    { concurrency: concurrentProfiles },
  );
  for (const owner of owners.values()) await finishMove(store, owner, timeZone);
  return results;
}

/** Facts by what they are versions of, each in their order. */
function versionsOf<F extends FactOfCustomer>(facts: readonly F[]): readonly (readonly F[])[] {
  const groups = new Map<string, F[]>();
  for (const one of facts) {
    const { customerId, fact } = one;
    const name = `${customerId}\u0000${fact.type}\u0000${fact.type === 'order' ? fact.order.id : fact.id}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

async function foldIntake(
  store: IntakeStore,
  { customer, facts, isNewCustomer }: FileIntake,
  results: readonly IntakeResult[],
  timeZone: string,
): Promise<void> {
  // Facts without a profile were left by a crash. They are folded with the rest, so everything must be read.
  const isAllThereIs = isNewCustomer && results.every((result) => result === 'created');
  if (isAllThereIs && (facts.length > 0 || customer.erasure === undefined)) {
    const folded = foldAll(asStored(customer.customerId, facts), customer, timeZone);
    const saved = await saveFold(store, customer, undefined, folded);
    // Nobody who was unknown has entered a campaign.
    if (saved !== contended) return;
  }
  const profile = await foldIntoProfile(store, customer, timeZone);
  if (profile === undefined) return;
  const recorded = facts.map((fact, place) => ({ fact, isNew: results[place] === 'created' }));
  await settle(store, customer, profile, recorded, timeZone);
}
