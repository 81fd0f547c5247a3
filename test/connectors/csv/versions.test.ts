import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createImportSink } from '../../../cli/import-sink.ts';
import { importOrders } from '../../../connectors/csv/import.ts';
import type { Mapping } from '../../../connectors/csv/mapping.ts';
import { type Instant, instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { london, smallMapping, tableOf } from './files.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const morning = instant('2026-11-26T09:00:00Z');
const noon = instant('2026-11-26T12:00:00Z');
const evening = instant('2026-11-26T18:00:00Z');

const mapping = smallMapping({ columns: { total: 'total', refunded: 'back', status: 'status' } });
const refundMapping = smallMapping({ cancellations: { negativeQuantity: true } });

/** A file with ten orders of `shop`: a paid total, what was given back, and a status. */
const tenOrders = (shop: string, { total = '100.00', back = '', status = '' } = {}) =>
  [
    'order,customer,at,sku,qty,price,total,back,status',
    ...Array.from(
      { length: 10 },
      (_, index) =>
        `${index},${shop}-${index},2026-11-0${index % 9 || 1} 10:00,MUG,1,100.00,${total},${back},${status}`,
    ),
  ].join('\n');

async function importAt(observedAt: Instant, data: string, using: Mapping = mapping, timeZone = 'UTC') {
  const { stored } = await importOrders({
    table: await tableOf(data),
    mapping: using,
    settings: { ...london, timeZone },
    observedAt,
    sink: createImportSink(tables.store, timeZone),
  });
  return stored;
}

const factsOf = async (id: string) => (await tables.store.customers.find(customerIdSchema.parse(id)))?.orders;

describe('a later import', () => {
  test('wins for every order, whatever the change', async () => {
    expect(await importAt(morning, tenOrders('a', { back: '10.00' }))).toMatchObject({ created: 10 });
    expect(await importAt(noon, tenOrders('a', { back: '20.00' }))).toEqual({
      created: 0,
      updated: 10,
      unchanged: 0,
      erased: 0,
    });
    for (let index = 0; index < 10; index++) {
      expect(await factsOf(`a-${index}`)).toMatchObject({ refunded: 2000, spent: 8000 });
    }
    expect(await importAt(evening, tenOrders('a', { total: '70.00' }))).toMatchObject({ updated: 10 });
    expect(await factsOf('a-3')).toMatchObject({ refunded: 0, spent: 7000 });
  });

  test('takes a status back that an earlier one had', async () => {
    const cancelling = smallMapping({ columns: { status: 'status' }, statuses: { cancelled: ['void'] } });
    await importAt(morning, tenOrders('b', { status: 'void' }), cancelling);
    expect(await factsOf('b-0')).toBeUndefined();
    expect(await importAt(noon, tenOrders('b'), cancelling)).toMatchObject({ updated: 10 });
    expect(await factsOf('b-0')).toMatchObject({ count: 1 });
  });

  test('corrects times that were read in the wrong zone', async () => {
    await importAt(morning, tenOrders('c'));
    expect(await importAt(noon, tenOrders('c'), mapping, 'Asia/Shanghai')).toMatchObject({ updated: 10 });
    expect(await factsOf('c-4')).toMatchObject({ lastAt: '2026-11-04T02:00:00.000Z' });
  });

  test('adds what a corrected mapping reads', async () => {
    await importAt(morning, tenOrders('d'));
    const withConsent = smallMapping({ columns: { total: 'total', acceptsEmail: 'qty' } });
    expect(await importAt(noon, tenOrders('d'), withConsent)).toMatchObject({ updated: 10 });
    const profile = await tables.store.customers.find(customerIdSchema.parse('d-7'));
    expect(profile?.consents.email).toBe(true);
  });

  test('changes refunds too', async () => {
    const file = (price: string) => `order,customer,at,sku,qty,price\nR1,e,2026-11-03,MUG,-1,${price}\n`;
    const order = 'order,customer,at,sku,qty,price\nO1,e,2026-11-01,MUG,1,50.00\n';
    await importAt(morning, order, refundMapping);
    await importAt(morning, file('10.00'), refundMapping);
    expect(await importAt(noon, file('20.00'), refundMapping)).toMatchObject({ updated: 1 });
    expect(await factsOf('e')).toMatchObject({ spent: 3000, refunded: 2000 });
    expect(await importAt(evening, file('20.00'), refundMapping)).toMatchObject({ unchanged: 1 });
    expect(await importAt(noon, file('10.00'), refundMapping)).toMatchObject({ unchanged: 1 });
    expect(await factsOf('e')).toMatchObject({ refunded: 2000 });
  });

  test('that says the same counts as unchanged, and an older version that comes after it loses', async () => {
    await importAt(morning, tenOrders('f'));
    expect(await importAt(evening, tenOrders('f'))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 10,
      erased: 0,
    });
    expect(await importAt(noon, tenOrders('f', { total: '70.00' }))).toMatchObject({
      updated: 0,
      unchanged: 10,
    });
    expect(await factsOf('f-2')).toMatchObject({ spent: 10000 });
  });
});

describe('a file and the shop’s own updates', () => {
  const update = (customerId: string, updatedAt: Instant, total: number) =>
    tables.store.activity.record(customerIdSchema.parse(customerId), {
      type: 'order',
      order: orderSchema.parse({
        id: '0',
        customer: { id: customerId },
        placedAt: '2026-11-01T10:00:00Z',
        updatedAt,
        status: 'placed',
        currency: 'GBP',
        lines: [{ sku: 'MUG', quantity: 1, unitPrice: 10000 }],
        totals: { total },
      }),
    });
  const totalOf = async (id: string) => {
    const [fact] = await tables.store.activity.allOf(customerIdSchema.parse(id));
    return fact?.type === 'order' ? fact.order.totals.total : undefined;
  };

  test('are compared by time: the later one counts, whichever arrives first', async () => {
    await importAt(noon, tenOrders('g'));
    expect(await update('g-0', morning, 1)).toBe('unchanged');
    expect(await totalOf('g-0')).toBe(10000);
    expect(await update('g-0', evening, 2)).toBe('updated');
    expect(await totalOf('g-0')).toBe(2);
    await importAt(noon, tenOrders('g', { total: '70.00' }));
    expect(await totalOf('g-0')).toBe(2);
  });
});
