import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { localisedTextSchema } from '../../../shared/localised-text.ts';
import { tiers } from '../../../shared/profile/classes.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

const benefitsSchema = z
  .strictObject({
    pointsRate: z
      .number()
      .describe('Points for each whole unit of the currency that an order comes to; 0 for none.'),
    freeShipping: z.boolean().describe('Whether shipping is free.'),
    earlyAccess: z.boolean().describe('Whether they may buy before others can.'),
    priceList: z
      .string()
      .optional()
      .describe('The name of the prices that they pay, if not those of everybody.'),
    other: localisedTextSchema.optional().describe('Anything else, as customers read it.'),
  })
  .meta({ id: 'TierBenefits', description: "What a customer's tier gives them." });

const pointsSchema = z
  .strictObject({
    balance: z
      .int()
      .describe(
        'The points that the customer can use today; below zero after a refund of an order whose points were used.',
      ),
    expiringNext: z
      .strictObject({
        points: z.int().describe('How many.'),
        lastDay: plainDateSchema.describe('The last day on which they count.'),
      })
      .optional()
      .describe('The points that expire next, if any do.'),
    rewards: z
      .array(
        z.strictObject({
          name: z.string().describe('The name by which it is asked for.'),
          points: z.int().describe('What it costs.'),
        }),
      )
      .describe('What points can be used for.'),
  })
  .meta({ id: 'PointsStanding', description: "A customer's points." });

/** How a customer stands with the shop. */
export const showCustomer = {
  summary: 'Ask how a customer stands',
  description:
    'For the checkout: what the customer has for being a regular one. The tier is that of the latest night. Encode the id as one part of the path: `a%2Fb` for `a/b`.',
  path: { customerId: "The shop's id of the customer." },
  answers: {
    200: {
      meaning: 'How the customer stands.',
      body: z
        .strictObject({
          customerId: customerIdSchema.describe('The id under which the customer is known.'),
          tier: z.enum(tiers).describe('Bronze before the first night.'),
          benefits: benefitsSchema,
          referralCode: z
            .string()
            .optional()
            .describe('The code by which the customer sends friends, if the shop gives something for it.'),
          points: pointsSchema,
        })
        .meta({ id: 'CustomerStanding', description: 'How a customer stands with the shop.' }),
    },
    400: problems[400],
    404: {
      ...problems[404],
      meaning: 'Nothing is known of such a customer: somebody new, with the benefits of bronze.',
    },
    500: problems[500],
  },
  example: {
    path: { customerId: 'c7' },
    status: 200,
    answer: {
      customerId: 'c7',
      tier: 'bronze',
      benefits: { pointsRate: 1, freeShipping: false, earlyAccess: false },
      points: { balance: 0, rewards: [{ name: 'five-off', points: 300 }] },
    },
  },
} as const satisfies Contract;
