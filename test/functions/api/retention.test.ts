import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { enrolmentExpiry } from '../../../shared/settings/retention.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';

let tables: Tables;
let activity: HttpLambda;
let orders: HttpLambda;
beforeAll(async () => {
  tables = await startTables({ retention: { interactionDays: 100, journeyDays: 400 } });
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
});
afterAll(() => tables.close());

/** When DynamoDB may delete an item of customer `ann`. */
async function expiryOf(key: string): Promise<unknown> {
  const { documents } = await import('../../../functions/toolkit/store.ts');
  const Key = { customerId: 'ann', key };
  const { Item } = await documents.send(new GetCommand({ TableName: 'rekindle-activity', Key }));
  expect(Item).toBeDefined();
  return Item?.expiresAt;
}

const customer = { id: 'ann', email: 'ann@example.com' };

test('what a customer looked at is kept for as long as the shop says, from the day it happened', async () => {
  await request(activity, {
    body: {
      type: 'browse',
      id: 'b1',
      customer,
      at: '2026-10-01T00:00:00Z',
      updatedAt: '2026-11-01T00:00:00Z',
    },
  });
  expect(await expiryOf('browse#b1')).toBe(Date.parse('2027-01-09T00:00:00Z') / 1000);
});

test('orders, and what a customer agreed to, are kept', async () => {
  const at = '2026-10-01T00:00:00Z';
  await request(activity, {
    body: {
      type: 'consent',
      id: 'k1',
      customer,
      at,
      channel: 'email',
      granted: true,
      source: 'double-opt-in',
    },
  });
  await request(orders, {
    body: {
      ...{ id: 'o1', customer, placedAt: at, updatedAt: at, status: 'placed', currency: 'EUR' },
      lines: [{ sku: 'A', quantity: 1, unitPrice: 100 }],
      totals: { total: 100 },
    },
  });
  expect([await expiryOf('consent#k1'), await expiryOf('order#o1')]).toEqual([undefined, undefined]);
});

test('journeys are kept for as long as the shop says, and everything for good where it says nothing', () => {
  const entered = instant('2026-10-01T04:00:00Z');
  expect(enrolmentExpiry(entered, { journeyDays: 400 })).toBe(Date.parse('2027-11-05T04:00:00Z') / 1000);
  expect(enrolmentExpiry(entered, defaultSettings.retention)).toBeUndefined();
});

test('journeys are kept for a year at least, since reports are made of them', () => {
  expect(settingsSchema.safeParse({ retention: { journeyDays: 364 } }).success).toBe(false);
});
