import { describe, expect, test } from 'vitest';
import { readAll, smallMapping, uciFile, uciRow } from './files.ts';

describe('the details of an order', () => {
  const columns = {
    email: 'email',
    firstName: 'first',
    lastName: 'last',
    phone: 'phone',
    country: 'country',
    acceptsEmail: 'news',
    discount: 'off',
    couponCode: 'code',
    total: 'total',
    refunded: 'back',
    status: 'status',
  };
  const statuses = { cancelled: ['Void'], refunded: ['refunded'], notAnOrder: ['failed'] };
  const read = (details: Partial<Record<string, string>>, mapping: Record<string, unknown> = {}) => {
    const names = Object.values(columns);
    const values = names.map((name) => details[name] ?? '');
    const file = [
      `order,customer,at,sku,qty,price,${names.join(',')}`,
      `1,c,2011-07-01,A,2,5.00,${values.join(',')}`,
    ].join('\n');
    return readAll(file, { mapping: smallMapping({ columns, statuses, ...mapping }) });
  };

  test('include the buyer, and whether they agreed to receive email', async () => {
    const { orders } = await read({
      email: 'ann@example.com',
      first: 'Ann',
      last: 'Lee',
      phone: "'+44 20 7946 0000",
      country: 'DE',
      news: 'yes',
    });
    expect(orders[0]?.customer).toEqual({
      id: 'c',
      email: 'ann@example.com',
      name: 'Ann Lee',
      phone: '+44 20 7946 0000',
      locale: 'de-DE',
      consents: { email: true },
    });
    expect((await read({ news: 'no' })).orders[0]?.customer.consents).toEqual({ email: false });
    expect((await read({})).orders[0]?.customer).toEqual({ id: 'c' });
  });

  test('are left out when they are invalid, without rejecting the order', async () => {
    const { orders, refused } = await read({
      email: 'not an address',
      phone: 'n/a',
      first: 'Ann',
      country: 'Nowhere',
    });
    expect(refused).toEqual([]);
    expect(orders[0]?.customer).toEqual({ id: 'c', name: 'Ann' });
  });

  test('include the amount paid and the discount', async () => {
    const { orders } = await read({ off: '1.50', code: 'MAY', total: '12.34' });
    expect(orders[0]?.totals).toEqual({ discount: 150, shipping: 0, tax: 0, total: 1234 });
    expect(orders[0]?.discounts).toEqual([{ amount: 150, couponCode: 'MAY' }]);
    expect((await read({ off: '1.50' })).orders[0]?.totals.total).toBe(850);
    expect((await read({ off: '0.00' })).orders[0]?.discounts).toEqual([]);
    expect((await read({ off: 'some' })).refused).toEqual(['2: bad-number']);
  });

  test.each([
    [{ status: 'paid' }, 'placed', undefined],
    [{ status: 'void' }, 'cancelled', undefined],
    [{ status: 'Refunded' }, 'refunded', undefined],
    [{ back: '10.00' }, 'refunded', undefined],
    [{ back: '4.00' }, 'refunded-in-part', 400],
    [{ back: '-4.00' }, 'refunded-in-part', 400],
  ] as const)('include its status: %j', async (details, status, refunded) => {
    const { orders } = await read(details);
    expect(orders[0]?.status).toBe(status);
    expect(orders[0]?.refunded).toBe(refunded);
  });

  test('can show that it was never an order', async () => {
    expect((await read({ status: 'failed' })).refused).toEqual(['2: not-an-order']);
  });

  test('can include a currency, which has to be the shop’s', async () => {
    const mapping = { columns: { ...columns, status: undefined, currency: 'status' } };
    expect((await read({ status: 'gbp' }, mapping)).orders[0]?.currency).toBe('GBP');
    expect((await read({ status: 'EUR' }, mapping)).refused).toEqual(['2: other-currency']);
  });
});

describe('invented addresses', () => {
  test('are the same each time, reach nobody, and come with consent', async () => {
    const file = uciFile(uciRow({ customer: '17850' }), uciRow({ id: '2', customer: 'Zoë 1' }));
    const once = await readAll(file, { inventAddresses: true });
    expect(await readAll(file, { inventAddresses: true })).toEqual(once);
    const customers = once.orders.map(({ customer }) => customer);
    expect(customers[0]).toEqual({
      id: '17850',
      email: '17850@customer.example',
      phone: expect.stringMatching(/^\+44 7700 900\d{3}$/),
      locale: 'en-GB',
      consents: { email: true, phone: true },
    });
    expect(customers[1]?.email).toMatch(/^[a-zA-Z0-9-]+@customer\.example$/);
  });

  test('are refused for a file that has its own', async () => {
    const mapping = smallMapping({ columns: { email: 'customer' } });
    await expect(
      readAll('order,customer,at,sku,qty,price\n', { mapping, inventAddresses: true }),
    ).rejects.toThrow('addresses of its own');
  });
});
