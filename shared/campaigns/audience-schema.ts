import * as z from 'zod';
import { lifecycles, tiers, traits } from '../profile/classes.ts';
import { borderlines, customerTypes } from '../scoring/customer-types.ts';
import { manCodes } from '../scoring/man.ts';
import { rfmSegments, valueGroups } from '../scoring/rfm-cells.ts';

/** A list of words, or a single word without a list; parsed as a list either way. */
export const oneOrMore = <T extends readonly [string, ...string[]]>(words: T) =>
  z.union([z.enum(words).transform((one) => [one]), z.array(z.enum(words)).min(1, 'name at least one')]);

const rangeSchema = z
  .strictObject({ atLeast: z.number().nonnegative().optional(), atMost: z.number().nonnegative().optional() })
  .refine(
    (range) => range.atLeast !== undefined || range.atMost !== undefined,
    'give atLeast, atMost or both',
  )
  .refine(
    (range) => (range.atLeast ?? 0) <= (range.atMost ?? Number.POSITIVE_INFINITY),
    'atLeast is above atMost',
  );

const scoreRange = 'scores are whole numbers from 1 to 5';
const score = z
  .int(scoreRange)
  .min(1, { error: scoreRange, abort: true })
  .max(5, { error: scoreRange, abort: true })
  .optional();

const scoresSchema = z
  .strictObject({ atLeast: score, atMost: score })
  .refine(
    (range) => range.atLeast !== undefined || range.atMost !== undefined,
    'give atLeast, atMost or both',
  )
  .refine((range) => (range.atLeast ?? 1) <= (range.atMost ?? 5), 'atLeast is above atMost');

/** Conditions on a customer. A customer must meet all of those given; an audience without conditions is everybody. */
export const audienceSchema = z.strictObject({
  lifecycle: oneOrMore(lifecycles).optional().describe('Any of these lifecycles.'),
  tier: oneOrMore(tiers).optional().describe('Any of these membership levels.'),
  traits: z
    .strictObject({ include: oneOrMore(traits).optional(), exclude: oneOrMore(traits).optional() })
    .optional()
    .describe('Traits of which the customer must have all (include) and none (exclude).'),
  orders: rangeSchema.optional().describe('How many orders the customer has placed.'),
  daysSinceLastOrder: rangeSchema
    .optional()
    .describe('Days since the last order. A customer who has never ordered does not match.'),
  spentLastYear: rangeSchema
    .optional()
    .describe(
      "Spent in this month and the eleven before it, in whole units of the shop's currency (pounds, not pence).",
    ),
  rfm: z
    .strictObject({
      recency: scoresSchema.optional(),
      frequency: scoresSchema.optional(),
      monetary: scoresSchema.optional(),
    })
    .optional()
    .describe('RFM scores, each from 1 (worst fifth) to 5 (best fifth).'),
  segment: oneOrMore(rfmSegments).optional().describe('Any of these cells of the RFM grid.'),
  valueGroup: oneOrMore(valueGroups)
    .optional()
    .describe('Any of these value groups, of which there are eight.'),
  type: oneOrMore(customerTypes).optional().describe('Any of these customer types.'),
  borderline: oneOrMore(borderlines).optional().describe('Any of these kinds of borderline customer.'),
  man: oneOrMore(manCodes)
    .optional()
    .describe(
      'Any of these codes for money, authority and need, a capital letter for high. All three must be known.',
    ),
  locale: z.array(z.string().min(2)).min(1).optional().describe('Languages or locales, such as zh or en-GB.'),
});

export type Audience = z.output<typeof audienceSchema>;
export type Range = z.output<typeof rangeSchema>;
