import type { Instant, PlainDate } from '../../../shared/calendar.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { namesKept } from '../../../shared/profile/product-facts.ts';
import type { Facts } from '../../../shared/profile/profile.ts';

interface Sighting {
  readonly day: string;
  readonly name: string;
}

/** The products, categories and tags of a customer by plain recomputation, over everything at once. */
export function recomputeNames(
  orders: readonly Order[],
  interactions: readonly Interaction[],
  dayOf: (at: Instant) => PlainDate,
): Pick<Facts, 'products' | 'categories' | 'tags'> {
  const seen = (at: Instant, names: readonly (string | undefined)[]): Sighting[] =>
    names.flatMap((name) => (name === undefined ? [] : [{ day: dayOf(at), name }]));
  const bought = (field: 'sku' | 'category') =>
    orders.flatMap((order) =>
      seen(
        order.placedAt,
        order.lines.map((line) => line[field]),
      ),
    );
  const browsed = (field: 'sku' | 'category') =>
    interactions.flatMap((one) => (one.type === 'browse' ? seen(one.at, [one[field]]) : []));
  const carted = (field: 'skus' | 'categories') =>
    interactions.flatMap((one) => (one.type === 'cart' ? seen(one.at, one[field] ?? []) : []));
  const products = nonEmpty({
    bought: latest(bought('sku'), namesKept.products.bought),
    browsed: latest(browsed('sku'), namesKept.products.browsed),
    carted: latest(carted('skus'), namesKept.products.carted),
  });
  const categories = nonEmpty({
    bought: latest(bought('category'), namesKept.categories.bought),
    browsed: latest(browsed('category'), namesKept.categories.browsed),
    carted: latest(carted('categories'), namesKept.categories.carted),
  });
  const tags = interactions
    .flatMap((one) => (one.type === 'tag' && !one.removed ? [one.id as string] : []))
    .sort();
  return {
    ...(products && { products }),
    ...(categories && { categories }),
    ...(tags.length > 0 && { tags }),
  };
}

function latest(sightings: readonly Sighting[], most: number): Record<string, string[]> {
  const days: Record<string, string[]> = {};
  const names = [...new Set(sightings.map(({ name }) => name))].map((name) => ({
    name,
    day: sightings
      .filter((one) => one.name === name)
      .map(({ day }) => day)
      .sort()
      .at(-1),
  }));
  const inOrder = names.toSorted((a, b) =>
    a.day === b.day ? (a.name > b.name ? 1 : -1) : (a.day ?? '') < (b.day ?? '') ? 1 : -1,
  );
  for (const { name, day = '' } of inOrder.slice(0, most)) days[day] = [...(days[day] ?? []), name];
  return days;
}

function nonEmpty<T extends Record<string, object>>(kinds: T): Partial<T> | undefined {
  const filled = Object.entries(kinds).filter(([, days]) => Object.keys(days).length > 0);
  return filled.length === 0 ? undefined : (Object.fromEntries(filled) as Partial<T>);
}
