import { uniformFrom } from '../hash.ts';
import type { CustomerId } from '../ids.ts';

/** With so many, a share is known within 1.5 points (95%). */
export const sampledCustomers = 4096;

/**
 * True for one of about {@link sampledCustomers} out of all, and for everybody in a smaller shop. It depends on the id
 * alone, so it is the same in every attempt and scan segment, and every night asks much the same people.
 *
 * @param customers how many the shop has
 */
export const isSampled = (customerId: CustomerId, customers: number): boolean =>
  uniformFrom('sample', customerId) * customers < sampledCustomers;
