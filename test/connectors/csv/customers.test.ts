import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createImportSink } from '../../../cli/import-sink.ts';
import { importOrders, noSink } from '../../../connectors/csv/import.ts';
import { instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { london, readAll, smallMapping, tableOf } from './files.ts';

const header = 'order,customer,at,sku,qty,price,email,news';
const mapping = smallMapping({ columns: { email: 'email', acceptsEmail: 'news' } });
const read = (...rows: string[]) => readAll([header, ...rows].join('\n'), { mapping });

describe('a guest', () => {
  test('is known by the email address, not by the id that all guests share', async () => {
    const { orders } = await read(
      '1,0,2024-03-01,A,1,1,Ann@example.com,',
      '2,Guest,2024-03-01,A,1,1,bo@example.com,',
      '3,0,2024-03-01,A,1,1,,',
      '4,10,2024-03-01,A,1,1,cem@example.com,',
    );
    expect(orders.map(({ customer }) => customer.id)).toEqual(['ann@example.com', 'bo@example.com', '10']);
  });
});

describe('consent', () => {
  const consentOf = async (word: string) =>
    (await read(`1,c,2024-03-01,A,1,1,,${word}`)).orders[0]?.customer.consents;

  test.each(['subscribed', '1', 'oui', 'SUBSCRIBED', 'Opt-in', '是'])('is given by %s', async (word) => {
    expect(await consentOf(word)).toEqual({ email: true });
  });

  test.each(['UNSUBSCRIBED', 'not_subscribed', '0', 'nein', 'pending'])(
    'is not given by %s',
    async (word) => {
      expect(await consentOf(word)).toEqual({ email: false });
    },
  );

  test('is not given by a word that nobody knows, which is reported', async () => {
    expect(await consentOf('perhaps')).toEqual({ email: false });
    expect(await consentOf('')).toBeUndefined();
    const { contactsLeftOut } = await importOrders({
      table: await tableOf(`${header}\n1,c,2024-03-01,A,1,1,,perhaps\n`),
      mapping,
      settings: london,
      observedAt: instant('2026-11-26T12:00:00Z'),
      sink: noSink,
    });
    expect(contactsLeftOut).toEqual({ acceptsEmail: 1 });
  });
});

describe('a file with addresses in place of ids', () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables.close());

  const byAddress = smallMapping({ columns: { email: 'customer' } });
  const importAs = async (address: string, order: string) =>
    importOrders({
      table: await tableOf(`order,customer,at,sku,qty,price\n${order},${address},2024-03-01,A,1,1.00\n`),
      mapping: byAddress,
      settings: london,
      observedAt: instant('2026-11-26T12:00:00Z'),
      sink: createImportSink(tables.store, 'UTC'),
    });
  const sendAs = (id: string, email: string, order: string) =>
    takeInFacts(
      tables.store,
      customerIdSchema.parse(id),
      [
        {
          type: 'order',
          order: orderSchema.parse({
            id: order,
            customer: { id, email },
            placedAt: '2024-02-01T10:00:00Z',
            updatedAt: '2024-02-01T10:00:00Z',
            status: 'placed',
            currency: 'GBP',
            lines: [{ sku: 'A', quantity: 1, unitPrice: 100 }],
            totals: { total: 100 },
          }),
        },
      ],
      'UTC',
    );
  const ordersOf = async (id: string) =>
    (await tables.store.customers.find(customerIdSchema.parse(id)))?.orders?.count;

  test('adds to the customer who is known by the shop’s id and has the address', async () => {
    await sendAs('8001', 'Ann@Example.com', 'o1');
    await importAs('ANN@example.com', 'o2');
    await importAs('ann@example.com', 'o1');
    expect(await ordersOf('8001')).toBe(2);
    expect(await ordersOf('ann@example.com')).toBeUndefined();
  });

  test('keeps adding to a customer who is known by the address, and never guesses between two', async () => {
    await importAs('bo@example.com', 'o1');
    await sendAs('8002', 'bo@example.com', 'o3');
    await importAs('bo@example.com', 'o2');
    expect(await ordersOf('bo@example.com')).toBe(2);
    await sendAs('8003', 'shared@example.com', 'o1');
    await sendAs('8004', 'shared@example.com', 'o2');
    await importAs('shared@example.com', 'o3');
    expect(await ordersOf('shared@example.com')).toBe(1);
  });
});
