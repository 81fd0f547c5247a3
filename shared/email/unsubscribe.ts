import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CustomerId, customerIdSchema } from '../ids.ts';

const signature = (customerId: string, salt: string): Buffer =>
  createHmac('sha256', salt).update(`unsubscribe\u0000${customerId}`).digest().subarray(0, 16);

/** A token for the unsubscribe link: it names the customer, and only the shop can have made it. */
export const unsubscribeToken = (customerId: CustomerId, salt: string): string =>
  `${Buffer.from(customerId).toString('base64url')}.${signature(customerId, salt).toString('base64url')}`;

/** The customer whom a token names; undefined when it was not made here. */
export function customerOfToken(token: string, salt: string): CustomerId | undefined {
  const [name = '', signed = ''] = token.split('.');
  const customerId = customerIdSchema.safeParse(Buffer.from(name, 'base64url').toString());
  if (!customerId.success) return undefined;
  const expected = signature(customerId.data, salt);
  const given = Buffer.from(signed, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? customerId.data : undefined;
}
