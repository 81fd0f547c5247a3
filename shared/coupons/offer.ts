import * as z from 'zod';
import { localisedTextSchema } from '../localised-text.ts';
import { largestAmount, minorUnitsSchema } from '../money.ts';
import { orderLineSchema, skuSchema } from '../orders/order.ts';
import { shortList } from '../validation.ts';

const givenSchema = {
  sku: skuSchema.describe("The shop's id of the product."),
  name: localisedTextSchema.describe('How emails call it: one text, or one for each language.'),
};

/** What a customer gets for a coupon. Amounts are in minor units. */
export const benefitSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('percent').describe('A share of what the products come to.'),
      percentOff: z.int().min(1).max(90).describe('The discount in percent.'),
    }),
    z.strictObject({
      kind: z.literal('amount').describe('An amount, up to what the products come to.'),
      amountOff: minorUnitsSchema.min(1).describe('Minor units.'),
    }),
    z.strictObject({ kind: z.literal('free-shipping').describe('Nothing is charged for shipping.') }),
    z.strictObject({ kind: z.literal('gift').describe('One piece of a product.'), ...givenSchema }),
    z.strictObject({
      kind: z.literal('free-trial').describe('A product for a while.'),
      ...givenSchema,
      days: z.int().min(1).describe('For how many days.'),
    }),
  ])
  .meta({ id: 'Benefit', description: 'What a customer gets for a coupon.' });

export type Benefit = z.output<typeof benefitSchema>;

/** A benefit, and what an order must have for it. */
export interface Offer {
  readonly benefit: Benefit;
  /** What the products must come to, in minor units: those that the offer is for, without what it gives. */
  readonly minimumSpend?: number;
  /** The SKUs of which the order must have one, and to which the discount is limited. Absent for all. */
  readonly products?: readonly string[];
}

const longestBasket = 2000;
const basketLineSchema = orderLineSchema.pick({ sku: true, quantity: true, unitPrice: true });

/** What is about to be ordered, before any coupon. The prices of a basket add up to at most the largest amount. */
export const basketSchema = shortList(
  z.array(basketLineSchema),
  longestBasket,
  'a basket has at most 2,000 lines',
).refine((lines) => priceOf(lines) <= largestAmount, 'these prices add up to too much');

export type Basket = readonly z.output<typeof basketLineSchema>[];

/** Why an offer is not for an order. */
export type OfferRefusal = 'no-product' | 'below-minimum';

/** Why an offer is not for an order of these products; undefined when it is. */
export function whyNotFor(offer: Offer, basket: Basket): OfferRefusal | undefined {
  const { minimumSpend = 0, products } = offer;
  const paid = paidLines(offer, basket);
  if (products !== undefined && paid.length === 0) return 'no-product';
  return priceOf(paid) < minimumSpend ? 'below-minimum' : undefined;
}

/**
 * What an offer takes off the products of an order, in minor units: never more than they cost. What is given counts if
 * the order has a line for it. Shipping is not a product.
 */
export function discountOn(offer: Offer, basket: Basket): number {
  const { benefit } = offer;
  const value = priceOf(paidLines(offer, basket));
  switch (benefit.kind) {
    case 'percent':
      return Math.round((value * benefit.percentOff) / 100);
    case 'amount':
      return Math.min(benefit.amountOff, value);
    case 'free-shipping':
      return 0;
    case 'gift':
    case 'free-trial':
      return priceOf(basket) - priceOf(withoutGiven(offer, basket));
  }
}

/** The lines that the offer is for, without what it gives. */
function paidLines(offer: Offer, basket: Basket): Basket {
  const { products } = offer;
  return withoutGiven(offer, basket).filter(({ sku }) => products === undefined || products.includes(sku));
}

/** The basket without one piece of what the offer gives. */
function withoutGiven({ benefit }: Offer, basket: Basket): Basket {
  const given = 'sku' in benefit ? basket.findIndex(({ sku }) => sku === benefit.sku) : -1;
  return basket.flatMap((line, index) => {
    if (index !== given) return [line];
    return line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : [];
  });
}

const priceOf = (lines: Basket): number =>
  Math.round(lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0));
