import { describe, expect, test } from 'vitest';
import { detectPreset } from '../../../connectors/csv/presets.ts';
import { readAll, rowsOf, smallMapping, tableOf, uciFile, uciRow } from './files.ts';

const header = 'order,customer,at,sku,qty,price';
const mapping = smallMapping();
const read = (rows: readonly string[], options = {}) =>
  readAll([header, ...rows].join('\n'), { mapping: smallMapping(options) });

describe('ids that went through a spreadsheet', () => {
  test('are refused when they have become numbers, since several become one', async () => {
    const { orders, refused, rejections } = await read([
      '2.24001E+17,zhang,2024-03-01,A,1,20.00',
      '"2,24001E+17",zhang,2024-05-01,B,1,30.00',
      '7,1.38E+10,2024-05-01,B,1,30.00',
    ]);
    expect(orders).toEqual([]);
    expect(refused).toEqual(['2: shortened-id', '3: shortened-id', '4: shortened-id']);
    expect(rejections[0]?.reason).toContain('a spreadsheet has shortened the number "2.24001E+17"');
  });

  test('can look like a number by chance', async () => {
    const { orders } = await read(['1E5,c,2024-03-01,A,1,1', '12E+4,c,2024-03-01,A,1,1']);
    expect(orders.map(({ id }) => id)).toEqual(['1E5', '12E+4']);
  });

  test('are refused when 15 digits are left of them and they repeat months apart', async () => {
    const rounded = '202403011234567000';
    const together = [`${rounded},c,2024-03-01 10:00,A,1,1`, `${rounded},c,2024-03-01 10:01,B,1,1`];
    expect((await read(together)).orders).toMatchObject([{ id: rounded }]);
    const apart = [...together, `${rounded},c,2024-05-01 10:00,C,1,1`];
    expect((await read(apart)).refused).toEqual(['2: order-refused', '3: order-refused', '4: shortened-id']);
  });

  test('are kept whole in cells of text', async () => {
    const { orders } = await read([
      '="202403011234567890",="13800138000",2024-03-01,A,1,20.00',
      '"=""202403011234567891""","\'13800138001",2024-03-01,A,1,20.00',
    ]);
    expect(orders.map(({ id, customer }) => [id, customer.id])).toEqual([
      ['202403011234567890', '13800138000'],
      ['202403011234567891', '13800138001'],
    ]);
  });

  test('keep a # within them, and never become another id by it', async () => {
    const ids = ['#1001', 'EN#1001', 'EN%231001', 'EN%25231001', '100%'];
    const { orders } = await read(ids.map((id) => `${id},c,2024-03-01,A,1,1`));
    expect(orders.map(({ id }) => id)).toEqual(['1001', 'EN%231001', 'EN%25231001', 'EN%2525231001', '100%']);
  });
});

describe('texts that are too long', () => {
  test('are cut between characters', async () => {
    const family = '👨‍👩‍👧';
    const { orders } = await read(
      [
        `1,c,2024-03-01,${'a'.repeat(126)}🎁 box,1,5.00`,
        `2,c,2024-03-01,${'a'.repeat(127)}🎁 box,1,5.00`,
        `3,c,2024-03-01,${'a'.repeat(124)}${family},1,5.00`,
      ],
      { columns: { sku: undefined, name: 'sku' } },
    );
    expect(orders.map(({ lines }) => lines[0]?.sku.replace(/^a+/, ''))).toEqual(['🎁', '', '']);
    expect(orders[0]?.lines[0]?.name).toContain('🎁 box');
  });
});

describe('a file of other programs', () => {
  test('can name its delimiter in its first line', async () => {
    for (const [separator, mark] of [
      ['sep=;', ';'],
      ['"sep=|"', '|'],
      ['SEP=\\t', '\t'],
    ] as const) {
      const table = await tableOf(`${separator}\na${mark}b\n1,5${mark}2`);
      expect(table.columns).toEqual(['a', 'b']);
      expect(await rowsOf(table)).toEqual([[3, ['1,5', '2']]]);
    }
  });

  test('can quote nothing at all', async () => {
    const data = 'a\tb\n1\tPlate 8" white\n2\t"Big" plate\n3\t"\n';
    expect(await rowsOf(await tableOf(data, { quoting: 'none' }))).toEqual([
      [2, ['1', 'Plate 8" white']],
      [3, ['2', '"Big" plate']],
      [4, ['3', '"']],
    ]);
    const [, problem] = (await rowsOf(await tableOf(data)))[0] ?? [];
    expect(problem).toContain('quoting: none');
  });

  test('can have lines before its header', async () => {
    const data =
      'Orders of the Gift Shop;;\nfrom 1 May\n\norder,customer,at,sku,qty,price\n1,c,2024-03-01,A,1,1\n';
    const table = await tableOf(data, { isHeader: (columns) => columns.includes('order') });
    expect(table.columns).toEqual(header.split(','));
    expect(await rowsOf(table)).toEqual([[5, ['1', 'c', '2024-03-01', 'A', '1', '1']]]);
    const uci = await tableOf(uciFile(uciRow({})), {
      isHeader: (columns) => detectPreset(columns) !== undefined,
    });
    expect(uci.columns[0]).toBe('InvoiceNo');
  });

  test('can leave out empty fields at the end of a row, but none that an order needs', async () => {
    const withCoupon = smallMapping({ columns: { couponCode: 'coupon', email: 'email' } });
    const rows = [
      '1,c,2024-03-01,A,1,1',
      '2,c,2024-03-01,A,1,1,MAY',
      '3,c,2024-03-01,A,1',
      '4,c,2024-03-01,A,1,1,,,,',
    ];
    const { orders, refused } = await readAll([`${header},coupon,email`, ...rows].join('\n'), {
      mapping: withCoupon,
    });
    expect(orders.map(({ id, discounts }) => [id, discounts[0]?.couponCode])).toEqual([
      ['1', undefined],
      ['2', 'MAY'],
      ['4', undefined],
    ]);
    expect(refused).toEqual(['4: broken-row']);
  });

  test('can end its lines as old Macs do, however the bytes are chunked', async () => {
    for (const sizes of [[1], [2], [3], [1 << 16]]) {
      const table = await tableOf('a,b\r1,2\r3,4\r', {}, sizes);
      expect(await rowsOf(table)).toEqual([
        [2, ['1', '2']],
        [3, ['3', '4']],
      ]);
      expect(await rowsOf(await tableOf('a,b\r\n1,2\r\n', {}, sizes))).toEqual([[2, ['1', '2']]]);
    }
  });

  test('can be Japanese', async () => {
    const shiftJis = Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x8c, 0x95]);
    expect(await rowsOf(await tableOf(shiftJis, { encoding: 'shift_jis' }))).toEqual([[2, ['1', '剣']]]);
  });

  test('can have the day and the time in two columns', async () => {
    const { orders } = await readAll(`day,${header}\n2024-03-01,1,c,10:05:00,A,1,1\n`, {
      mapping: smallMapping({ columns: { placedAt: 'day', placedAtTime: 'at' } }),
    });
    expect(orders[0]?.placedAt).toBe('2024-03-01T10:05:00.000Z');
  });
});

test('an order that never was one may lack a time', async () => {
  const { refused, orders } = await readAll(`${header},status\n1,c,,A,1,1,closed\n2,c,,A,1,1,paid\n`, {
    mapping: smallMapping({ columns: { status: 'status' }, statuses: { notAnOrder: ['closed'] } }),
  });
  expect(orders).toEqual([]);
  expect(refused).toEqual(['3: bad-time', '2: not-an-order']);
  expect(mapping.statuses.notAnOrder).toEqual([]);
});
