import * as z from 'zod';
import { lifecycles, tiers, traits } from '../profile/classes.ts';
import { borderlines, customerTypes } from '../scoring/customer-types.ts';
import { manCodes } from '../scoring/man.ts';
import { rfmSegments, valueGroups } from '../scoring/rfm-cells.ts';

/** A list, or the one word alone. */
export const oneOrMore = <T extends readonly [string, ...string[]]>(words: T) =>
  z.union([z.enum(words).transform((one) => [one]), z.array(z.enum(words)).min(1, 'name at least one')]);

const rangeSchema = z
  .strictObject({ atLeast: z.number().nonnegative().optional(), atMost: z.number().nonnegative().optional() })
  .refine((range) => range.atLeast !== undefined || range.atMost !== undefined, 'say atLeast, atMost or both')
  .refine(
    (range) => (range.atLeast ?? 0) <= (range.atMost ?? Number.POSITIVE_INFINITY),
    'atLeast is above atMost',
  );

/** Conditions on a customer; all that are named must hold. */
export const audienceSchema = z.strictObject({
  lifecycle: oneOrMore(lifecycles).optional().describe('Any of these lifecycles.'),
  tier: oneOrMore(tiers).optional().describe('Any of these membership levels.'),
  traits: z
    .strictObject({ include: oneOrMore(traits).optional(), exclude: oneOrMore(traits).optional() })
    .optional()
    .describe('Traits that the customer must all have, and traits that the customer must not have.'),
  orders: rangeSchema.optional().describe('How many orders the customer has placed.'),
  daysSinceLastOrder: rangeSchema.optional().describe('Who has never ordered is in no range of this.'),
  spentLastYear: rangeSchema
    .optional()
    .describe(
      "Spent this month and the eleven before, in whole units of the shop's currency (pounds, not pence).",
    ),
  rfm: z
    .strictObject({
      recency: rangeSchema.optional(),
      frequency: rangeSchema.optional(),
      monetary: rangeSchema.optional(),
    })
    .optional()
    .describe('Scores from 1 (worst fifth) to 5 (best fifth).'),
  segment: oneOrMore(rfmSegments).optional().describe('Any of these cells of the RFM grid.'),
  valueGroup: oneOrMore(valueGroups).optional().describe('Any of these of the eight value groups.'),
  type: oneOrMore(customerTypes).optional().describe('Customers who are of any of these types.'),
  borderline: oneOrMore(borderlines).optional().describe('Any of these kinds of borderline customers.'),
  man: oneOrMore(manCodes)
    .optional()
    .describe('Any of these codes of money, authority and need, all three known: a capital for high.'),
  locale: z.array(z.string().min(2)).min(1).optional().describe('Languages or locales, such as zh or en-GB.'),
});

export type Audience = z.output<typeof audienceSchema>;
export type Range = z.output<typeof rangeSchema>;
