import { nameKeyOf } from '../profile/name-key.ts';
import type { LatestNames, Profile } from '../profile/profile.ts';
import { normaliseEmail, normalisePhone } from '../recipients/address.ts';

/**
 * What is stored as text: maps by day. No two customers have the same days, so each is an object of a shape that the
 * engine has never seen, and the SDK takes it apart three times. As text a page of profiles is read in a fifth less time,
 * and takes up hardly more room.
 */
const asText = ['products', 'categories'] as const;

/** A profile as an item of table Customers, with what its indexes find it by. */
export function itemOf(profile: Profile): Record<string, unknown> {
  const texts = asText.flatMap((name) => {
    const names = profile[name];
    return names === undefined ? [] : [[name, JSON.stringify(names)] as const];
  });
  return { ...profile, ...Object.fromEntries(texts), ...indexKeysOf(profile) };
}

/** The profile in an item, or the parts of it that were read. */
export function profileIn<Part = Profile>(item: Readonly<Record<string, unknown>>): Part {
  const { emailKey: _, phoneKey: __, namePrefix: ___, nameKey: ____, ...read } = item;
  const parts: Record<string, unknown> = read;
  for (const name of asText) {
    const { [name]: text } = read;
    if (typeof text === 'string') parts[name] = JSON.parse(text) satisfies LatestNames;
  }
  return parts as unknown as Part;
}

/** What the indexes find a customer by. */
function indexKeysOf({ contact }: Pick<Profile, 'contact'>) {
  const { email, phone, name } = contact;
  const byName = name === undefined ? undefined : nameKeyOf(name);
  // A number without digits is no key: DynamoDB refuses an empty one.
  const phoneKey = phone === undefined ? '' : normalisePhone(phone);
  return {
    ...(email !== undefined && { emailKey: normaliseEmail(email) }),
    ...(phoneKey !== '' && { phoneKey }),
    ...(byName && { namePrefix: byName.prefix, nameKey: byName.folded }),
  };
}
