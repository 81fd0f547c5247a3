import { uniformFrom } from '../hash.ts';
import type { CustomerId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { channels, recipientIdFor } from '../recipients/address.ts';
import { countryOf } from '../recipients/country.ts';
import type { NightlyProfile } from './nightly-profile.ts';

/** With so many, a share is known within 1.5 points (95%). */
export const sampledCustomers = 4096;

/**
 * True for one of about {@link sampledCustomers} out of all, and for everybody in a smaller shop. It depends on the id
 * alone, so it is the same in every attempt and scan segment, and every night asks much the same people.
 *
 * @param customers how many the shop has
 */
export const isSampled = (customerId: CustomerId, customers: number): boolean =>
  uniformFrom('sample', customerId) * customers < sampledCustomers;

/**
 * What an audience needs of a profile: everything but how to reach the person. An address or number becomes the opaque id of
 * its mailbox or phone, which still says whether two customers share one.
 *
 * @param key the secret that makes opaque ids
 */
export function withoutAddresses(profile: NightlyProfile, key: string): Profile {
  const { name, email: _email, phone: _phone, ...contact } = profile.contact;
  const country = countryOf(profile.contact);
  const recipients = channels.flatMap((channel) => {
    const address = profile.contact[channel];
    return address === undefined ? [] : [[channel, recipientIdFor(channel, address, key)] as const];
  });
  return {
    ...profile,
    contact: {
      ...contact,
      ...Object.fromEntries(recipients),
      ...(name !== undefined && { name: '–' }),
      ...(country !== undefined && { country }),
    },
  };
}
