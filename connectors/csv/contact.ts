import type * as z from 'zod';
import type { CustomerId } from '../../shared/ids.ts';
import { type OrderCustomer, orderCustomerSchema } from '../../shared/orders/order.ts';
import { localeOfCountry } from './country.ts';
import type { OrderField } from './mapping.ts';

/** A buyer, and which of their details were left out because they cannot be right. */
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

/** Who bought, from what an order's lines tell. A wrong phone number costs the number and not the order. */
export function buyerOf(id: CustomerId, told: Partial<Record<OrderField, string>>): Buyer {
  const leftOut: ContactField[] = [];
  const checked = (field: ContactField, text: string | undefined): string | undefined => {
    if (text === undefined || text === '') return undefined;
    const parsed = fieldSchemas[field].safeParse(text);
    if (!parsed.success) leftOut.push(field);
    return parsed.data;
  };
  const fullName = told.customerName ?? [told.firstName, told.lastName].filter(Boolean).join(' ');
  const email = checked('email', told.email);
  // Spreadsheets put an apostrophe before a number that they must not reckon with.
  const phone = checked('phone', told.phone?.replace(/^'/, ''));
  const name = checked('name', fullName);
  const locale =
    checked('locale', told.locale) ??
    (told.country === undefined ? undefined : localeOfCountry(told.country));
  const agreed = told.acceptsEmail === undefined ? undefined : yesOrNo(told.acceptsEmail);
  const customer: OrderCustomer = {
    id,
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(locale !== undefined && { locale }),
    ...(agreed !== undefined && { consents: { email: agreed } }),
  };
  return { customer, leftOut };
}

function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['yes', 'true', '1', 'y', '是'].includes(word)) return true;
  return ['no', 'false', '0', 'n', '否'].includes(word) ? false : undefined;
}

/**
 * The buyer with an address nobody has, for trying things out: `.example` never resolves, and the numbers come from
 * the range that is set aside for drama. The same customer always gets the same ones.
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
