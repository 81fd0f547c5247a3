import { type Activity, customerIn } from '../profile/activity.ts';
import type { Contact, Profile } from '../profile/profile.ts';
import { type Channel, channels, normalise } from '../recipients/address.ts';

/** Every address and phone number that a customer has or had, once each. */
export function whoseAddresses(
  profile: Pick<Profile, 'contact'> | undefined,
  activity: readonly Activity[],
): Readonly<Record<Channel, readonly string[]>> {
  const contacts: (Contact | undefined)[] = [profile?.contact, ...activity.map(contactIn)];
  const [email, phone] = channels.map((channel) => [
    ...new Set(
      contacts.flatMap((contact) => {
        const address = contact?.[channel];
        return address === undefined ? [] : [normalise[channel](address)];
      }),
    ),
  ]);
  return { email: email ?? [], phone: phone ?? [] };
}

function contactIn(fact: Activity): Contact | undefined {
  if (fact.type === 'release') return { email: fact.address };
  if (fact.type === 'suppression') return fact.reason === 'bounced' ? { email: fact.address } : undefined;
  return customerIn(fact);
}
