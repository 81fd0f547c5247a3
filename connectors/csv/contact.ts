import type { CustomerId } from '../../shared/ids.ts';
import { type ContactField, readContact } from '../../shared/orders/contact.ts';
import type { OrderCustomer } from '../../shared/orders/order.ts';
import { localeOfCountry } from './country.ts';
import type { OrderDetails } from './mapping.ts';

/** A buyer, and which of their contact details were left out as invalid. */
export interface Buyer {
  readonly customer: OrderCustomer;
  readonly leftOut: readonly (ContactField | 'acceptsEmail')[];
}

/** The buyer as described by an order's details. An invalid phone number is left out; it does not reject the order. */
export function buyerOf(id: CustomerId, details: OrderDetails): Buyer {
  const { contact, leftOut } = readContact({
    email: details.email,
    name: details.customerName ?? [details.firstName, details.lastName].filter(Boolean).join(' '),
    // Spreadsheets put an apostrophe before a number to keep it as text.
    phone: details.phone?.replace(/^'/, ''),
    locale: details.locale,
  });
  const locale =
    contact.locale ?? (details.country === undefined ? undefined : localeOfCountry(details.country));
  const agreed = details.acceptsEmail === undefined ? undefined : yesOrNo(details.acceptsEmail);
  const isUnclear = details.acceptsEmail !== undefined && agreed === undefined;
  // Whoever said something that is no clear yes has not agreed, whatever was known before.
  const acceptsEmail = isUnclear ? false : agreed;
  const customer: OrderCustomer = {
    id,
    ...contact,
    ...(locale !== undefined && { locale }),
    ...(acceptsEmail !== undefined && { consents: { email: acceptsEmail } }),
  };
  const fields = leftOut.map(({ field }) => field);
  return { customer, leftOut: isUnclear ? [...fields, 'acceptsEmail'] : fields };
}

const yes = [
  ...[
    'yes',
    'true',
    '1',
    'y',
    't',
    'on',
    'subscribed',
    'opted in',
    'opt in',
    'accepted',
    'granted',
    'enabled',
  ],
  ...[
    'ja',
    'oui',
    'sí',
    'si',
    'sim',
    'tak',
    'evet',
    'da',
    'wahr',
    'vrai',
    '是',
    '同意',
    '已订阅',
    '订阅',
    'はい',
  ],
];
const no = [
  ...[
    'no',
    'false',
    '0',
    'n',
    'f',
    'off',
    'unsubscribed',
    'not subscribed',
    'never subscribed',
    'non subscribed',
  ],
  ...[
    'opted out',
    'opt out',
    'declined',
    'denied',
    'disabled',
    'pending',
    'unconfirmed',
    'cleaned',
    'bounced',
  ],
  ...['nein', 'non', 'não', 'nee', 'nej', 'nie', 'hayır', 'falsch', 'faux'],
  ...['否', '不同意', '未订阅', '已退订', '退订', 'いいえ'],
];

/** Whether a word is a yes, or says that somebody agreed; undefined when it is neither a yes nor a no. */
export function yesOrNo(text: string): boolean | undefined {
  const word = text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : undefined;
}

/**
 * The buyer with an email address and a phone number that nobody has, for trying things out: `.example` never
 * resolves, and the numbers are from the range reserved for drama. A customer always gets the same ones.
 */
export function withInventedAddress(customer: OrderCustomer): OrderCustomer {
  const localPart = customer.id.replace(/[^A-Za-z0-9]/g, (char) => `-${char.codePointAt(0)?.toString(16)}`);
  return {
    ...customer,
    email: `${localPart.replace(/^-/, '').slice(0, 64)}@customer.example`,
    phone: `+44 7700 ${900_000 + (sumOfCodes(customer.id) % 1_000)}`,
    consents: { email: true, phone: true },
  };
}

const sumOfCodes = (text: string): number =>
  [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003, 7);
