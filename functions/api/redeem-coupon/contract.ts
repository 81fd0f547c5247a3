import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import type { CouponRefusal } from '../../../shared/coupons/coupon.ts';
import { basketSchema, benefitSchema } from '../../../shared/coupons/offer.ts';
import { customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

const customerId = customerIdSchema.describe("The shop's id of the customer.");
const path = { code: 'The code as it was typed: case, spaces and dashes do not matter.' };

const lines = basketSchema
  .optional()
  .describe('What is about to be ordered; without it, minimum and products are for you to check.');

const conditions = {
  minimumSpend: z
    .number()
    .optional()
    .describe('What the products must come to, in minor units: those of the coupon, without what it gives.'),
  products: z
    .array(z.string())
    .optional()
    .describe('The SKUs of which the order must have one, and to which the discount is limited.'),
};

const granted = {
  meaning: 'The coupon is good.',
  body: z
    .strictObject({
      result: z.literal('ok'),
      code: z.string().describe('The code as it is printed.'),
      benefit: benefitSchema,
      ...conditions,
      expiresOn: plainDateSchema.describe("The last day on which it is valid, in the shop's time zone."),
      discount: z
        .number()
        .optional()
        .describe(
          'What it takes off the `lines`, in minor units, never more than they cost; shipping is not among them. Absent without `lines`.',
        ),
    })
    .meta({ id: 'CouponGranted', description: 'A coupon that is good.' }),
};

const refused = <R extends CouponRefusal>(result: R, meaning: string) => ({
  meaning,
  body: z.strictObject({ result: z.literal(result) }),
});

const answers = {
  200: granted,
  400: problems[400],
  403: refused('wrong-customer', 'It is for another customer.'),
  404: refused('unknown-code', 'There is no such coupon.'),
  409: refused('already-redeemed', 'Another order has used it, and was not cancelled.'),
  410: {
    meaning: 'Its last day is over, or as many customers as its limit have used the shared code.',
    body: z.strictObject({ result: z.enum(['expired', 'used-up']).describe('Why it is no longer good.') }),
  },
  422: {
    meaning: 'The order has none of its products, or they come to less than its minimum.',
    body: z.strictObject({
      result: z.enum(['no-product', 'below-minimum']).describe('What the order lacks.'),
      ...conditions,
    }),
  },
  500: problems[500],
  503: problems[503],
} as const satisfies Contract['answers'];

const { 503: _, ...answersToCheck } = answers;
const example = { code: 'k7qm 4hxt 9rwd' };
const answer = {
  result: 'ok',
  code: 'K7QM-4HXT-9RWD',
  benefit: { kind: 'percent', percentOff: 15 },
  expiresOn: '2026-12-15',
};
const exampleLines = [{ sku: 'TEA-2', quantity: 2, unitPrice: 1250 }];

export const checkCoupon = {
  summary: 'Check a coupon',
  description: 'Says whether the coupon is valid, before the customer pays. Changes nothing.',
  path,
  body: z.strictObject({ customerId, lines }),
  answers: answersToCheck,
  example: {
    path: example,
    body: { customerId: 'c42', lines: exampleLines },
    status: 200,
    answer: { ...answer, discount: 375 },
  },
} as const satisfies Contract;

export const redeemCoupon = {
  summary: 'Redeem a coupon',
  description:
    'Once, for one order; a shared code is redeemed once by each customer, until its limit. A repeat with the same order gets the same answer, even after the last day. When the order is cancelled, the coupon is good again.',
  path,
  body: z.strictObject({
    customerId,
    orderId: orderIdSchema.describe("The shop's id of the order."),
    lines,
  }),
  answers,
  example: { path: example, body: { customerId: 'c42', orderId: '1001' }, status: 200, answer },
} as const satisfies Contract;
