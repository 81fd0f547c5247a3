import pMap from 'p-map';
import { isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import { nameOfOrder } from '../orders/order-owner.ts';
import type { FactOfCustomer } from '../store/activity.ts';
import { contended } from './contention.ts';
import { type FoldedCustomer, foldAll, foldIntoProfile, saveFold } from './fold-profile.ts';
import { claimOrders, finishMove } from './own-orders.ts';
import { removeErased } from './remove-erased.ts';
import type { IntakeResult, IntakeStore } from './take-in.ts';

/** The facts about one customer that were read from a file. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  readonly facts: readonly FactOfCustomer['fact'][];
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
 * @returns for each customer, the result for each fact
 * @throws ContentionError when other writers kept changing a profile
 */
export async function takeInFromFile(
  store: IntakeStore,
  customers: readonly CustomerFacts[],
  timeZone: string,
): Promise<readonly (readonly IntakeResult[])[]> {
  const key = await store.settings.opaqueIdKey();
  const refs = customers.map(({ customerId }) => customerRefFor(customerId, key));
  const [erasures, profiles] = await Promise.all([
    store.erasures.findAll(refs),
    store.customers.findAll(customers.map(({ customerId }) => customerId)),
  ]);
  const intakes = customers.map(({ customerId, facts }, place): FileIntake => {
    const ref = refs[place] ?? customerRefFor(customerId, key);
    const erasure = erasures.get(ref);
    const isNewCustomer = profiles.get(customerId) === undefined;
    return { customer: { customerId, ref, erasure }, facts, isNewCustomer };
  });
  const results = await recordAll(store, intakes, timeZone);
  await pMap(intakes, (intake, place) => foldIntake(store, intake, results[place] ?? [], timeZone), {
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

interface FileIntake {
  readonly customer: FoldedCustomer;
  readonly facts: CustomerFacts['facts'];
  readonly isNewCustomer: boolean;
}

/** Records the facts of all customers: those that are new in batches, the others each under its condition. */
async function recordAll(
  store: IntakeStore,
  intakes: readonly FileIntake[],
  timeZone: string,
): Promise<readonly (readonly IntakeResult[])[]> {
  const read = intakes.flatMap(({ customer, facts: theirs }, intake) =>
    theirs.flatMap((fact, place) =>
      isErased(fact, customer.erasure) ? [] : [{ customerId: customer.customerId, fact, intake, place }],
    ),
  );
  const orders = read.flatMap(({ customerId, fact }) =>
    fact.type === 'order' ? [{ customerId, order: fact.order }] : [],
  );
  const owners = await claimOrders(store, orders);
  const facts = read.filter(
    ({ customerId, fact }) =>
      fact.type !== 'order' || owners.get(nameOfOrder(fact.order))?.customerId === customerId,
  );
  const areStored = await store.activity.areStored(facts);
  const isFirstOfKey = createFirstSeen();
  const fresh = facts.filter((one, index) => areStored[index] === false && isFirstOfKey(one));
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
    facts.filter((one) => !isFresh.has(one)),
    async ({ customerId, fact, intake, place }) =>
      set(intake, place, await store.activity.observe(customerId, fact)),
    { concurrency: concurrentProfiles },
  );
  for (const owner of owners.values()) await finishMove(store, owner, timeZone);
  return results;
}

/** True for the first of several versions of one fact. */
function createFirstSeen(): (one: FactOfCustomer) => boolean {
  const seen = new Set<string>();
  return ({ customerId, fact }) => {
    const name = `${customerId}\u0000${fact.type}\u0000${fact.type === 'order' ? fact.order.id : fact.id}`;
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  };
}

async function foldIntake(
  store: IntakeStore,
  { customer, facts, isNewCustomer }: FileIntake,
  results: readonly IntakeResult[],
  timeZone: string,
): Promise<void> {
  // Facts without a profile were left by a crash. They are folded with the rest, so everything must be read.
  const isAllThereIs = isNewCustomer && results.every((result) => result === 'created');
  if (isAllThereIs) {
    const saved = await saveFold(store, customer, undefined, foldAll(facts, customer, timeZone));
    if (saved !== contended) return;
  }
  await foldIntoProfile(store, customer, timeZone);
}
