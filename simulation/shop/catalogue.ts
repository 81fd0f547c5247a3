import { type Currency, decimalsOf } from '../../shared/money.ts';

/** A product of the simulated shop. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** Minor units of the shop's currency. */
  readonly price: number;
  /** How well it sells, relative to the others in its category. */
  readonly weight: number;
}

/** Name and price in euros, best sellers first. */
const shelves: Readonly<Record<string, readonly (readonly [name: string, euros: number])[]>> = {
  Tea: [
    ['Assam Breakfast, 250 g', 9.9],
    ['Jasmine Pearls, 100 g', 14.5],
    ['Earl Grey Blue Flower, 250 g', 10.9],
    ['Darjeeling First Flush, 100 g', 16.9],
    ['Sencha Kagoshima, 100 g', 13.9],
    ['Aged Pu-erh Cake, 357 g', 42],
    ['Peppermint Leaves, 150 g', 6.9],
    ['Rooibos Vanilla, 250 g', 8.9],
    ['Milk Oolong, 100 g', 17.5],
    ['Ceremonial Matcha, 30 g', 26],
  ],
  Coffee: [
    ['House Espresso, 1 kg', 21.9],
    ['Ethiopia Yirgacheffe, 250 g', 12.9],
    ['Decaf Colombia, 250 g', 11.9],
    ['Filter Papers, Size 4', 3.9],
    ['Hand Grinder, Steel Burr', 89],
    ['Glass Dripper for Two', 24.9],
    ['Moka Pot, 6 Cups', 34.9],
    ['Cold Brew Bottle', 22.9],
    ['Kettle with Gooseneck', 69],
    ['Kenya AA, 250 g', 14.9],
  ],
  Kitchen: [
    ['Linen Tea Towels, Set of 3', 18.9],
    ['Beech Chopping Board', 29.9],
    ['Cast-iron Pan, 26 cm', 54.9],
    ["Chef's Knife, 20 cm", 79],
    ['Stoneware Bowl', 16.9],
    ['Enamel Pie Dish', 19.9],
    ['Dutch Oven, 4.7 l', 149],
    ['Olive-wood Spoon', 9.9],
    ['Salt Pig with Lid', 21.9],
    ['Copper Saucepan, 18 cm', 119],
  ],
  Bath: [
    ['Olive Oil Soap', 5.9],
    ['Cotton Bath Towel', 24.9],
    ['Hand Cream, Almond', 11.9],
    ['Lavender Bath Salts', 13.9],
    ['Bamboo Toothbrushes, Set of 4', 8.9],
    ['Waffle Bathrobe', 69],
    ['Shaving Brush', 32.9],
    ['Sisal Back Brush', 12.9],
    ['Cedar Bath Mat', 44.9],
    ['Solid Shampoo, Nettle', 9.9],
  ],
  Home: [
    ['Beeswax Candle', 12.9],
    ['Wool Throw, Herringbone', 84.9],
    ['Linen Cushion Cover', 26.9],
    ['Hand-blown Vase', 38.9],
    ['Oak Picture Frame, A4', 22.9],
    ['Willow Basket', 34.9],
    ['Reading Lamp, Brass', 129],
    ['Cotton Rug, 70 × 140', 59.9],
    ['Scented Candle, Fig', 27.9],
    ['Wall Clock, Enamel', 74.9],
  ],
  Garden: [
    ['Wildflower Seeds', 4.9],
    ['Garden Twine, 100 m', 6.9],
    ['Terracotta Pot, 22 cm', 14.9],
    ['Secateurs, Forged', 44.9],
    ['Watering Can, 5 l', 32.9],
    ['Hand Trowel, Ash Handle', 19.9],
    ['Bird Feeder', 24.9],
    ['Leather Gloves', 22.9],
    ['Herb Planter, Zinc', 39.9],
    ['Folding Bistro Chair', 79],
  ],
  Stationery: [
    ['Dotted Notebook, A5', 14.9],
    ['Pencils, Set of 12', 11.9],
    ['Letter Paper with Envelopes', 16.9],
    ['Fountain Pen, Fine', 39.9],
    ['Bottled Ink, Midnight', 12.9],
    ['Desk Calendar', 15.9],
    ['Washi Tape, Set of 5', 8.9],
    ['Leather Pen Roll', 36.9],
    ['Wrapping Paper, 3 Sheets', 7.9],
    ['Brass Ruler', 17.9],
  ],
  Children: [
    ['Wooden Building Blocks', 29.9],
    ['Picture Book: The Fox', 14.9],
    ['Organic Cotton Bib', 9.9],
    ['Puzzle, 100 Pieces', 16.9],
    ['Knitted Rabbit', 24.9],
    ['Beeswax Crayons', 15.9],
    ['Rocking Horse', 159],
    ['Balance Board', 89],
    ['Kite, Rainbow', 19.9],
    ['Bamboo Plate Set', 22.9],
  ],
};

export const categories: readonly string[] = Object.keys(shelves);

/** Rough exchange rates, so that a shop in yen does not sell soap for ¥6. Other currencies are treated like euros. */
const unitsPerEuro = new Map<string, number>([
  ['CNY', 8],
  ['JPY', 160],
  ['KRW', 1500],
  ['INR', 60],
  ['SEK', 11],
  ['NOK', 11],
  ['DKK', 7.5],
  ['CZK', 25],
  ['HUF', 390],
  ['TWD', 34],
  ['HKD', 8.5],
]);

/** The approximate value of an amount in euros, in minor units of `currency`. */
export function minorUnitsFor(euros: number, currency: Currency): number {
  return Math.round(euros * (unitsPerEuro.get(currency) ?? 1) * 10 ** decimalsOf(currency));
}

export type Catalogue = ReadonlyMap<string, readonly Product[]>;

/** The shop's eighty products by category, priced in `currency`. */
export function createCatalogue(currency: Currency): Catalogue {
  return new Map(
    Object.entries(shelves).map(([category, shelf]) => [
      category,
      shelf.map(([name, euros], rank) => ({
        sku: `${category.slice(0, 3).toUpperCase()}-${String(rank + 1).padStart(2, '0')}`,
        name,
        category,
        price: minorUnitsFor(euros, currency),
        weight: 1 / (rank + 1) ** 0.7,
      })),
    ]),
  );
}
