import { describe, expect, test } from 'vitest';
import { type AmountReading, currencyNamed, readAmount } from '../../../connectors/csv/amount.ts';
import { parseDecimal } from '../../../connectors/csv/decimal.ts';
import { importOrders } from '../../../connectors/csv/import.ts';
import { instant } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { london, memorySink, readAll, smallMapping, tableOf } from './files.ts';

const header = 'order,customer,at,sku,qty,price,total,off,ship';
const columns = { total: 'total', discount: 'off', shipping: 'ship' };
const mapping = smallMapping({ columns });
const read = (...rows: string[]) => readAll([header, ...rows].join('\n'), { mapping });

describe('an amount', () => {
  const money = (code: string, mark: '.' | ',' = '.') => ({ currency: currencySchema.parse(code), mark });
  const dollars = money('USD');
  const euros = money('EUR', ',');

  test.each([
    ['$25.00', dollars, '25.00'],
    ['$1,025.00', dollars, '1025.00'],
    ['25.00 USD', dollars, '25.00'],
    ['US$ 25', dollars, '25'],
    ['($25.00)', dollars, '-25.00'],
    ['-$25', dollars, '-25'],
    ['$-25', dollars, '-25'],
    ['25-', dollars, '-25'],
    ['\u221225', dollars, '-25'],
    ["'25.00", dollars, '25.00'],
    ['="25.00"', dollars, '25.00'],
    ['12,50 €', euros, '12.50'],
    ['1 234,56', euros, '1234.56'],
    ['1\u00a0234,56 €', euros, '1234.56'],
    ['1\u202f234\u202f567,8', euros, '1234567.8'],
    ['25,- €', euros, '25'],
    ["CHF 1'234.50", money('CHF'), '1234.50'],
    ['￥25', money('CNY'), '25'],
    ['RMB 25.5', money('CNY'), '25.5'],
    ['kr. 12', money('DKK'), '12'],
  ])('is read from %j', (text, { currency, mark }, value) => {
    expect(readAmount(text, mark, currency)).toEqual(parseDecimal(value));
  });

  test.each<[string, AmountReading]>([
    ['€25', 'other-currency'],
    ['A$25', 'other-currency'],
    ['25 EUR', 'other-currency'],
    ['12,50', 'not-an-amount'],
    ['1 2', 'not-an-amount'],
    ['12 34.00', 'not-an-amount'],
    ['--5', 'not-an-amount'],
    ['(-5)', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['12 pieces', 'not-an-amount'],
    ['', 'not-an-amount'],
  ])('is not read from %j in dollars', (text, why) => {
    expect(readAmount(text, '.', dollars.currency)).toBe(why);
  });

  test('can be in a currency with several names', () => {
    const yuan = currencySchema.parse('CNY');
    for (const name of ['CNY', 'cny', 'RMB', '￥', '¥', '元'])
      expect(currencyNamed(name, yuan), name).toBe('CNY');
    expect(currencyNamed('¥', currencySchema.parse('JPY'))).toBe('JPY');
    expect(currencyNamed('RMB', currencySchema.parse('JPY'))).toBe('CNY');
    expect(currencyNamed('nothing', yuan)).toBeUndefined();
  });
});

describe('money below zero', () => {
  test('as the total of an order is a refund', async () => {
    const { orders, refunds } = await read(
      'A1,c,2024-03-01,MUG,1,25.00,25.00,,',
      'A1-R,c,2024-03-05,MUG,1,25.00,-25.00,,',
      'A2-R,c,2024-03-06,MUG,1,-7.00,,,',
    );
    expect(orders.map(({ id }) => id)).toEqual(['A1']);
    expect(refunds).toMatchObject([
      { id: 'A1-R', amount: 2500, at: '2024-03-05T00:00:00.000Z', customer: { id: 'c' } },
      { id: 'A2-R', amount: 700 },
    ]);
  });

  test('as quantity and amount of one row is one refund, with or without a word about it in the mapping', async () => {
    const rows = ['T1,c,2024-03-01,MUG,1.0,12.00,,,', 'T2,c,2024-03-02,MUG,-1.0,-12.00,,,'];
    for (const negativeQuantity of [true, false]) {
      const { orders, refunds } = await readAll([header, ...rows].join('\n'), {
        mapping: smallMapping({ columns, cancellations: { negativeQuantity } }),
      });
      expect(orders).toHaveLength(1);
      expect(refunds).toMatchObject([{ id: 'T2', amount: 1200 }]);
    }
  });

  test('has the customer of its order when the row has none', async () => {
    const rows = [
      '1,c,2024-03-01,MUG,2,12.00,,,',
      '1,,2024-03-02,MUG,-1,12.00,,,',
      '2,,2024-03-02,MUG,-1,12.00,,,',
    ];
    const { refunds, orders } = await readAll([header, ...rows].join('\n'), {
      mapping: smallMapping({ columns, cancellations: { negativeQuantity: true } }),
    });
    expect(orders.map(({ totals }) => totals.total)).toEqual([2400]);
    expect(refunds).toMatchObject([{ id: '1', amount: 1200, customer: { id: 'c' } }]);
  });

  test('as a line of an order lowers it', async () => {
    const { orders, refused } = await read(
      'A1,c,2024-03-01,MUG,1,25.00,,,',
      'A1,c,2024-03-01,DISCOUNT,1,-5.00,,,',
    );
    expect(refused).toEqual([]);
    expect(orders).toMatchObject([
      { lines: [{ sku: 'MUG' }], totals: { total: 2000, discount: 500 }, discounts: [{ amount: 500 }] },
    ]);
  });

  test('as a fee on a credit note lowers the refund', async () => {
    const rows = ['C1,c,2024-03-01,MUG,-1,25.00,,,', 'C1,c,2024-03-01,FEE,1,5.00,,,'];
    const { refunds } = await readAll([header, ...rows].join('\n'), {
      mapping: smallMapping({ columns, cancellations: { orderIdPrefix: 'C' } }),
    });
    expect(refunds).toMatchObject([{ amount: 2000 }]);
  });

  test('as shipping is a discount, never an addition', async () => {
    const { orders } = await read('A1,c,2024-03-01,MUG,1,25.00,,,-3.00');
    expect(orders[0]?.totals).toMatchObject({ total: 2200, shipping: 0, discount: 300 });
  });

  test('is the same in the summary and in the profile', async () => {
    const { sink, stored } = memorySink();
    const rows = [
      '1,c,2024-03-01,MUG,1,25.00,,30.00,',
      '2,c,2024-03-02,MUG,1,25.00,-25.00,,',
      '3,c,2024-03-02,MUG,1,9.00,,,',
    ];
    const { purchases, refunds } = await importOrders({
      table: await tableOf([header, ...rows].join('\n')),
      mapping,
      settings: london,
      observedAt: instant('2024-04-01T00:00:00Z'),
      sink,
    });
    const { orders } = foldActivity(
      [...stored.values()].map((text) => JSON.parse(text)),
      'UTC',
    );
    expect(purchases).toMatchObject({ orders: 2, valueMinor: 900 });
    expect(refunds).toBe(1);
    expect(orders).toMatchObject({ count: 2, spent: 900 - 2500, refunded: 2500 });
  });
});

describe('the price of a line', () => {
  test('can be that of all its pieces, and a file without quantities sells one of each', async () => {
    const file = [
      'order,customer,at,sku,qty,sum',
      '1,c,2024-03-01,PL8,3,30.00',
      '2,c,2024-03-01,PL9,3,10.00',
    ].join('\n');
    const ofLine = { unitPrice: undefined, lineTotal: 'sum' };
    const { orders } = await readAll(file, { mapping: smallMapping({ columns: ofLine }) });
    expect(orders.map(({ totals }) => totals.total)).toEqual([3000, 1000]);
    expect(orders[0]?.lines).toEqual([{ sku: 'PL8', quantity: 3, unitPrice: 1000 }]);
    expect(orders[1]?.lines[0]?.unitPrice).toBeCloseTo(333.333, 3);
    const single = await readAll(file, {
      mapping: smallMapping({ columns: { ...ofLine, quantity: undefined } }),
    });
    expect(single.orders[0]).toMatchObject({
      lines: [{ quantity: 1, unitPrice: 3000 }],
      totals: { total: 3000 },
    });
  });

  test('can be zero for an order that was paid for all the same', async () => {
    const { orders, refused } = await read(
      'S1,c,2024-03-01,SAMPLE,1,0.00,4.90,,4.90',
      'S2,c,2024-03-01,RETURNED,0,9.00,9.00,,',
      'S3,c,2024-03-01,GIFT,1,0.00,0.00,,',
    );
    expect(orders).toMatchObject([
      { id: 'S1', lines: [{ sku: 'SAMPLE', unitPrice: 0 }], totals: { total: 490, shipping: 490 } },
      { id: 'S2', lines: [{ sku: 'RETURNED', quantity: 1 }], totals: { total: 900 } },
    ]);
    expect(refused).toEqual(['4: no-price']);
  });
});
