import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';

let tables: Tables;
let orders: HttpLambda;
let activity: HttpLambda;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables();
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const order = (id: string, customer: object, placedAt: string, more: object = {}) => ({
  id,
  customer,
  placedAt,
  updatedAt: placedAt,
  status: 'placed',
  currency: 'EUR',
  lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
  totals: { total: 1000 },
  ...more,
});

const mailboxOf = async (email: string) =>
  (
    await tables.store.recipients.find(
      recipientIdFor('email', email, await tables.store.settings.opaqueIdKey()),
    )
  ).recipient;

test('what an order says about email holds for the mailbox, and an older order that comes late changes nothing', async () => {
  const ann = { id: 'ann', email: 'ann@example.com' };
  const withdrawn = order('2', { ...ann, consents: { email: false } }, '2026-02-01T12:00:00Z');
  const agreed = order(
    '1',
    { ...ann, email: 'ANN@example.com', consents: { email: true } },
    '2026-01-01T12:00:00Z',
  );
  await request(orders, { body: withdrawn });
  await request(orders, { body: agreed });
  const statement = { granted: false, at: '2026-02-01T12:00:00.000Z', source: 'order 2' };
  expect((await mailboxOf('ann@example.com'))?.consent).toEqual(statement);
});

test('a crash before the profile is written leaves nothing unsaid: sending again says it', async () => {
  const body = order(
    'bob-1',
    { id: 'bob', email: 'bob@example.com', consents: { email: true } },
    '2026-01-01T12:00:00Z',
  );
  stopIntercepting = tables.intercept(({ name, input }) => {
    if (name === 'PutItemCommand' && String(input['TableName']).includes('customers'))
      throw new Error('power cut');
  });
  await request(orders, { body });
  stopIntercepting();
  expect((await mailboxOf('bob@example.com'))?.consent).toMatchObject({ granted: true });
  await request(orders, { body });
  expect((await tables.store.customers.findByEmail('bob@example.com'))[0]?.consents).toEqual({ email: true });
});

test('a statement with evidence opens a mailbox again, and takes it back', async () => {
  const state = (at: string, granted: boolean) =>
    request(activity, {
      body: {
        type: 'consent',
        id: at,
        at,
        customer: { id: 'cleo', email: 'cleo@example.com' },
        channel: 'email',
        granted,
        source: 'double-opt-in',
        wording: 'Yes, send me news.',
      },
    });
  expect((await state('2026-03-01T12:00:00Z', true)).status).toBe(200);
  expect((await mailboxOf('cleo@example.com'))?.consent).toMatchObject({
    granted: true,
    wording: 'Yes, send me news.',
  });
  await state('2026-04-01T12:00:00Z', false);
  expect((await mailboxOf('cleo@example.com'))?.consent).toMatchObject({ granted: false });
});

test('agreeing again with each order costs the mailbox nothing', async () => {
  const dan = { id: 'dan', email: 'dan@example.com', consents: { email: true } };
  await request(orders, { body: order('1', dan, '2026-01-01T12:00:00Z') });
  const touched: unknown[] = [];
  stopIntercepting = tables.intercept(({ input }) => {
    if (JSON.stringify(input).includes('"key":"recipient"')) touched.push(input);
  });
  await request(orders, { body: order('2', dan, '2026-02-01T12:00:00Z') });
  expect(touched).toEqual([]);
});
