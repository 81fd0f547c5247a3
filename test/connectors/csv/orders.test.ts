import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { pounds, readAll, smallMapping, uci, uciFile, uciRow } from './files.ts';

const header = 'order,customer,at,sku,qty,price';
const lines = (...rows: string[]) => [header, ...rows].join('\n');

describe('the orders of a file', () => {
  test('collect the lines with one order id', async () => {
    const { orders, refused } = await readAll(
      uciFile(
        uciRow({ id: '536365', sku: '85123A', quantity: '6', price: '2.55', customer: '17850' }),
        uciRow({ id: '536365', sku: '71053', quantity: '1', price: '0.001', customer: '17850' }),
      ),
    );
    expect(refused).toEqual([]);
    expect(orders).toEqual([
      {
        id: '536365',
        customer: { id: '17850', locale: 'en-GB' },
        placedAt: '2010-12-01T08:26:00.000Z',
        updatedAt: '2010-12-01T08:26:00.000Z',
        status: 'placed',
        currency: 'GBP',
        lines: [
          { sku: '85123A', name: 'A THING', quantity: 6, unitPrice: 255 },
          { sku: '71053', name: 'A THING', quantity: 1, unitPrice: 0.1 },
        ],
        discounts: [],
        totals: { discount: 0, shipping: 0, tax: 0, total: 1530 },
      },
    ]);
  });

  test('are as old as their oldest line', async () => {
    const times = ['2010-12-01 08:27:00', '2010-12-01 08:26:00', '2010-12-01 08:28:00'];
    const { orders } = await readAll(uciFile(...times.map((at) => uciRow({ at }))));
    expect(orders[0]?.placedAt).toBe('2010-12-01T08:26:00.000Z');
  });

  test('are the same in whatever order their lines come within the window', async () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      uciRow({ id: `${index % 9}`, sku: `${index}`, customer: `${index % 3}`, price: `${index + 1}.01` }),
    );
    const ordersIn = async (file: string[]) =>
      (await readAll(uciFile(...file))).orders
        .map((order) => ({ ...order, lines: order.lines.map(({ sku }) => sku).sort() }))
        .sort((one, other) => one.id.localeCompare(other.id));
    const expected = await ordersIn(rows);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (mixed) => {
        expect(await ordersIn(mixed)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('are the same however the bytes are chunked, even with a narrow window', async () => {
    const ids = ['1', '2', '1', '3', '4', '5', '1', '2', '6', '3', 'C7', 'C8', 'C7'];
    const file = uciFile(...ids.map((id, index) => uciRow({ id, sku: `é${index}`, quantity: '2' })));
    const expected = await readAll(file, { windowRows: 3 });
    expect(expected.refused).toEqual(['8: not-sorted', '9: not-sorted', '11: not-sorted']);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), async (sizes) => {
        expect(await readAll(file, { windowRows: 3 }, sizes)).toEqual(expected);
      }),
    );
  });

  test('are returned once they have had no line for a window, in the order of the file', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => uciRow({ id: `${100 - Math.floor(index / 2)}` }));
    const { orders } = await readAll(uciFile(...rows), { windowRows: 5 });
    expect(orders.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, index) => `${100 - index}`));
  });

  test('reject a line that comes too late, and say how to fix the file', async () => {
    const rows = ['1', '2', '2', '2', '1'].map((id) => uciRow({ id }));
    const { rejections, orders } = await readAll(uciFile(...rows), { windowRows: 2 });
    expect(rejections).toMatchObject([
      { line: 6, code: 'not-sorted', reason: expect.stringContaining('sort the file') },
    ]);
    expect(orders.map(({ id, lines }) => [id, lines.length])).toEqual([
      ['1', 1],
      ['2', 3],
    ]);
    expect((await readAll(uciFile(...rows), { windowRows: 4 })).refused).toEqual([]);
  });

  test('are not delayed by an older one that still gets lines', async () => {
    const rows = ['1', '2', '1', '3', '1', '4', '1', '5', '1', '2'].map((id) => uciRow({ id }));
    const { refused, orders } = await readAll(uciFile(...rows), { windowRows: 3 });
    expect(refused).toEqual(['11: not-sorted']);
    expect(orders[0]?.id).toBe('2');
  });

  test('leave out lines with no quantity or no price', async () => {
    const { orders, refused } = await readAll(
      uciFile(
        uciRow({ price: '0.0' }),
        uciRow({ quantity: '-3' }),
        uciRow({ quantity: '0' }),
        uciRow({ sku: 'KEPT' }),
      ),
    );
    expect(refused).toEqual(['2: no-price', '3: nothing-sold', '4: nothing-sold']);
    expect(orders.map((order) => order.lines.map(({ sku }) => sku))).toEqual([['KEPT']]);
  });

  test('are refused whole when one of their lines cannot be read', async () => {
    const { orders, rejections } = await readAll(
      uciFile(uciRow({ sku: 'A' }), uciRow({ price: 'cheap' }), uciRow({ sku: 'C' }), uciRow({ id: '2' })),
    );
    expect(orders.map(({ id }) => id)).toEqual(['2']);
    expect(rejections.map(({ line, code }) => [line, code])).toEqual([
      [2, 'order-refused'],
      [3, 'bad-number'],
      [4, 'order-refused'],
    ]);
    expect(rejections[0]?.reason).toContain('line 3');
    expect(rejections[1]?.raw).toBe(uciRow({ price: 'cheap' }));
  });

  test('are refused whole when one of their rows has broken quotes', async () => {
    const broken = '1,"A"B,THING,1,2010-12-01 08:26:00,1.00,7,United Kingdom';
    const { orders, refused } = await readAll(uciFile(uciRow({}), broken, uciRow({}), uciRow({ id: '2' })));
    expect(refused).toEqual(['2: order-refused', '3: broken-row', '4: order-refused']);
    expect(orders.map(({ id }) => id)).toEqual(['2']);
  });

  test.each([
    ['bad-time', uciRow({ at: 'yesterday' })],
    ['bad-time', uciRow({ at: '12/1/2010 8:26' })],
    ['bad-number', uciRow({ quantity: '' })],
    ['bad-id', uciRow({ id: '' })],
    ['bad-id', uciRow({ id: 'a\u0007b' })],
    ['bad-id', uciRow({ customer: 'x'.repeat(129) })],
    ['no-product', '1,,,1,2010-12-01 08:26:00,1.00,7,France'],
    ['broken-row', '1,2,3'],
  ])('are refused for %s: %s', async (code, row) => {
    const { refused, activities } = await readAll(uciFile(row));
    expect(refused).toEqual([`2: ${code}`]);
    expect(activities).toEqual([]);
  });

  test('have one customer each', async () => {
    const { refused, orders } = await readAll(uciFile(uciRow({ customer: '7' }), uciRow({ customer: '8' })));
    expect(refused).toEqual(['2: order-refused', '3: other-customer']);
    expect(orders).toEqual([]);
  });

  test('have at most 2,000 lines', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => uciRow({}));
    expect((await readAll(uciFile(...rows(2_000)))).orders[0]?.lines).toHaveLength(2_000);
    const { orders, rejections } = await readAll(uciFile(...rows(2_005)));
    expect(orders).toEqual([]);
    expect(rejections).toHaveLength(2_005);
    expect(rejections.filter(({ code }) => code === 'too-many-lines')).toHaveLength(1);
  });

  test('cannot be in the future', async () => {
    const receivedAt = instant('2010-12-09T00:00:00Z');
    const file = uciFile(uciRow({ id: '1' }), uciRow({ id: '2', at: '2101-12-01 08:26:00' }));
    const { refused, rejections } = await readAll(file, { receivedAt });
    expect(refused).toEqual(['3: order-invalid']);
    expect(rejections[0]?.reason).toContain('lies in the future');
  });

  test('skip rows without a customer, and report them as rejected only when asked to', async () => {
    const file = uciFile(uciRow({ customer: '' }), uciRow({ id: '2' }));
    expect((await readAll(file)).refused).toEqual([]);
    expect((await readAll(file, { rejectAnonymous: true })).refused).toEqual(['2: no-customer']);
  });

  test('round each line to whole pence', async () => {
    const rows = ['0.333', '0.333', '0.335'].map((price) => uciRow({ price, quantity: '1' }));
    expect((await readAll(uciFile(...rows))).orders[0]?.totals.total).toBe(33 + 33 + 34);
  });

  test('have their times read in the shop’s zone, or in that of the mapping', async () => {
    const file = lines('1,c,2011-07-01 12:00,A,1,1');
    const settings = { timeZone: 'Asia/Shanghai', currency: pounds };
    const here = await readAll(file, { mapping: smallMapping(), settings });
    expect(here.orders[0]?.placedAt).toBe('2011-07-01T04:00:00.000Z');
    const there = await readAll(file, { mapping: smallMapping({ timeZone: 'Europe/London' }), settings });
    expect(there.orders[0]?.placedAt).toBe('2011-07-01T11:00:00.000Z');
  });

  test('keep that only their day is known, which is a day of the shop wherever the file is from', async () => {
    const times = ['2011-07-01', '2011-07-02 00:00', '2011-07-03'];
    const rows = times.map((at, id) => uciRow({ id: `${id + 1}`, at }));
    // The earliest of an order's lines says when it was placed.
    const { orders } = await readAll(uciFile(...rows, uciRow({ id: '3', at: '2011-07-02 09:00' })), {
      mapping: { ...uci, timeZone: 'America/New_York' },
    });
    expect(orders.map(({ placedAt, placedOn }) => [placedAt, placedOn])).toEqual([
      ['2011-06-30T23:00:00.000Z', '2011-07-01'],
      ['2011-07-02T04:00:00.000Z', undefined],
      ['2011-07-02T13:00:00.000Z', undefined],
    ]);
  });
});

describe('the refunds of a file', () => {
  test('are credit notes, recognised by the prefix of their id', async () => {
    const { orders, refunds } = await readAll(
      uciFile(
        uciRow({ id: 'C536379', quantity: '-1', price: '27.505', customer: '14527' }),
        uciRow({
          id: 'C536379',
          quantity: '-3',
          price: '1.10',
          customer: '14527',
          at: '2010-12-01 08:25:00',
        }),
      ),
    );
    expect(orders).toEqual([]);
    expect(refunds).toEqual([
      {
        type: 'refund',
        id: 'C536379',
        at: '2010-12-01T08:25:00.000Z',
        amount: 2751 + 330,
        customer: { id: '14527', locale: 'en-GB' },
      },
    ]);
  });

  test('can be recognised by a negative quantity, even next to an order with the same id', async () => {
    const mapping = smallMapping({ cancellations: { negativeQuantity: true } });
    const { orders, refunds } = await readAll(lines('1,c,2011-07-01,A,2,5.00', '1,c,2011-07-02,A,-1,5.00'), {
      mapping,
    });
    expect(orders[0]?.totals.total).toBe(1000);
    expect(refunds).toMatchObject([{ id: '1', amount: 500 }]);
  });
});
