import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { hasOneBenefit, offerShape, oneBenefit } from '../coupons/written-offer.ts';
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

/** A coupon that customers can have for points. Amounts are in whole units of the shop's currency. */
const rewardSchema = z
  .strictObject({
    /** By which the shop's own system asks for it. */
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a reward is named in lowercase letters, digits and hyphens'),
    points: z.int().min(1),
    ...offerShape,
    validForDays: z.int().min(1),
  })
  .refine(hasOneBenefit, oneBenefit);

export type WrittenReward = z.output<typeof rewardSchema>;

/** Points that customers earn by ordering. */
const pointsSchema = z.strictObject({
  /** The day from which orders earn points; without it, none does. */
  since: plainDateSchema.optional(),
  /** For how many months after the one in which they came in points count; without it, for good. */
  expireAfterMonths: z.int().min(1).max(60).optional(),
  /** What customers can have for points. */
  rewards: z
    .array(rewardSchema)
    .max(20)
    .refine((rewards) => new Set(rewards.map(({ name }) => name)).size === rewards.length, {
      error: 'two rewards have the same name',
    })
    .default([]),
});

const credit = 'this is either points alone, or one coupon with validForDays';

/** What somebody gets for a referral: points, or a coupon. Amounts are in whole units of the shop's currency. */
const creditSchema = z
  .strictObject({
    points: z.int().min(1).max(1_000_000).optional(),
    ...offerShape,
    validForDays: z.int().min(1).optional(),
  })
  .refine(
    (written) =>
      written.points === undefined
        ? hasOneBenefit(written) && written.validForDays !== undefined
        : Object.keys(written).length === 1,
    credit,
  );

export type WrittenCredit = z.output<typeof creditSchema>;

/** What it brings to send a friend. */
const referralSchema = z.strictObject({
  /** The day from which a friend's first order counts. */
  since: plainDateSchema,
  /** What the customer gets whose code it was. */
  referrer: creditSchema,
  /** What the friend gets. */
  friend: creditSchema,
  /** How many friends a customer can send in a calendar year. */
  perYear: z.int().min(1).max(1000).default(10),
});

export type ReferralSettings = z.output<typeof referralSchema>;

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
  points: pointsSchema.prefault({}),
  /** Nothing is given for a referral without it. */
  referral: referralSchema.optional(),
};
