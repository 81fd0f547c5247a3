import type * as z from 'zod';
import type { CustomerId } from '../../shared/ids.ts';
import { type OrderCustomer, orderCustomerSchema } from '../../shared/orders/order.ts';
import { localeOfCountry } from './country.ts';
import type { OrderDetails } from './mapping.ts';

/** A buyer, and which of their contact details were left out as invalid. */
export interface Buyer {
  readonly customer: OrderCustomer;
  readonly leftOut: readonly ContactField[];
}

type ContactField = 'email' | 'phone' | 'name' | 'locale';

const fieldSchemas = {
  email: orderCustomerSchema.shape.email.unwrap(),
  phone: orderCustomerSchema.shape.phone.unwrap(),
  name: orderCustomerSchema.shape.name.unwrap(),
  locale: orderCustomerSchema.shape.locale.unwrap(),
} satisfies Record<ContactField, z.ZodType<string>>;

/** The buyer as described by an order's details. An invalid phone number is left out; it does not reject the order. */
export function buyerOf(id: CustomerId, details: OrderDetails): Buyer {
  const leftOut: ContactField[] = [];
  const ifValid = (field: ContactField, text: string | undefined): string | undefined => {
    if (text === undefined || text === '') return undefined;
    const parsed = fieldSchemas[field].safeParse(text);
    if (!parsed.success) leftOut.push(field);
    return parsed.data;
  };
  const fullName = details.customerName ?? [details.firstName, details.lastName].filter(Boolean).join(' ');
  const email = ifValid('email', details.email);
  // Spreadsheets put an apostrophe before a number to keep it as text.
  const phone = ifValid('phone', details.phone?.replace(/^'/, ''));
  const name = ifValid('name', fullName);
  const locale =
    ifValid('locale', details.locale) ??
    (details.country === undefined ? undefined : localeOfCountry(details.country));
  const acceptsEmail = details.acceptsEmail === undefined ? undefined : yesOrNo(details.acceptsEmail);
  const customer: OrderCustomer = {
    id,
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(locale !== undefined && { locale }),
    ...(acceptsEmail !== undefined && { consents: { email: acceptsEmail } }),
  };
  return { customer, leftOut };
}

function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['yes', 'true', '1', 'y', '是'].includes(word)) return true;
  return ['no', 'false', '0', 'n', '否'].includes(word) ? false : undefined;
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
