import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Order } from '../orders/order.ts';
import { type FactProduct, productsIn } from './fact-products.ts';
import type { Facts, NamesByDay } from './profile.ts';

/** What a customer did with a product. */
export const productContacts = ['bought', 'browsed', 'carted'] as const;
export type ProductContact = (typeof productContacts)[number];

/**
 * How many products and categories of each kind a profile keeps: the latest. With names of ten characters that is at
 * most 1 KB; most customers have a tenth of it.
 */
export const namesKept = {
  products: { bought: 20, browsed: 5, carted: 10 },
  categories: { bought: 10, browsed: 5, carted: 5 },
} as const satisfies Record<'products' | 'categories', Record<ProductContact, number>>;

/** What one fact names, and when it happened. */
interface Named {
  readonly at: Instant;
  readonly products: readonly string[];
  readonly categories: readonly string[];
}

/**
 * The products and categories that a customer bought, looked at or put into a cart, each by the last day. Neither the
 * order of facts nor repetitions matter.
 *
 * @param before what is known from other facts
 * @param orders those that count
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function productFacts(
  before: Pick<Facts, 'products' | 'categories'>,
  orders: readonly Order[],
  interactions: readonly Interaction[],
  timeZone: string,
): Pick<Facts, 'products' | 'categories'> {
  const named: Readonly<Record<ProductContact, readonly Named[]>> = {
    bought: orders.map((order) => namedBy(order.placedAt, order.lines)),
    browsed: interactions.flatMap((one) => (one.type === 'browse' ? [namedBy(one.at, productsIn(one))] : [])),
    carted: interactions.flatMap((one) => (one.type === 'cart' ? [namedBy(one.at, productsIn(one))] : [])),
  };
  const latest = (kind: 'products' | 'categories') => {
    const kinds = productContacts.flatMap((contact) => {
      const names = withNames(before[kind]?.[contact], named[contact], kind, {
        most: namesKept[kind][contact],
        timeZone,
      });
      return names === undefined ? [] : [[contact, names] as const];
    });
    return kinds.length === 0 ? undefined : Object.fromEntries(kinds);
  };
  const [products, categories] = [latest('products'), latest('categories')];
  return { ...(products && { products }), ...(categories && { categories }) };
}

const namedBy = (at: Instant, products: readonly FactProduct[]): Named => ({
  at,
  products: products.flatMap(({ sku }) => sku ?? []),
  categories: products.flatMap(({ category }) => category ?? []),
});

/**
 * The names of before and those of more facts, each by its latest day. Which of them are kept depends on the days and
 * the names alone: a name that is left out could not come back, because all that are ahead of it stay ahead.
 */
function withNames(
  before: NamesByDay | undefined,
  facts: readonly Named[],
  kind: 'products' | 'categories',
  { most, timeZone }: { readonly most: number; readonly timeZone: string },
): NamesByDay | undefined {
  const naming = facts.filter((one) => one[kind].length > 0);
  if (naming.length === 0) return before;
  const lastDays = new Map<string, PlainDate>();
  for (const [day, names] of Object.entries(before ?? {}))
    for (const name of names) lastDays.set(name, day as PlainDate);
  for (const fact of naming) {
    const day = dayIn(timeZone, fact.at);
    for (const name of fact[kind]) if (day > (lastDays.get(name) ?? '')) lastDays.set(name, day);
  }
  const kept = [...lastDays].sort(latestFirst).slice(0, most);
  const byDay = new Map<string, string[]>();
  for (const [name, day] of kept) byDay.set(day, [...(byDay.get(day) ?? []), name]);
  return Object.fromEntries(byDay);
}

type Dated = readonly [name: string, day: PlainDate];

const latestFirst = ([a, dayA]: Dated, [b, dayB]: Dated): number =>
  dayA === dayB ? (a < b ? -1 : 1) : dayA > dayB ? -1 : 1;
