import { normaliseEmail } from '../../shared/recipients/address.ts';
import { type AdAudienceFormat, e164, hashed } from './identifiers.ts';

/**
 * A customer list for Meta's Custom Audiences, hashed as its Marketing API asks for ("Customer file custom audiences",
 * hashing and normalising): the address in small letters and without spaces around it, the number as digits that begin
 * with the country code, without plus and zeros, the country in small letters.
 */
export const meta: AdAudienceFormat = {
  columns: ['email', 'phone', 'country'],
  row: ({ email, phone, country }) => [
    hashed(email && normaliseEmail(email)),
    hashed(phone && e164(phone)?.slice(1)),
    hashed(country?.toLowerCase()),
  ],
};
