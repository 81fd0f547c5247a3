import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Benefit,
  basketSchema,
  discountOn,
  type Offer,
  whyNotFor,
} from '../../../shared/coupons/offer.ts';
import { amountsNotIn, offerIn } from '../../../shared/coupons/written-offer.ts';
import { currencySchema } from '../../../shared/money.ts';

const line = (sku: string, quantity: number, unitPrice: number) => ({ sku, quantity, unitPrice });
const mug: Benefit = { kind: 'gift', sku: 'mug', name: 'a mug' };
const amount = (amountOff: number): Benefit => ({ kind: 'amount', amountOff });
const percent = (percentOff: number): Benefit => ({ kind: 'percent', percentOff });

describe('the discount of a coupon', () => {
  test.each<[string, Offer, ReturnType<typeof line>[], number]>([
    ['a share of all lines', { benefit: percent(15) }, [line('tea', 3, 333), line('cup', 1, 1)], 150],
    [
      'a share of its products alone',
      { benefit: percent(50), products: ['tea'] },
      [line('tea', 1, 1000), line('cup', 1, 800)],
      500,
    ],
    ['half a penny, rounded up', { benefit: percent(50) }, [line('screw', 3, 0.4)], 1],
    ['an amount', { benefit: amount(500) }, [line('tea', 1, 1200)], 500],
    ['an amount up to what the order comes to', { benefit: amount(5000) }, [line('tea', 1, 1200)], 1200],
    ['an amount of an empty order', { benefit: amount(5000) }, [], 0],
    ['a gift that is among the lines', { benefit: mug }, [line('tea', 1, 1200), line('mug', 2, 700)], 700],
    ['a gift that is not among them', { benefit: mug }, [line('tea', 1, 1200)], 0],
    ['a gift of which only a part is among them', { benefit: mug }, [line('mug', 0.5, 700)], 350],
    ['free shipping', { benefit: { kind: 'free-shipping' } }, [line('tea', 1, 1200)], 0],
  ])('is %s', (_, offer, lines, discount) => {
    expect(discountOn(offer, lines)).toBe(discount);
  });

  test('is a whole amount between nothing and the price of everything', () => {
    const sku = fc.constantFrom('tea', 'cup', 'mug');
    const basket = fc.array(
      fc.record({
        sku,
        quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(0.25, 1.5)),
        unitPrice: fc.oneof(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.1, 99.5)),
      }),
      { maxLength: 5 },
    );
    const offer = fc.record(
      {
        benefit: fc.oneof(
          fc.integer({ min: 1, max: 90 }).map(percent),
          fc.integer({ min: 1, max: 1e7 }).map(amount),
          fc.constant(mug),
          fc.constant<Benefit>({ kind: 'free-trial', sku: 'tea', name: 'tea', days: 30 }),
        ),
        products: fc.array(sku, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['benefit'] },
    );
    fc.assert(
      fc.property(offer, basket, (given, lines) => {
        const discount = discountOn(given, lines);
        const value = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
        expect(Number.isInteger(discount)).toBe(true);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(Math.ceil(value));
      }),
    );
  });
});

describe('an order', () => {
  test.each<[string, Offer, ReturnType<typeof line>[], ReturnType<typeof whyNotFor>]>([
    ['fits an offer for everything', { benefit: percent(10) }, [], undefined],
    [
      'fits when it comes to the minimum exactly',
      { benefit: percent(10), minimumSpend: 1000 },
      [line('tea', 1, 1000)],
      undefined,
    ],
    [
      'does not fit when it comes to less',
      { benefit: percent(10), minimumSpend: 1000 },
      [line('tea', 1, 999)],
      'below-minimum',
    ],
    [
      'does not reach the minimum by the gift itself',
      { benefit: mug, minimumSpend: 1000 },
      [line('mug', 1, 1000)],
      'below-minimum',
    ],
    ['fits a gift that nobody has put into it', { benefit: mug }, [], undefined],
    [
      'does not fit without the products',
      { benefit: percent(10), products: ['tea'] },
      [line('cup', 1, 1)],
      'no-product',
    ],
    [
      'does not fit by the gift alone where products are asked for',
      { benefit: mug, products: ['mug'] },
      [line('mug', 1, 1)],
      'no-product',
    ],
    [
      'fits by a second piece of the gift',
      { benefit: mug, products: ['mug'] },
      [line('mug', 2, 1)],
      undefined,
    ],
  ])('%s', (_, offer, lines, refusal) => {
    expect(whyNotFor(offer, lines)).toBe(refusal);
  });

  test('whose prices add up beyond any amount is refused', () => {
    expect(basketSchema.safeParse([line('tea', 1e13, 1)]).success).toBe(true);
    expect(basketSchema.safeParse([line('tea', 1e13, 2)]).success).toBe(false);
  });
});

describe('an offer in a file', () => {
  const currency = (code: string) => currencySchema.parse(code);
  const written = { amountOff: 10.5, minimumSpend: 50 };

  test.each([
    ['EUR', 1050, 5000],
    ['KWD', 10_500, 50_000],
  ])('has its amounts in whole units of %s', (code, amountOff, minimumSpend) => {
    expect(offerIn(written, currency(code))).toEqual({
      benefit: { kind: 'amount', amountOff },
      minimumSpend,
    });
    expect(amountsNotIn(written, currency(code))).toEqual([]);
  });

  test('cannot ask for parts of a yen', () => {
    expect(amountsNotIn(written, currency('JPY'))).toEqual([['amountOff', 10.5]]);
    expect(amountsNotIn({ amountOff: 500, minimumSpend: 0.4 }, currency('JPY'))).toEqual([
      ['minimumSpend', 0.4],
    ]);
  });
});
