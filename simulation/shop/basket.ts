import { type Catalogue, categories, type Product } from './catalogue.ts';
import type { Personality } from './personality.ts';
import { cappedGeometric, chance, type Draw, oneByWeight, oneOf, wholeBetween } from './random.ts';

/** One line of an order. */
export interface BasketLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  /** Minor units. */
  readonly unitPrice: number;
}

const maxLines = 14;

/** Fills a basket. How much goes in depends on the customer: a few buy ten times as much as most. */
export function fillBasket(draw: Draw, personality: Personality, catalogue: Catalogue): BasketLine[] {
  const continueChance = personality.appetite / (1 + personality.appetite);
  const picks = 1 + cappedGeometric(draw, continueChance * 0.85, maxLines - 1);
  const lines = new Map<string, BasketLine>();
  for (let pick = 0; pick < picks; pick += 1) {
    const { sku, name, price } = drawProduct(draw, personality, catalogue);
    const quantity = drawQuantity(draw, personality) + (lines.get(sku)?.quantity ?? 0);
    lines.set(sku, { sku, name, quantity, unitPrice: price });
  }
  return [...lines.values()];
}

function drawProduct(draw: Draw, personality: Personality, catalogue: Catalogue): Product {
  const isFavourite = chance(draw, 0.7);
  const anywhere = oneOf(draw, categories);
  const category = isFavourite ? oneOf(draw, personality.favourites) : anywhere;
  return oneByWeight(draw, catalogue.get(category) ?? []);
}

function drawQuantity(draw: Draw, personality: Personality): number {
  if (chance(draw, 0.006 * personality.appetite)) return wholeBetween(draw, 6, 24);
  return 1 + cappedGeometric(draw, 0.2, 4);
}

/** The sum of the lines before discount and shipping, in minor units. */
export const subtotalOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((total, line) => total + line.quantity * line.unitPrice, 0);
