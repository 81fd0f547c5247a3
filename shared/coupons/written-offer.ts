import * as z from 'zod';
import { daysSchema, wholeDays } from '../duration.ts';
import { localisedTextSchema } from '../localised-text.ts';
import { type Currency, decimalsOf, inMinorUnits } from '../money.ts';
import { skuSchema } from '../orders/order.ts';
import type { Benefit, Offer } from './offer.ts';

/** The largest amount that fits in minor units whatever the currency: none has more than four decimals. */
const unitsSchema = z.number().positive().max(1e8);

const given = { sku: skuSchema, name: localisedTextSchema };

/** An offer as a marketer writes it, as keys of a larger object: amounts are in whole units of the shop's currency. */
export const offerShape = {
  percentOff: z.int().min(1).max(90).optional().describe('The discount in percent.'),
  amountOff: unitsSchema
    .optional()
    .describe("The discount as an amount in whole units of the shop's currency (pounds, not pence)."),
  freeShipping: z.literal(true).optional().describe('Nothing is charged for shipping.'),
  gift: z.strictObject(given).optional().describe('A product as a gift: its SKU, and how emails call it.'),
  freeTrial: z
    .strictObject({ ...given, lasts: daysSchema })
    .optional()
    .describe('A product for a while: its SKU, how emails call it, and for how long.'),
  minimumSpend: unitsSchema
    .optional()
    .describe("What the products must come to, in whole units of the shop's currency."),
  products: z
    .array(skuSchema)
    .min(1)
    .max(100)
    .optional()
    .describe('The SKUs of which the order must have one, and to which the discount is limited.'),
};

const offerSchema = z.strictObject(offerShape);
export type WrittenOffer = z.output<typeof offerSchema>;

const benefitKeys = ['percentOff', 'amountOff', 'freeShipping', 'gift', 'freeTrial'] as const;

/** True for an offer that gives exactly one thing. */
export const hasOneBenefit = (written: WrittenOffer): boolean =>
  benefitKeys.filter((key) => written[key] !== undefined).length === 1;

/** What is wrong with an offer that does not give exactly one thing. */
export const oneBenefit =
  'a coupon has exactly one of percentOff, amountOff, freeShipping, gift and freeTrial';

/** The amounts of an offer that the currency does not have, by their keys: it has fewer decimals, or they are nothing. */
export const amountsNotIn = (
  { amountOff, minimumSpend }: WrittenOffer,
  currency: Currency,
): readonly (readonly [key: string, units: number])[] =>
  Object.entries({ amountOff, minimumSpend }).flatMap(([key, units]) =>
    units !== undefined && inMinorUnits(units, currency) === undefined ? [[key, units] as const] : [],
  );

/**
 * The offer in the shop's currency. An amount with more decimals than the currency has is rounded, up from nothing;
 * {@link amountsNotIn} finds those before anything is published.
 */
export function offerIn(written: WrittenOffer, currency: Currency): Offer {
  const { minimumSpend, products } = written;
  return {
    benefit: benefitOf(written, currency),
    ...(minimumSpend !== undefined && { minimumSpend: roundedIn(minimumSpend, currency) }),
    ...(products !== undefined && { products }),
  };
}

function benefitOf(written: WrittenOffer, currency: Currency): Benefit {
  const { percentOff, amountOff, gift, freeTrial } = written;
  if (percentOff !== undefined) return { kind: 'percent', percentOff };
  if (amountOff !== undefined) return { kind: 'amount', amountOff: roundedIn(amountOff, currency) };
  if (gift !== undefined) return { kind: 'gift', ...gift };
  if (freeTrial === undefined) return { kind: 'free-shipping' };
  const { lasts, ...product } = freeTrial;
  return { kind: 'free-trial', ...product, days: wholeDays(lasts) };
}

const roundedIn = (units: number, currency: Currency): number =>
  Math.max(1, Math.round(units * 10 ** decimalsOf(currency)));
