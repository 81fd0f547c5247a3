import { type Catalogue, categories, type Product } from './catalogue.ts';
import { chance, type Draw, oneByWeight, oneOf, timesBeforeItStops, wholeBetween } from './random.ts';
import type { Temper } from './temper.ts';

export interface BasketLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  /** Minor units. */
  readonly unitPrice: number;
}

const mostLines = 14;

/** Fills a basket. How much goes in is the customer's own: a few buy ten times as much as most. */
export function fillBasket(draw: Draw, temper: Temper, catalogue: Catalogue): BasketLine[] {
  const again = temper.appetite / (1 + temper.appetite);
  const wanted = 1 + timesBeforeItStops(draw, again * 0.85, mostLines - 1);
  const lines = new Map<string, BasketLine>();
  for (let pick = 0; pick < wanted; pick += 1) {
    const { sku, name, price } = pickProduct(draw, temper, catalogue);
    const quantity = quantityOf(draw, temper) + (lines.get(sku)?.quantity ?? 0);
    lines.set(sku, { sku, name, quantity, unitPrice: price });
  }
  return [...lines.values()];
}

function pickProduct(draw: Draw, temper: Temper, catalogue: Catalogue): Product {
  const isFavourite = chance(draw, 0.7);
  const anywhere = oneOf(draw, categories);
  const category = isFavourite ? oneOf(draw, temper.favourites) : anywhere;
  return oneByWeight(draw, catalogue.get(category) ?? []);
}

function quantityOf(draw: Draw, temper: Temper): number {
  if (chance(draw, 0.006 * temper.appetite)) return wholeBetween(draw, 6, 24);
  return 1 + timesBeforeItStops(draw, 0.2, 4);
}

/** What the lines come to before discount and shipping, in minor units. */
export const worthOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((total, line) => total + line.quantity * line.unitPrice, 0);
