import { describe, expect, test } from 'vitest';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { currencySchema } from '../../../shared/money.ts';
import { london, readAll, smallMapping } from './files.ts';

const header = 'order;customer;at;sku;qty;price;off';
const row = (id: number, price: string, { qty = '1', off = '' } = {}) =>
  `${id};c;2024-03-01;MUG;${qty};${price};${off}`;
const file = (...rows: string[]) => [header, ...rows].join('\n');
const mapping = (decimalMark?: '.' | ',') =>
  smallMapping({ columns: { discount: 'off' }, ...(decimalMark && { decimalMark }) });
const read = (content: string, { mark, currency = 'GBP' }: { mark?: '.' | ','; currency?: string } = {}) =>
  readAll(content, {
    mapping: mapping(mark),
    settings: { ...london, currency: currencySchema.parse(currency) },
  });

describe('a file with decimal commas', () => {
  const german = file(row(1, '12,50'), row(2, '1.234,50'), row(3, '7'));

  test('is refused once and before its first row, with what to write into the mapping', async () => {
    const reading = read(german);
    await expect(reading).rejects.toThrow('Nothing was imported from this file');
    await expect(reading).rejects.toThrow(
      `decimalMark: 2 amounts have a decimal comma, such as "12,50" on line 2; write 'decimalMark: ","' into the column mapping`,
    );
  });

  test('is read where the mapping says so', async () => {
    const { orders } = await read(german, { mark: ',' });
    expect(orders.map(({ totals }) => totals.total)).toEqual([1250, 123_450, 700]);
  });

  test('under a preset needs a mapping of two lines', async () => {
    const shopify = [
      'Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem price,Total',
      '#1,a@example.com,2025-10-07,1,Tee,"12,50","12,50"',
    ].join('\n');
    await expect(readAll(shopify, { mapping: presetNamed('shopify') })).rejects.toThrow(
      `a file of two lines, 'preset: shopify' and that one, is enough for --mapping`,
    );
  });

  test('is recognised by any amount or quantity, however late it comes', async () => {
    const many = Array.from({ length: 3_000 }, (_, id) => row(id + 1, '7'));
    for (const late of [row(9_000, '7', { off: '0,50' }), row(9_000, '7', { qty: '1,5' })]) {
      await expect(read(file(...many, late))).rejects.toThrow('on line 3002');
    }
  });

  test('is refused alike however its bytes arrive', async () => {
    const messages = new Set<string>();
    for (const sizes of [[1], [7, 64], [1 << 16]]) {
      messages.add(await readAll(german, { mapping: mapping() }, sizes).then(String, String));
    }
    expect([...messages]).toEqual([expect.stringContaining('2 amounts have a decimal comma')]);
  });
});

describe('a file with decimal points', () => {
  test('is refused where the mapping says comma', async () => {
    await expect(read(file(row(1, '12.50')), { mark: ',' })).rejects.toThrow(
      `1 amount has a decimal point, such as "12.50" on line 2; write 'decimalMark: "."'`,
    );
  });

  test('loses single rows that are written otherwise, and no more', async () => {
    const { orders, refused } = await read(file(row(1, '12.50'), row(2, '2,55'), row(3, '1,234')));
    expect(refused).toEqual(['3: bad-number']);
    expect(orders.map(({ totals }) => totals.total)).toEqual([1250, 123_400]);
  });
});

describe('a file whose amounts can be read in two ways', () => {
  test.each(['1,234', '1.234', '$1,234', '-1.000'])(
    'is refused until the mapping says which (%s)',
    async (price) => {
      const content = file(row(1, price), row(2, '5'));
      const usd = { currency: 'USD' };
      await expect(read(content, usd)).rejects.toThrow(
        `amounts such as "${price}" on line 2 can be read in two ways, with thousands or with three decimals, and no other amount shows which; write 'decimalMark: "."' or 'decimalMark: ","'`,
      );
      for (const mark of ['.', ','] as const)
        expect((await read(content, { ...usd, mark })).refused).toEqual([]);
    },
  );

  test('is clear from a single amount elsewhere', async () => {
    const { orders } = await read(file(row(1, '1,234'), row(2, '5', { off: '0.5' })));
    expect(orders[0]?.totals.total).toBe(123_400);
    await expect(read(file(row(1, '1,234'), row(2, '5', { off: '0,125' })))).rejects.toThrow('"0,125"');
  });

  test('is clear in a currency without decimals, where these are thousands', async () => {
    const { orders } = await read(file(row(1, '1,980')), { currency: 'JPY' });
    expect(orders[0]?.totals.total).toBe(1980);
    await expect(read(file(row(1, '150.000')), { currency: 'VND' })).rejects.toThrow(
      `such as "150.000" on line 2; write 'decimalMark: ","'`,
    );
  });

  test('is clear when all of them are whole', async () => {
    const { orders } = await read(file(row(1, '5'), row(2, '1980')));
    expect(orders).toHaveLength(2);
  });
});
