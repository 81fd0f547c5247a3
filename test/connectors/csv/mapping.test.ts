import { describe, expect, test } from 'vitest';
import { parseMapping } from '../../../connectors/csv/parse-mapping.ts';
import { detectPreset, presetFor, presetNamed } from '../../../connectors/csv/presets.ts';
import { currencySchema } from '../../../shared/money.ts';
import { london, readAll, smallMapping, uciHeader } from './files.ts';

const minimal = `
columns: { orderId: Order, customerId: Customer, placedAt: At, sku: Sku, quantity: Qty, unitPrice: Price }
`;

describe('a column mapping', () => {
  test('needs six columns and nothing else', () => {
    expect(parseMapping(minimal, 'm.yaml')).toMatchObject({
      placedAtFormat: 'iso',
      orderColumns: 'every-line',
      cancellations: { negativeQuantity: false },
    });
  });

  test('is refused with every mistake in it, and with what was probably meant', () => {
    const yaml = `
columns: { orderID: Order, customerId: Customer, placedAt: At, sku: Sku, quantity: Qty, unitprice: Price, colour: x }
placedAtFromat: iso
timeZone: Mars/Olympus
currency: XXL
cancellations: { orderIdPrefx: C }
`;
    const message = messageOf(() => parseMapping(yaml, 'm.yaml'));
    expect(message).toContain('m.yaml');
    expect(message).toContain('columns.orderID: unknown key; did you mean "orderId"?');
    expect(message).toContain('columns.unitprice: unknown key; did you mean "unitPrice"?');
    expect(message).toContain('columns.colour: unknown key; known keys are orderId, customerId');
    expect(message).toContain('placedAtFromat: unknown key; did you mean "placedAtFormat"?');
    expect(message).toContain('cancellations.orderIdPrefx: unknown key; did you mean "orderIdPrefix"?');
    expect(message).toContain('timeZone: unknown time zone');
    expect(message).toContain('currency: unknown currency');
  });

  test('has to be valid YAML', () => {
    expect(messageOf(() => parseMapping('columns: [', 'm.yaml'))).toContain(
      'm.yaml: This file is not valid YAML',
    );
    expect(messageOf(() => parseMapping('', 'm.yaml'))).toContain('This column mapping cannot be used');
  });

  test('is refused for a file without its columns, with the columns of the file and the likely ones', async () => {
    const mapping = smallMapping({ columns: { quantity: 'Quantty', email: 'E-Mail' } });
    const reading = readAll('order,customer,at,sku,quantity,price,email\n', { mapping });
    await expect(reading).rejects.toThrow(
      /columns of this file are: order, customer, at, sku, quantity, price, email/,
    );
    await expect(reading).rejects.toThrow('the file has no column "Quantty"; did you mean "quantity"?');
    await expect(reading).rejects.toThrow('the file has no column "E-Mail"; did you mean "email"?');
  });

  test('ignores case and spaces around a column’s name', async () => {
    const { orders } = await readAll('Order , CUSTOMER,At,sku,qty,price\n1,c,2011-07-01,A,1,1', {
      mapping: smallMapping(),
    });
    expect(orders).toHaveLength(1);
  });

  test('has to be in the shop’s currency', async () => {
    const mapping = smallMapping({ currency: 'EUR' });
    await expect(readAll('order,customer,at,sku,qty,price\n', { mapping })).rejects.toThrow(
      'the file is in EUR, but this shop keeps its books in GBP',
    );
  });

  test('reads amounts of a currency without decimals', async () => {
    const yen = currencySchema.parse('JPY');
    const { orders } = await readAll('order,customer,at,sku,qty,price\n1,c,2011-07-01,A,2,"1,980"', {
      mapping: smallMapping(),
      settings: { ...london, currency: yen },
    });
    expect(orders[0]?.totals.total).toBe(3960);
    expect(orders[0]?.lines[0]?.unitPrice).toBe(1980);
  });
});

const shopifyHeader =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,' +
  'Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,' +
  'Lineitem price,Lineitem sku,Billing Name,Billing Country,Phone,Cancelled at,Refunded Amount,Id';
