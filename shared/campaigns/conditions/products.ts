import * as z from 'zod';
import { addDays, type PlainDate } from '../../calendar.ts';
import { type Duration, daysSchema, wholeDays } from '../../duration.ts';
import type { Statement } from '../../explain/audience-reason.ts';
import { namesKept, type ProductContact } from '../../profile/product-facts.ts';
import type { NamesByDay } from '../../profile/profile.ts';
import { type ClassifiedProfile, type ConditionDefinition, createCondition } from './condition.ts';
import { oneOrMoreOf } from './one-or-more.ts';
import { anyOf } from './words.ts';

/** Products or categories of which any is asked for, at any time or lately. */
interface Products {
  readonly product?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly within?: Duration | undefined;
}

interface Sighting {
  readonly name: string;
  readonly on: PlainDate;
}

const names = oneOrMoreOf(z.string().trim().min(1).max(128));

const schema = z
  .strictObject({
    product: names.optional().describe('Any of these products, by SKU.'),
    category: names.optional().describe('Any of these categories, in the words of the shop.'),
    within: daysSchema.optional().describe('In the last days; without it, ever.'),
  })
  .refine(
    ({ product, category }) => (product === undefined) !== (category === undefined),
    'give product or category; for both, write two conditions under any',
  );

/** The latest day on which any of some names was seen, from a day on. */
function latestOf(
  kept: NamesByDay | undefined,
  wanted: readonly string[],
  since: string,
): Sighting | undefined {
  let latest: Sighting | undefined;
  for (const day in kept) {
    if (day < since || (latest !== undefined && day <= latest.on)) continue;
    const name = kept[day]?.find((one) => wanted.includes(one));
    if (name !== undefined) latest = { name, on: day as PlainDate };
  }
  return latest;
}

/** A condition on what a customer did with products. The profile keeps only the latest ones. */
function namedProducts(
  contact: ProductContact,
  what: string,
  example: string,
): ConditionDefinition<Products> {
  const [products, categories] = [namesKept.products[contact], namesKept.categories[contact]];
  const sighting =
    ({ product, category = [], within }: Products, asOf: PlainDate) =>
    ({ products: bySku, categories: byCategory }: ClassifiedProfile): Sighting | undefined => {
      const since = within === undefined ? '' : addDays(asOf, -wholeDays(within));
      return product === undefined
        ? latestOf(byCategory?.[contact], category, since)
        : latestOf(bySku?.[contact], product, since);
    };
  return createCondition<Products, Sighting>({
    schema,
    description: `The customer ${what} any of these products, or any of these categories. Known are the latest ${products} products and ${categories} categories of each customer.`,
    example,
    absent: 'none',
    read: (asked, { asOf }) => sighting(asked, asOf),
    accepts: () => () => true,
    asks({ product, category = [], within }) {
      const part =
        product === undefined
          ? ({ part: 'category', statement: anyOf('as-written', category) } as const)
          : ({ part: 'product', statement: anyOf('as-written', product) } as const);
      const statement: Statement = { is: 'parts', parts: [part] };
      return within === undefined ? statement : { is: 'within', days: wholeDays(within), statement };
    },
    says: ({ name, on }) => ({ is: 'dated', name, on }),
  });
}

export const bought = namedProducts('bought', 'has bought', '{ category: tea, within: 180d }');
export const browsed = namedProducts('browsed', 'has looked at', '{ product: [pot-blue, pot-white] }');
export const carted = namedProducts('carted', 'has put into a cart', '{ category: tea, within: 7d }');
