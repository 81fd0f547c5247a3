import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMapping } from '../../../connectors/csv/parse-mapping.ts';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { readAll, smallMapping } from './files.ts';

const extra = ['off', 'coupon', 'ship', 'gift', 'tax', 'total', 'back', 'returned'] as const;
type Extra = Partial<Record<(typeof extra)[number], string>>;

const header = `order,customer,at,sku,qty,price,${extra.join(',')}`;
const line = (order: string, qty: string, price: string, more: Extra = {}) =>
  [order, 'c', '2024-03-01', 'MUG', qty, price, ...extra.map((column) => more[column] ?? '')].join(',');
const read = (columns: Record<string, unknown>, ...rows: string[]) =>
  readAll([header, ...rows].join('\n'), { mapping: smallMapping({ columns }) });

describe('an amount in several columns', () => {
  test('is the sum of them, whether discounts are written below zero or not', async () => {
    const columns = { discount: ['off', 'coupon'], shipping: ['ship', 'gift'], tax: ['tax'] };
    const { orders } = await read(
      columns,
      line('1', '1', '25.00', { off: '2.00', coupon: '-1.50', ship: '4.00', gift: '0.99', tax: '3.33' }),
      line('2', '1', '25.00', { coupon: '1.50', ship: '4.00', gift: '-4.00' }),
      line('3', '1', '25.00', { off: '2.00', coupon: 'some' }),
    );
    expect(orders.map(({ totals }) => totals)).toEqual([
      { discount: 350, shipping: 499, tax: 333, total: 2500 - 350 + 499 },
      { discount: 150, shipping: 0, tax: 0, total: 2350 },
    ]);
  });

  test('needs all of these columns, since one is no substitute for another', async () => {
    const reading = read({ discount: ['off', 'copon', 'OFF '] }, line('1', '1', '25.00'));
    await expect(reading).rejects.toThrow(
      'columns.discount: the file has no column "copon"; did you mean "coupon"?',
    );
    const { orders } = await read({ discount: ['off', 'OFF '] }, line('1', '1', '25.00', { off: '2' }));
    expect(orders[0]?.totals.discount).toBe(200);
  });

  test('is in the presets only where two columns do not state the same money', () => {
    for (const preset of ['shopify', 'woocommerce'] as const) {
      expect([presetNamed(preset).columns.discount ?? []].flat()).toHaveLength(1);
    }
  });
});

describe('an amount of the order', () => {
  const columns = { discount: 'off', shipping: 'ship', tax: 'tax', total: 'total' };

  test('counts once, repeated on its lines or stated on one of them', async () => {
    const { orders, refused } = await read(
      columns,
      line('1', '1', '5.00', { ship: '3.00' }),
      line('1', '1', '6.00', { ship: '3.0' }),
      line('2', '1', '5.00', { ship: '0.00' }),
      line('2', '1', '6.00', { ship: '3.00' }),
      line('2', '1', '6.00'),
    );
    expect(refused).toEqual([]);
    expect(orders.map(({ totals }) => totals.shipping)).toEqual([300, 300]);
  });

  test.each([
    ['off', 'lineDiscount'],
    ['ship', 'lineShipping'],
    ['tax', 'lineTax'],
    ['total', 'lineTotal'],
  ] as const)(
    'that differs on its lines (%s) refuses the order, with the key for amounts of lines',
    async (column, key) => {
      const { orders, rejections } = await read(
        columns,
        line('1', '1', '5.00', { [column]: '3.00' }),
        line('1', '1', '6.00', { [column]: '4.00' }),
        line('2', '1', '6.00', { [column]: '4.00' }),
      );
      expect(orders.map(({ id }) => id)).toEqual(['2']);
      expect(rejections.map((one) => `${one.line}: ${one.code}`)).toEqual([
        '2: order-refused',
        '3: two-amounts',
      ]);
      expect(rejections[1]?.reason).toContain('"3.00" and "4.00"');
      expect(rejections[1]?.reason).toContain(`map the column as ${key}`);
    },
  );

  test('is that of the first line where the mapping says so', async () => {
    const { orders } = await readAll(
      [header, line('1', '1', '5.00', { ship: '3.00' }), line('1', '1', '5.00', { ship: '4.00' })].join('\n'),
      { mapping: smallMapping({ columns, orderColumns: 'first-line' }) },
    );
    expect(orders[0]?.totals.shipping).toBe(300);
  });
});

