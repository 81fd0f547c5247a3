import { normaliseEmail } from '../../shared/recipients/address.ts';
import { type AdAudienceFormat, e164, hashed } from './identifiers.ts';

/**
 * A customer list for Google's Customer Match, hashed as "Format your customer data file" and the Data Manager API ask
 * for: the address in small letters and without spaces, of Gmail also without dots and what follows a plus; the number in
 * E.164 with its plus. A country counts only together with names and a postal code, which are not known here.
 */
export const google: AdAudienceFormat = {
  columns: ['Email', 'Phone'],
  row: ({ email, phone }) => [hashed(email && asGoogleKnows(email)), hashed(phone && e164(phone))],
};

function asGoogleKnows(email: string): string {
  const normal = normaliseEmail(email).replace(/\s/g, '');
  const at = normal.lastIndexOf('@');
  const [local, domain] = [normal.slice(0, at), normal.slice(at + 1)];
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return normal;
  return `${local.replace(/\+.*$/, '').replaceAll('.', '')}@${domain}`;
}