const wooHeader =
  'Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Country Code (Billing),' +
  'Email (Billing),Phone (Billing),Item #,SKU,Name,Quantity,Item Cost,Coupon Code,Cart Discount Amount,' +
  'Order Total Amount';

describe('a preset', () => {
  test.each([
    ['uci-online-retail', uciHeader],
    ['shopify', shopifyHeader],
    ['woocommerce', wooHeader],
    [undefined, 'a,b,c'],
    [undefined, `${uciHeader},${shopifyHeader}`],
  ])('is detected from the header: %s', (name, header) => {
    expect(detectPreset(header.split(','))).toBe(name);
  });

  test('that cannot be detected is reported with the file’s columns, and a column mapping is asked for', () => {
    const message = messageOf(() => presetFor({ name: 'x.csv', columns: ['a', 'b'] }));
    expect(message).toContain('x.csv: The format of this file is not known');
    expect(message).toContain('a, b; describe the columns in a column mapping and pass it with --mapping');
    expect(messageOf(() => presetNamed('shopfy'))).toContain('did you mean "shopify"?');
  });

  test('for Shopify takes the order’s own fields from its first line, since the export leaves them out on the others', async () => {
    const file = [
      shopifyHeader,
      "#1001,Ann@Example.com,paid,,,,yes,GBP,30.00,5.00,0.00,33.00,WELCOME,2.00,,2025-10-07 09:50:26 +0200,1,Tea,10.00,T1,Ann Lee,GB,'+447700900123,,0.00,99",
      '#1001,Ann@Example.com,,,,,,,,,,,,,,2025-10-07 09:50:26 +0200,2,Cup,10.00,,,,,,,',
      '#1002,,,,,,,GBP,,,,9.00,,,,2025-10-07 10:00:00 +0200,1,Tea,9.00,T1,,,,,,100',
      '#1003,bo@example.com,voided,,,,no,GBP,9.00,0,0,9.00,,0.00,,2025-10-08 10:00:00 +0200,1,Tea,9.00,T1,Bo,DE,,2025-10-09 10:00:00 +0200,,101',
    ].join('\n');
    const { orders, refused } = await readAll(file, { mapping: presetNamed('shopify') });
    expect(refused).toEqual([]);
    expect(orders).toMatchObject([
      {
        id: '1001',
        customer: {
          id: 'ann@example.com',
          email: 'Ann@Example.com',
          name: 'Ann Lee',
          phone: '+447700900123',
          locale: 'en-GB',
          consents: { email: true },
        },
        placedAt: '2025-10-07T07:50:26.000Z',
        status: 'placed',
        lines: [
          { sku: 'T1', quantity: 1, unitPrice: 1000 },
          { sku: 'Cup', quantity: 2, unitPrice: 1000 },
        ],
        discounts: [{ amount: 200, couponCode: 'WELCOME' }],
        totals: { discount: 200, shipping: 500, total: 3300 },
      },
      { id: '1003', status: 'cancelled' },
    ]);
  });

  test('for WooCommerce keeps an order together when its first line is skipped', async () => {
    const file = [
      wooHeader,
      '812,Completed,2024-03-01 10:00,Bo,Ek,SE,bo@example.com,n/a,1,GIFT,Gift,1,0,,0,20.00',
      '812,,,,,,,,2,MUG,Mug,2,10.00,,,',
      '813,Failed,2024-03-01 11:00,Bo,Ek,SE,bo@example.com,,1,MUG,Mug,1,10.00,,0,10.00',
    ].join('\n');
    const { orders, refused } = await readAll(file, { mapping: presetNamed('woocommerce') });
    expect(refused).toEqual(['2: no-price', '4: not-an-order']);
    expect(orders).toMatchObject([
      {
        id: '812',
        customer: { id: 'bo@example.com', name: 'Bo Ek', locale: 'sv-SE' },
        lines: [{ sku: 'MUG', quantity: 2 }],
        totals: { total: 2000 },
      },
    ]);
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return expect.fail('nothing was thrown');
}
