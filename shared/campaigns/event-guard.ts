import * as z from 'zod';
import { propertySchema } from '../interactions/interaction.ts';
import { decimalsOf } from '../money.ts';
import { skuSchema } from '../orders/order.ts';
import type { EventFact } from '../profile/activity.ts';
import { productsIn, worthOf } from '../profile/fact-products.ts';
import type { Settings } from '../settings/settings.ts';
import { oneOrMoreOf } from './conditions/one-or-more.ts';
import { isWithin, moneyRangeSchema, npsRangeSchema } from './conditions/ranges.ts';

const namesSchema = oneOrMoreOf(skuSchema);

/** Properties that an event of the shop's own must have, each with one value or with any of a list. */
export const propertiesAskedSchema = z.record(
  z.string(),
  z.union([propertySchema, z.array(propertySchema).min(1)]),
);

/**
 * True for properties with the values that are asked for. Both are compared as they are written: whoever writes `2`
 * cannot know whether the shop sends a number or a text.
 */
export const haveProperties = (
  properties: Readonly<Record<string, unknown>>,
  asked: z.output<typeof propertiesAskedSchema>,
): boolean =>
  Object.entries(asked).every(
    ([key, wanted]) =>
      Object.hasOwn(properties, key) &&
      [wanted].flat().some((value) => String(value) === String(properties[key])),
  );

/** What a guard asks of the event that began the journey; all of it must hold. */
export const eventAskedSchema = z
  .strictObject({
    product: namesSchema.optional().describe('It is about any of these products, by SKU.'),
    category: namesSchema
      .optional()
      .describe('It is about any of these categories, in the words of the shop.'),
    value: moneyRangeSchema
      .optional()
      .describe("What the cart or order comes to, in whole units of the shop's currency."),
    score: npsRangeSchema.optional().describe('The score of the feedback, from 0 to 10.'),
    where: propertiesAskedSchema
      .optional()
      .describe("The properties of the shop's own event, each with one value or with any of a list."),
  })
  .refine((asked) => Object.keys(asked).length > 0, 'say what the event is like, such as { category: tea }');

export type EventAsked = z.output<typeof eventAskedSchema>;

/** What each kind of fact can be asked. */
const askable: Readonly<Partial<Record<EventFact['type'], readonly (keyof EventAsked)[]>>> = {
  order: ['product', 'category', 'value'],
  cart: ['product', 'category', 'value'],
  browse: ['product', 'category'],
  wishlist: ['product', 'category'],
  feedback: ['score'],
  custom: ['where'],
};

/** What is asked that facts of a type do not have; undefined when they have all of it. */
export const notAskable = (asked: EventAsked, type: EventFact['type']): string | undefined =>
  Object.keys(asked).find((key) => !(askable[type] ?? []).some((one) => one === key));

/** True for a fact that is as asked. What a fact does not say does not hold. */
export function isAsAsked(
  { product, category, value, score, where }: EventAsked,
  fact: EventFact,
  { currency }: Pick<Settings, 'currency'>,
): boolean {
  const products = productsIn(fact);
  const comesTo = worthOf(fact);
  const isOf = (wanted: readonly string[], key: 'sku' | 'category') =>
    products.some((one) => wanted.includes(one[key] ?? ''));
  if (product !== undefined && !isOf(product, 'sku')) return false;
  if (category !== undefined && !isOf(category, 'category')) return false;
  if (
    value !== undefined &&
    (comesTo === undefined || !isWithin(value, comesTo / 10 ** decimalsOf(currency)))
  )
    return false;
  if (
    score !== undefined &&
    !(fact.type === 'feedback' && fact.nps !== undefined && isWithin(score, fact.nps))
  )
    return false;
  return where === undefined || (fact.type === 'custom' && haveProperties(fact.properties ?? {}, where));
}
