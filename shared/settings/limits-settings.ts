import * as z from 'zod';
import { longestCapDays } from '../recipients/frequency.ts';

const capSchema = z.strictObject(
  {
    messages: z.int().min(1).max(100),
    /** Calendar days of the shop, the day of the message included. */
    withinDays: z.int().min(1).max(longestCapDays),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'a cap is written { messages: 3, withinDays: 7 }; [] is no cap' : undefined,
  },
);

/** What is going on with a customer whom campaigns may be asked to leave in peace meanwhile. */
export const disturbances = ['complaint', 'callback'] as const;
export type Disturbance = (typeof disturbances)[number];

const disturbance = z.enum(disturbances);

/** What customers are left in peace for; an empty list for nothing. Parsed as a list. */
export const notWhileSchema = z.union([
  disturbance.transform((one) => [one]),
  z.array(disturbance).max(disturbances.length),
]);

/** One cap or several, all of which hold; an empty list for none. Parsed as a list. */
const capsSchema = z.union([capSchema.transform((cap) => [cap]), z.array(capSchema).max(5)]);

/**
 * How many messages a mailbox or phone gets within some days, from all campaigns together; transactional steps are
 * exempt. Email is capped from the start, because a customer who fits several campaigns would get all of them in one
 * night; other products do the same (Klaviyo's Smart Sending lets one email pass in 16 hours).
 */
export const limitsSchema = z.strictObject({
  email: capsSchema.default([
    { messages: 1, withinDays: 1 },
    { messages: 3, withinDays: 7 },
  ]),
  phone: capsSchema.default([{ messages: 1, withinDays: 7 }]),
  /** Emails and calls to one customer together. Calls count from when the first such cap is set. */
  all: capsSchema.default([]),
  /** While a customer has one of these open, they get no steps, unless a campaign says otherwise. */
  notWhile: notWhileSchema.default([]),
});