describe('an amount of each line', () => {
  const columns = { lineDiscount: ['off', 'coupon'], lineShipping: 'ship', lineTax: 'tax' };

  test('is added over the lines of an order, and to what the order itself says', async () => {
    const rows = [
      line('1', '2', '5.00', { off: '1.00', coupon: '-0.50', ship: '3.00', tax: '0.80', gift: '2.00' }),
      line('1', '1', '6.00', { off: '0.25', ship: '3.00', tax: '0.20', gift: '2.00' }),
    ];
    const ofLines = await read(columns, ...rows);
    expect(ofLines.orders[0]?.totals).toEqual({ discount: 175, shipping: 600, tax: 100, total: 2025 });
    const ofBoth = await read({ ...columns, shipping: 'gift' }, ...rows);
    expect(ofBoth.orders[0]?.totals).toMatchObject({ shipping: 800, total: 2225 });
  });

  test('is paid for a free line as well, but not for a cancelled one', async () => {
    const statuses = { ...columns, status: 'back' };
    const { orders, refused } = await read(
      statuses,
      line('1', '1', '5.00', { ship: '3.00', back: 'placed' }),
      line('1', '1', '0.00', { ship: '2.00', back: 'placed' }),
      line('1', '1', '7.00', { ship: '1.50', back: 'cancelled' }),
      line('1', '1', '0.00', { ship: '1.25', back: 'cancelled' }),
    );
    expect(orders[0]?.totals).toMatchObject({ shipping: 500, total: 1000 });
    expect(refused).toEqual(['3: no-price', '5: no-price']);
  });

  test('refuses the order when it cannot be read', async () => {
    const { refused, rejections } = await read(columns, line('1', '1', '5.00', { ship: 'free' }));
    expect(refused).toEqual(['2: bad-number']);
    expect(rejections[0]?.reason).toContain('"free" in the column for shipping');
  });

  test('sums to the same however the lines are split', async () => {
    const cents = fc.integer({ min: 0, max: 9_999 });
    await fc.assert(
      fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 6 }), async (amounts) => {
        const rows = amounts.map((amount) =>
          line('1', '1', '500.00', { ship: (amount / 100).toFixed(2), off: `-${(amount / 100).toFixed(2)}` }),
        );
        const { orders } = await read(columns, ...rows);
        const sum = amounts.reduce((total, one) => total + one, 0);
        expect(orders[0]?.totals).toMatchObject({
          shipping: sum,
          discount: sum,
          total: 50_000 * amounts.length,
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('a returned quantity', () => {
  const columns = { returnedQuantity: 'returned' };

  test('gives back its share of what was paid for the line', async () => {
    const { orders } = await read(
      { ...columns, lineDiscount: 'off', shipping: 'ship' },
      line('1', '3', '10.00', { returned: '1', off: '3.00', ship: '5.00' }),
      line('1', '1', '7.00', { ship: '5.00', returned: '0' }),
      line('2', '3', '10.00', { returned: '-2' }),
      line('2', '2', '5.00', { returned: '2' }),
      line('3', '1', '8.00', { returned: '1' }),
      line('4', '1', '8.00'),
    );
    expect(orders).toMatchObject([
      { id: '1', status: 'refunded-in-part', refunded: 900, totals: { total: 3900 } },
      { id: '2', status: 'refunded-in-part', refunded: 3000, totals: { total: 4000 } },
      { id: '3', status: 'refunded' },
      { id: '4', status: 'placed' },
    ]);
  });

  test('is a share of the line’s total where that is what the file states', async () => {
    const { orders } = await read(
      { ...columns, unitPrice: undefined, lineTotal: 'price' },
      line('1', '3', '10.00', { returned: '1' }),
    );
    expect(orders[0]).toMatchObject({ refunded: 333, totals: { total: 1000 } });
  });

  test('never gives back more than was paid, and yields to an amount that is stated', async () => {
    const { orders } = await read(
      { ...columns, total: 'total', refunded: 'back' },
      line('1', '2', '10.00', { returned: '2', total: '15.00' }),
      line('2', '2', '10.00', { returned: '1', total: '20.00', back: '4.00' }),
    );
    expect(orders).toMatchObject([{ status: 'refunded' }, { status: 'refunded-in-part', refunded: 400 }]);
  });

  test('counts besides lines that were refunded as a whole', async () => {
    const { orders } = await read(
      { ...columns, status: 'back' },
      line('1', '2', '10.00', { returned: '1', back: 'placed' }),
      line('1', '1', '7.00', { returned: '1', back: 'refunded' }),
    );
    expect(orders[0]).toMatchObject({ status: 'refunded-in-part', refunded: 1700 });
  });

  test('above what was bought refuses the order and says so', async () => {
    const { orders, rejections } = await read(
      columns,
      line('1', '2', '10.00', { returned: '3' }),
      line('2', '0', '10.00', { returned: '1' }),
      line('3', '2', '10.00', { returned: 'one' }),
      line('3', '1', '10.00'),
    );
    expect(orders).toEqual([]);
    expect(rejections.map((one) => `${one.line}: ${one.code}`)).toEqual([
      '2: returned-more',
      '3: returned-more',
      '4: bad-number',
      '5: order-refused',
    ]);
    expect(rejections[0]?.reason).toBe(
      'more pieces were given back (3) than bought (2); the column for quantity has to say how many were ordered',
    );
  });
});

test('the columns of a marketplace’s report can be described', () => {
  const yaml = `
columns:
  orderId: amazon-order-id
  customerId: buyer-email
  placedAt: purchase-date
  sku: sku
  quantity: quantity-purchased
  lineTotal: item-price
  lineShipping: [shipping-price, gift-wrap-price]
  lineDiscount: [item-promotion-discount, ship-promotion-discount]
  lineTax: [item-tax, shipping-tax]
`;
  expect(parseMapping(yaml, 'm.yaml').columns.lineDiscount).toHaveLength(2);
  expect(() =>
    parseMapping(yaml.replace('lineTax: [item-tax, shipping-tax]', 'lineTax: 5'), 'm.yaml'),
  ).toThrow(
    'columns.lineTax: give the name of a column, or a list of names: the amounts in these columns are added',
  );
});
