import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { benefitSchema } from '../../../shared/coupons/offer.ts';
import { idSchema } from '../../../shared/ids.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

const balance = z.int().describe('The points that the customer can use now.');

/** A customer has a reward for points. */
export const spendPoints = {
  summary: 'Use points for a coupon',
  description:
    "Takes the points of one of the settings' rewards (`points.rewards`) from the customer, and issues its coupon: never more than there are, however many ask at the same moment. A repeat with the same `id` gets the same coupon, on the terms of the first time.",
  path: { customerId: "The shop's id of the customer." },
  body: z.strictObject({
    id: idSchema.describe(
      'Your own id of this request; unique for the customer. Send it again after a failure.',
    ),
    reward: z.string().max(40).describe('The name of the reward.'),
  }),
  answers: {
    200: {
      meaning: 'The coupon, which only this customer can use.',
      body: z
        .strictObject({
          result: z.literal('ok'),
          code: z.string().describe('The code as it is printed.'),
          benefit: benefitSchema,
          expiresOn: plainDateSchema.describe("The last day on which it is valid, in the shop's time zone."),
          points: z.int().describe('What it cost.'),
          balance,
        })
        .meta({ id: 'RewardGranted', description: 'A coupon for points.' }),
    },
    400: problems[400],
    404: { ...problems[404], meaning: 'Nothing is known of such a customer, or there is no such reward.' },
    409: {
      meaning: 'The customer has too few points; nothing was taken.',
      body: z.strictObject({
        result: z.literal('too-few-points'),
        points: z.int().describe('What the reward costs.'),
        balance,
      }),
    },
    500: problems[500],
    503: problems[503],
  },
  example: {
    path: { customerId: 'c42' },
    body: { id: 'r-1', reward: 'five-off' },
    status: 200,
    answer: {
      result: 'ok',
      code: 'GC2D-BFEX-6TJF',
      benefit: { kind: 'amount', amountOff: 500 },
      expiresOn: '2027-02-24',
      points: 300,
      balance: 120,
    },
  },
} as const satisfies Contract;
