import * as z from 'zod';
import { localisedTextSchema } from '../localised-text.ts';
import { readableText } from '../validation.ts';

/** What customers of a tier have for as long as they are in it. */
const tierBenefitsSchema = z.strictObject({
  /** Points for each whole unit of the currency that an order comes to; 0 for none. */
  pointsRate: z.number().min(0).max(1000).multipleOf(0.01, 'a rate has at most two decimals').default(0),
  freeShipping: z.boolean().default(false),
  /** They may buy before others can; when, the shop decides. */
  earlyAccess: z.boolean().default(false),
  /** The name by which the shop's own system knows the prices that they pay. */
  priceList: readableText(64).min(1).optional(),
  /** Anything else, as customers and staff read it within a list: `a gift in December`. */
  other: localisedTextSchema.optional(),
});

export type TierBenefits = z.output<typeof tierBenefitsSchema>;

/** What a shop gives its regular customers. */
export const loyaltyShape = {
  /** The standing benefits of each tier. */
  benefits: z
    .strictObject({
      bronze: tierBenefitsSchema.prefault({}),
      silver: tierBenefitsSchema.prefault({}),
      gold: tierBenefitsSchema.prefault({}),
      platinum: tierBenefitsSchema.prefault({}),
    })
    .prefault({}),
};
