import { type CustomerId, type CustomerRef, customerIdSchema } from '../ids.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Store } from '../store/store.ts';

/** A customer as a fact names them. */
export interface NamedCustomer {
  readonly id: CustomerId;
  /** The email address that comes with the id, if any. */
  readonly email?: string | undefined;
}

type ResolvingStore = Pick<Store, 'customers' | 'settings' | 'aliases'>;

/**
 * Under which ids the named customers are known. Whoever is known by the id is meant by it. Of the others:
 *
 * - an address in place of an id is the one customer who has it as email address
 * - an id with an email address is the customer who is known by that address in place of an id; from then on the id is
 *   another name of that customer, also where it comes without the address
 * - anybody else is new
 *
 * Between two customers with the same address nothing is guessed.
 *
 * @returns the id for each name that stands for another one
 */
export async function resolveCustomers(
  store: ResolvingStore,
  named: readonly NamedCustomer[],
): Promise<ReadonlyMap<CustomerId, CustomerId>> {
  const known = await store.customers.findAll([...new Set(named.map(({ id }) => id))]);
  const unknown = [...emailById(named)].filter(([id]) => !known.has(id));
  const byAddress = unknown.filter(([id]) => id.includes('@'));
  const resolved = new Map<CustomerId, CustomerId>();
  for (const [address] of byAddress) {
    const [other, ...more] = await store.customers.findByEmail(address);
    if (other !== undefined && more.length === 0) resolved.set(address, other.customerId);
  }
  await resolveNumbers(
    store,
    unknown.filter(([id]) => !id.includes('@')),
    resolved,
  );
  return resolved;
}

/** The id under which a customer is known who is named by an id alone. */
export const knownAs = async (store: ResolvingStore, id: CustomerId): Promise<CustomerId> =>
  (await resolveCustomers(store, [{ id }])).get(id) ?? id;

/** The first email address that comes with each id. */
function emailById(named: readonly NamedCustomer[]): ReadonlyMap<CustomerId, string | undefined> {
  const emails = new Map<CustomerId, string | undefined>();
  for (const { id, email } of named) emails.set(id, emails.get(id) ?? email);
  return emails;
}

async function resolveNumbers(
  store: ResolvingStore,
  unknown: readonly (readonly [CustomerId, string | undefined])[],
  resolved: Map<CustomerId, CustomerId>,
): Promise<void> {
  if (unknown.length === 0) return;
  const key = await store.settings.opaqueIdKey();
  const refs = new Map(unknown.map(([id]): [CustomerId, CustomerRef] => [id, customerRefFor(id, key)]));
  const aliases = await store.aliases.findAll([...refs.values()]);
  const unresolved: [CustomerId, CustomerId][] = [];
  for (const [id, email] of unknown) {
    const alias = aliases.get(refs.get(id) ?? customerRefFor(id, key));
    const address = email === undefined ? undefined : customerIdSchema.safeParse(email).data;
    if (alias !== undefined) resolved.set(id, alias);
    else if (address !== undefined) unresolved.push([id, address]);
  }
  const found = await store.customers.findAll([...new Set(unresolved.map(([, address]) => address))]);
  for (const [id, address] of unresolved) {
    if (!found.has(address)) continue;
    await store.aliases.add({ id, ref: customerRefFor(id, key), of: address });
    resolved.set(id, address);
  }
}
