import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerIdSchema } from '../../../shared/ids.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';
import { type IngestResponse, newCustomerId } from './ingest.ts';
import { aFact } from './ingest-activity/setup.ts';
import { anOrder } from './ingest-orders/setup.ts';

let tables: Tables;
let orders: HttpLambda;
let activity: HttpLambda;

beforeAll(async () => {
  tables = await startTables();
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
});
afterAll(() => tables.close());

const contactOf = async (customerId: string) =>
  (await tables.store.customers.find(customerIdSchema.parse(customerId)))?.contact;

const doors = {
  order: {
    send: (customerId: string, customer: object) =>
      request<IngestResponse>(orders, {
        body: anOrder('o', customerId, { customer: { id: customerId, ...customer } }),
      }),
    identity: { orderId: 'o' },
  },
  interaction: {
    send: (customerId: string, customer: object) =>
      request<IngestResponse>(activity, {
        body: aFact('browse', 'b', customerId, { customer: { id: customerId, ...customer } }),
      }),
    identity: { type: 'browse', id: 'b' },
  },
};

describe.each(['order', 'interaction'] as const)('an %s', (door) => {
  const { send, identity } = doors[door];

  test.each([
    [{ email: 'ivan@xn--e1afmkfd.xn--p1ai' }, { email: 'ivan@xn--e1afmkfd.xn--p1ai' }],
    [{ email: 'a&b@example.com' }, { email: 'a&b@example.com' }],
    [{ email: 'ann@münchen.example' }, { email: 'ann@xn--mnchen-3ya.example' }],
    [{ locale: 'zh_CN' }, { locale: 'zh-CN' }],
    [{ phone: '089/123456' }, { phone: '089/123456' }],
    [{ phone: '010-12345678转801' }, { phone: '010-12345678转801' }],
    [{ email: '', phone: null, locale: '', name: null, birthday: null }, {}],
  ])('is taken with the contact %j, and nothing is reported', async (customer, contact) => {
    const customerId = newCustomerId();
    const response = await send(customerId, customer);
    expect(response.status).toBe(200);
    expect(response.json().results).toEqual([{ ...identity, result: 'created' }]);
    expect(await contactOf(customerId)).toEqual(contact);
  });

  test.each([
    ['email', 'a@b', 'not an email address'],
    ['phone', 'none', 'not a phone number'],
    ['locale', 'German!', 'unknown locale'],
    ['birthday', '1 May', 'YYYY-MM-DD'],
    ['name', 'n'.repeat(201), 'at most 200'],
    ['email', 7, 'not an email address'],
  ])('whose %s is %j loses that field, which the answer names', async (field, value, message) => {
    const customerId = newCustomerId();
    const response = await send(customerId, { name: 'Ann', email: 'ann@example.com', [field]: value });
    expect(response.status).toBe(200);
    expect(response.json().results).toEqual([
      {
        ...identity,
        result: 'created',
        leftOut: [{ path: `customer.${field}`, message: expect.stringContaining(message) }],
      },
    ]);
    const kept = { name: 'Ann', email: 'ann@example.com', [field]: undefined };
    expect(await contactOf(customerId)).toEqual(JSON.parse(JSON.stringify(kept)));
  });

  test('that loses a field does not lose what was known before', async () => {
    const customerId = newCustomerId();
    await send(customerId, { email: 'known@example.com' });
    await request(orders, {
      body: anOrder('later', customerId, {
        placedAt: '2026-11-02T12:00:00Z',
        updatedAt: '2026-11-02T12:00:00Z',
        customer: { id: customerId, email: 'unknown' },
      }),
    });
    expect(await contactOf(customerId)).toEqual({ email: 'known@example.com' });
  });
});
