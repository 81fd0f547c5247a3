import type { Contact } from '../profile/profile.ts';
import { normalisePhone } from './address.ts';
import { countryOfNumber } from './calling-codes.ts';

/**
 * Where a customer lives, as an ISO 3166-1 code: as the shop says, or else the region of the locale, or else the country
 * of an international phone number. Undefined when none of them says.
 */
export const countryOf = ({
  country,
  locale,
  phone,
}: Pick<Contact, 'country' | 'locale' | 'phone'>): string | undefined =>
  country ?? (locale && regionOf(locale)) ?? (phone && countryOfPhone(phone));

/** In a canonical tag, two capitals are the region and nothing else. */
const regionOf = (locale: string): string | undefined => /-([A-Z]{2})(?=-|$)/.exec(locale)?.[1];

function countryOfPhone(phone: string): string | undefined {
  const number = normalisePhone(phone);
  return number.startsWith('+') ? countryOfNumber(number.slice(1)) : undefined;
}
