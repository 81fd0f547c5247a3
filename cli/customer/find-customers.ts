import { NotFoundError } from '../../shared/errors.ts';
import { type CustomerId, customerIdSchema } from '../../shared/ids.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Store } from '../../shared/store/store.ts';

/** The customers with an id or email address: the one with the id, or else all with the address. */
export async function findCustomers(store: Store, idOrEmail: string): Promise<readonly Profile[]> {
  const id = customerIdSchema.safeParse(idOrEmail);
  const byId = id.success ? await store.customers.find(id.data) : undefined;
  const found = byId === undefined ? await store.customers.findByEmail(idOrEmail) : [byId];
  if (found.length > 0) return found;
  throw new NotFoundError('no customer has this id or email address', { where: idOrEmail });
}

/** Others with the same email address as some customers. */
export async function othersWithMailbox(
  store: Store,
  customers: readonly Profile[],
): Promise<readonly CustomerId[]> {
  const emails = new Set(customers.flatMap(({ contact }) => contact.email ?? []));
  const found = await Promise.all([...emails].map((email) => store.customers.findByEmail(email)));
  const own = new Set(customers.map(({ customerId }) => customerId));
  return [...new Set(found.flat().map(({ customerId }) => customerId))].filter((id) => !own.has(id));
}
