import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import type { CouponRefusal } from '../../../shared/coupons/coupon.ts';
import { customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

const customerId = customerIdSchema.describe("The shop's id of the customer.");
const path = { code: 'The code as it was typed: case, spaces and dashes do not matter.' };

const granted = {
  meaning: 'The coupon is good.',
  body: z
    .strictObject({
      result: z.literal('ok'),
      code: z.string().describe('The code as it is printed.'),
      percentOff: z.number().describe('The discount on the order, in percent.'),
      expiresOn: plainDateSchema.describe("The last day on which it is valid, in the shop's time zone."),
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
  410: refused('expired', 'Its last day is over.'),
  500: problems[500],
  503: problems[503],
} as const satisfies Contract['answers'];

const { 503: _, ...answersToCheck } = answers;
const example = { code: 'k7qm 4hxt 9rwd' };
const answer = { result: 'ok', code: 'K7QM-4HXT-9RWD', percentOff: 15, expiresOn: '2026-12-15' };

export const checkCoupon = {
  summary: 'Check a coupon',
  description: 'Says whether the coupon is valid, before the customer pays. Changes nothing.',
  path,
  query: z.object({ customerId }),
  answers: answersToCheck,
  example: { path: example, query: { customerId: 'c42' }, status: 200, answer },
} as const satisfies Contract;

export const redeemCoupon = {
  summary: 'Redeem a coupon',
  description:
    'Once, for one order. A repeat with the same order gets the same answer, even after the last day. When the order is cancelled, the coupon is good again.',
  path,
  body: z.strictObject({ customerId, orderId: orderIdSchema.describe("The shop's id of the order.") }),
  answers,
  example: { path: example, body: { customerId: 'c42', orderId: '1001' }, status: 200, answer },
} as const satisfies Contract;
