import { createHash } from 'node:crypto';

/** How a customer is known to an advertising network, as the shop has it. */
export interface AdIdentifiers {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** An ISO 3166-1 code of two letters. */
  readonly country?: string | undefined;
}

/** A file in which an advertising network takes the customers of an audience. */
export interface AdAudienceFormat {
  readonly columns: readonly string[];
  /** The cells of one customer; empty where nothing is known. */
  row(identifiers: AdIdentifiers): readonly string[];
}

/** SHA-256 in small hexadecimal digits; empty for nothing. */
export const hashed = (text: string | undefined): string =>
  text === undefined ? '' : createHash('sha256').update(text).digest('hex');

/** From here on comes an extension: `ext. 89`, `x89`, `#89`, `转89`. */
const extension = /[a-z#转轉分内]/i;

/**
 * A phone number in E.164, such as `+442079460000`: without its extension, and without the 0 in brackets that is dialled
 * within the country only. Undefined for a number without a country code, since nobody knows which it would be.
 */
export function e164(phone: string): string | undefined {
  const [number = ''] = phone.split(extension);
  const digits = number
    .replace('(0)', '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
