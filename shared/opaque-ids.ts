import { createHmac } from 'node:crypto';
import type { CustomerId, CustomerRef } from './ids.ts';

/**
 * A text that says nothing about `text`, and is always the same for it: 22 characters of base64url. Nobody without the
 * key can work it out, or find the text by trying.
 *
 * @param kind what the text is, so that two kinds with the same text get different ids
 * @param key the shop's secret that makes opaque ids
 */
export const opaqueIdFor = (kind: string, text: string, key: string): string =>
  createHmac('sha256', key).update(`${kind}\u0000${text}`).digest().subarray(0, 16).toString('base64url');

/** The name of a customer outside the tables. */
export const customerRefFor = (customerId: CustomerId, key: string): CustomerRef =>
  opaqueIdFor('customer', customerId, key) as CustomerRef;
