import { describe, expect, test } from 'vitest';
import { inspectFile, needsInspection } from '../../../connectors/csv/inspect.ts';
import { parseMapping } from '../../../connectors/csv/parse-mapping.ts';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import { readAll, smallMapping, tableOf } from './files.ts';

const header = 'order,customer,at,sku,qty,price,status';
const withStatus = (options: Record<string, unknown> = {}) =>
  smallMapping({ columns: { status: 'status' }, ...options });
const inspect = async (data: string, mapping = withStatus()) =>
  inspectFile({ table: await tableOf(data), mapping });

describe('a status', () => {
  const file = (...statuses: string[]) =>
    [header, ...statuses.map((status, index) => `${index},c,2024-03-01,A,1,1.00,${status}`)].join('\n');

  test('that nothing explains stops the import, with a list of what was seen and how to map each', async () => {
    const inspecting = inspect(file('Zapłacone', 'Anulowane', 'Zapłacone', 'Completed', ''));
    await expect(inspecting).rejects.toThrow('"Zapłacone" (2 rows), "Anulowane" (1 row); list each');
    await expect(inspecting).rejects.toThrow('placed: ["Zapłacone", "Anulowane"]');
    const statuses = { placed: ['zapłacone'], cancelled: ['Anulowane'] };
    await expect(inspect(file('Zapłacone', 'Anulowane'), withStatus({ statuses }))).resolves.toBeUndefined();
  });

  test('that nothing explains never counts as revenue', async () => {
    const { orders, refused } = await readAll(file('Zapłacone', 'paid'), { mapping: withStatus() });
    expect(orders.map(({ id }) => id)).toEqual(['1']);
    expect(refused).toEqual(['2: unknown-status']);
  });

  test.each([
    ['wc-cancelled', 'cancelled'],
    ['Storniert', 'cancelled'],
    ['WC-Completed', 'placed'],
    ['Abgeschlossen', 'placed'],
    ['wc-on-hold', 'placed'],
    ['On hold', 'placed'],
    ['wc-refunded', 'refunded'],
    ['交易成功', 'placed'],
  ])('of WooCommerce is known as a slug and in other languages: %s', async (status, meaning) => {
    const mapping = withStatus({ statuses: presetNamed('woocommerce').statuses });
    expect((await readAll(file(status), { mapping })).orders[0]?.status).toBe(meaning);
  });

  test('is no order when it was never paid, as a slug too', async () => {
    const mapping = withStatus({ statuses: presetNamed('woocommerce').statuses });
    const { refused } = await readAll(file('wc-pending', 'wc-checkout-draft'), { mapping });
    expect(refused).toEqual(['2: not-an-order', '3: not-an-order']);
  });
});

describe('the status of a line', () => {
  const statuses = { cancelled: ['void'] };
  const read = (...lines: [price: string, status: string][]) =>
    readAll(
      [
        header,
        ...lines.map(([price, status], index) => `1,c,2024-03-01,P${index},1,${price},${status}`),
      ].join('\n'),
      { mapping: withStatus({ statuses }) },
    );

  test('takes a cancelled line out of its order, wherever it stands', async () => {
    for (const lines of [
      [
        ['5.00', 'void'],
        ['7.00', 'shipped'],
      ],
      [
        ['7.00', 'shipped'],
        ['5.00', 'void'],
      ],
    ] as const) {
      const { orders } = await read(...lines.map(([price, status]): [string, string] => [price, status]));
      expect(orders).toMatchObject([{ status: 'placed', totals: { total: 700 } }]);
      expect(orders[0]?.lines).toHaveLength(1);
    }
  });

  test('gives back what a refunded line cost', async () => {
    const { orders } = await read(['5.00', 'refunded'], ['7.00', 'shipped']);
    expect(orders).toMatchObject([{ status: 'refunded-in-part', refunded: 500, totals: { total: 1200 } }]);
  });

  test('is that of the order when all lines have it, and has to be known on every line', async () => {
    expect((await read(['5.00', 'void'], ['7.00', 'void'])).orders[0]?.status).toBe('cancelled');
    expect((await read(['5.00', 'void'], ['7.00', ''])).orders[0]?.status).toBe('cancelled');
    const { orders, refused } = await read(['5.00', 'shipped'], ['7.00', 'lost']);
    expect(orders).toEqual([]);
    expect(refused).toEqual(['2: unknown-status', '3: unknown-status']);
  });
});

describe('a preset', () => {
  test('can be changed by a few lines of a mapping', () => {
    const mapping = parseMapping(
      'preset: woocommerce\ncolumns: { sku: Article }\nstatuses: { placed: [Verschickt], cancelled: [On-Hold] }\ndecimalMark: ","\n',
      'm.yaml',
    );
    const preset = presetNamed('woocommerce');
    expect(mapping).toMatchObject({
      columns: { ...preset.columns, sku: 'Article' },
      orderColumns: 'first-line',
      decimalMark: ',',
    });
    expect(mapping.statuses.placed).toEqual(['processing', 'completed', 'Verschickt']);
    expect(mapping.statuses.cancelled).toEqual(['cancelled', 'On-Hold']);
  });

  test('is named rightly, and its changes are checked', () => {
    expect(() => parseMapping('preset: shopfy', 'm.yaml')).toThrow('did you mean "shopify"?');
    expect(() => parseMapping('preset: shopify\ncolumns: { colour: x }', 'm.yaml')).toThrow(
      'columns.colour: unknown key',
    );
    expect(() => parseMapping('preset: shopify\nstatuses: { placed: x }', 'm.yaml')).toThrow(
      'statuses.placed',
    );
  });

  test('for Shopify knows both spellings of a cancelled order', async () => {
    const file =
      'Name,Email,Created at,Lineitem name,Lineitem quantity,Lineitem price,Canceled at\n#1,a@example.com,2024-03-01,Tea,1,5.00,2024-03-02\n';
    expect((await readAll(file, { mapping: presetNamed('shopify') })).orders[0]?.status).toBe('cancelled');
  });
});

describe('day and month', () => {
  const file = (...dates: string[]) =>
    ['order,customer,at,sku,qty,price', ...dates.map((at, index) => `${index},c,${at},A,1,1.00`)].join('\n');
  const american = smallMapping({ placedAtFormat: 'M/D/YYYY' });

  test('that fit only some rows stop the import, with both readings', async () => {
    const inspecting = inspect(file('3/4/2024', '13/4/2024', '14/4/2024'), american);
    await expect(inspecting).rejects.toThrow(
      '2 rows fit "D/M/YYYY" but not "M/D/YYYY", such as "13/4/2024" on line 3',
    );
    await expect(inspecting).rejects.toThrow(
      '"3/4/2024" is 2024-03-04 in the one and 2024-04-03 in the other',
    );
  });

  test('that fit all rows do not, nor do rows that fit neither', async () => {
    await expect(inspect(file('3/4/2024', '4/13/2024', 'soon'), american)).resolves.toBeUndefined();
  });

  test('are inspected only where they can be confused', async () => {
    const table = await tableOf(file('2024-03-01'));
    expect(needsInspection({ table, mapping: american })).toBe(true);
    expect(needsInspection({ table, mapping: smallMapping() })).toBe(false);
    expect(needsInspection({ table, mapping: smallMapping({ placedAtFormat: 'D MMM YYYY' }) })).toBe(false);
  });
});
