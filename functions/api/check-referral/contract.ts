import * as z from 'zod';
import { customerIdSchema } from '../../../shared/ids.ts';
import { contactSchemas } from '../../../shared/orders/contact.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

/** Asks whether a referral code is good for somebody. */
export const checkReferral = {
  summary: 'Check a referral code',
  description:
    'Asks whether the code of a customer is good for whoever is about to order. Send the code as `customer.referralCode` with the order, or with an earlier fact such as the sign-up: what it brings is given when the first order comes in. How it is typed does not matter.',
  path: { code: 'The code that a customer has passed on.' },
  body: z.strictObject({
    customerId: customerIdSchema.optional().describe("The shop's id of the friend, if there is one already."),
    email: contactSchemas.email.optional().describe("The friend's address."),
    phone: contactSchemas.phone.optional().describe("The friend's number."),
  }),
  answers: {
    200: {
      meaning: 'Whether the code is good.',
      body: z
        .strictObject({
          result: z
            .enum(['ok', 'unknown-code', 'own-code', 'not-new', 'used-up'])
            .describe(
              '`own-code` for the same customer, mailbox or phone; `not-new` for whoever has ordered before; `used-up` when the customer has sent as many friends this year as the settings allow.',
            ),
        })
        .meta({ id: 'ReferralCheck', description: 'Whether a referral code is good for somebody.' }),
    },
    400: problems[400],
    500: problems[500],
  },
  example: {
    path: { code: 'K7QM-4HXT-9RWD' },
    body: { email: 'friend@example.com' },
    status: 200,
    answer: { result: 'unknown-code' },
  },
} as const satisfies Contract;
