import { type CustomerId, customerIdSchema } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Store } from '../store/store.ts';
import { knownAs } from './resolve-customers.ts';

type SearchStore = Pick<Store, 'customers' | 'settings' | 'aliases'>;

/**
 * Finds customers by what somebody types: an id, also another one of theirs; an email address; a phone number; or the
 * first letters of a name. Reads indexes and the profiles found, never a table.
 *
 * @param text without spaces around it
 * @param limit of the answer; whoever is meant by id comes first
 */
export async function searchCustomers(
  store: SearchStore,
  text: string,
  limit: number,
): Promise<readonly Profile[]> {
  const [byId, byEmail, byPhone, byName] = await Promise.all([
    idOf(store, text),
    text.includes('@') ? store.customers.findByEmail(text) : [],
    looksLikePhone(text) ? store.customers.idsByPhone(text, limit) : [],
    store.customers.idsByName(text, limit),
  ]);
  const ids: readonly CustomerId[] = [
    ...byId,
    ...byEmail.map(({ customerId }) => customerId),
    ...byPhone,
    ...byName,
  ];
  const distinct = [...new Set(ids)].slice(0, limit);
  const profiles = await store.customers.findAll(distinct);
  // An index may still know somebody who was erased a moment ago.
  return distinct.flatMap((id) => profiles.get(id) ?? []);
}

async function idOf(store: SearchStore, text: string): Promise<readonly CustomerId[]> {
  const parsed = customerIdSchema.safeParse(text);
  return parsed.success ? [await knownAs(store, parsed.data)] : [];
}

/** Digits with what people write between them, at least five. */
const looksLikePhone = (text: string): boolean =>
  /^[+\d\s()./-]+$/.test(text) && text.replace(/\D/g, '').length >= 5;
