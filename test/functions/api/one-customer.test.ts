import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createImportSink } from '../../../cli/import-sink.ts';
import { importOrders } from '../../../connectors/csv/import.ts';
import { instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { eraseCustomer } from '../../../shared/operations/erase-customer.ts';
import { london, smallMapping, tableOf } from '../../connectors/csv/files.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';

let tables: Tables;
let orders: HttpLambda;
let activity: HttpLambda;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ currency: london.currency });
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const send = (id: string, customer: object, day: string, more: object = {}) =>
  request<{ results: { result: string }[] }>(orders, {
    body: {
      id,
      customer,
      placedAt: `${day}T12:00:00Z`,
      updatedAt: `${day}T12:00:00Z`,
      status: 'placed',
      currency: 'GBP',
      lines: [{ sku: 'A', quantity: 1, unitPrice: 100 }],
      totals: { total: 100 },
      ...more,
    },
  });

const byAddress = smallMapping({ columns: { email: 'customer' } });
const importAs = async (address: string, order: string, seen = '2026-11-26T12:00:00Z') =>
  importOrders({
    table: await tableOf(`order,customer,at,sku,qty,price\n${order},${address},2024-03-01,A,1,1.00\n`),
    mapping: byAddress,
    settings: london,
    observedAt: instant(seen),
    sink: createImportSink(tables.store, 'UTC'),
  });

const profile = (id: string) => tables.store.customers.find(customerIdSchema.parse(id));
const ordersOf = async (id: string) => (await profile(id))?.orders?.count;

describe('a customer who was imported by the address', () => {
  test('is the same one when an order comes by HTTP under a number with that address', async () => {
    await importAs('Ann@example.com', 'a1');
    await send('a2', { id: '17', email: 'ann@EXAMPLE.com' }, '2026-03-01');
    expect(await ordersOf('ann@example.com')).toBe(2);
    expect(await profile('17')).toBeUndefined();
  });

  test('is the same one from then on when the number comes without the address', async () => {
    await request(activity, {
      body: { type: 'browse', id: 'b1', customer: { id: '17' }, at: '2026-04-01T12:00:00Z' },
    });
    expect((await profile('ann@example.com'))?.interest?.browsedOn).toBe('2026-04-01');
    expect(await profile('17')).toBeUndefined();
  });

  test('is erased under every id: what is older is refused under the number too', async () => {
    const at = instant('2026-05-01T00:00:00Z');
    const nothing = { endCallback: async () => {}, deleteMail: async () => {} };
    await eraseCustomer(tables.store, customerIdSchema.parse('ann@example.com'), at, nothing);
    const answer = await send('a2', { id: '17', email: 'ann@example.com' }, '2026-03-01');
    expect(answer.json().results[0]?.result).toBe('erased');
    expect(await profile('ann@example.com')).toBeUndefined();
  });
});

test('a number that is known already stays, whoever has its address as id', async () => {
  await send('d1', { id: '20' }, '2026-03-01');
  await importAs('dora@example.com', 'd2');
  await send('d3', { id: '20', email: 'dora@example.com' }, '2026-03-02');
  expect([await ordersOf('20'), await ordersOf('dora@example.com')]).toEqual([2, 1]);
});

describe('an order that comes under another customer', () => {
  test('by HTTP counts for the one of the later version, and for nobody else', async () => {
    await send('e1', { id: '30' }, '2026-03-01');
    await send('e1', { id: '31' }, '2026-03-01', { updatedAt: '2026-03-02T12:00:00Z' });
    expect([await ordersOf('30'), await ordersOf('31')]).toEqual([undefined, 1]);
  });

  test('in an older version that comes late changes nothing', async () => {
    const answer = await send('e1', { id: '30' }, '2026-03-01');
    expect(answer.json().results[0]?.result).toBe('unchanged');
    expect([await ordersOf('30'), await ordersOf('31')]).toEqual([undefined, 1]);
  });

  test('in a file with a corrected address counts for the corrected one', async () => {
    await importAs('wrnog@example.com', 'f1', '2026-11-20T12:00:00Z');
    await importAs('wrong@example.com', 'f1', '2026-11-21T12:00:00Z');
    expect([await ordersOf('wrnog@example.com'), await ordersOf('wrong@example.com')]).toEqual([
      undefined,
      1,
    ]);
  });

  test.each([1, 2, 3, 4, 5, 6])('counts once after a crash at write %i and a repeat', async (deadAt) => {
    const [before, after, id] = [`g${deadAt}-a`, `g${deadAt}-b`, `g${deadAt}`];
    await send(id, { id: before }, '2026-03-01');
    let writes = 0;
    stopIntercepting = tables.intercept(({ name }) => {
      if (!/Put|Delete|Update/.test(name)) return;
      writes += 1;
      if (writes === deadAt) throw new Error('power cut');
    });
    const again = () => send(id, { id: after }, '2026-03-01', { updatedAt: '2026-03-02T12:00:00Z' });
    await again();
    stopIntercepting();
    await again();
    expect([await ordersOf(before), await ordersOf(after)]).toEqual([undefined, 1]);
  });
});
