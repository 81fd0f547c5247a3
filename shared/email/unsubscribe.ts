import { createHmac, timingSafeEqual } from 'node:crypto';
import { type CustomerId, customerIdSchema } from '../ids.ts';

const signature = (customerId: string, salt: string): Buffer =>
  createHmac('sha256', salt).update(`unsubscribe\u0000${customerId}`).digest().subarray(0, 16);

/** The token in a customer's unsubscribe link: the customer id and a signature that only this shop can make. */
export const unsubscribeToken = (customerId: CustomerId, salt: string): string =>
  `${Buffer.from(customerId).toString('base64url')}.${signature(customerId, salt).toString('base64url')}`;

/** The customer that a token identifies; undefined when this shop did not sign it. */
export function customerOfToken(token: string, salt: string): CustomerId | undefined {
  const [encodedId = '', encodedSignature = ''] = token.split('.');
  const customerId = customerIdSchema.safeParse(Buffer.from(encodedId, 'base64url').toString());
  if (!customerId.success) return undefined;
  const expected = signature(customerId.data, salt);
  const actual = Buffer.from(encodedSignature, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? customerId.data : undefined;
}
