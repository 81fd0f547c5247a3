import type { InteractionOf } from '../interactions/interaction.ts';
import type { EventFact } from './activity.ts';

/** A product as far as a fact says something of it. Of prices, minor units. */
export interface FactProduct {
  readonly sku?: string | undefined;
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly quantity?: number | undefined;
  readonly unitPrice?: number | undefined;
}

/** The products that a fact is about, as it lists them; none for one that is about something else. */
export function productsIn(fact: EventFact): readonly FactProduct[] {
  switch (fact.type) {
    case 'order':
      return fact.order.lines;
    case 'cart':
      return productsInCart(fact);
    case 'browse':
    case 'wishlist': {
      const { sku, name, category } = fact;
      return [sku, name, category].every((one) => one === undefined) ? [] : [{ sku, name, category }];
    }
    default:
      return [];
  }
}

/** The products in a cart, whichever way the shop lists them. */
const productsInCart = ({
  lines = [],
  skus = [],
  categories = [],
}: InteractionOf<'cart'>): readonly FactProduct[] => [
  ...lines,
  ...skus.map((sku) => ({ sku })),
  ...categories.map((category) => ({ category })),
];

/** What a cart or an order comes to, in minor units; undefined for a fact that comes to nothing known. */
export function worthOf(fact: EventFact): number | undefined {
  if (fact.type === 'order') return fact.order.totals.total;
  if (fact.type !== 'cart') return undefined;
  return fact.value ?? sumOf(fact.lines ?? []);
}

function sumOf(lines: readonly FactProduct[]): number | undefined {
  if (lines.length === 0) return undefined;
  let sum = 0;
  for (const { quantity = 1, unitPrice } of lines) {
    if (unitPrice === undefined) return undefined;
    sum += quantity * unitPrice;
  }
  return Math.round(sum);
}
