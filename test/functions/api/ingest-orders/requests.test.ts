import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { type HttpLambda, type RequestParts, request, startTables, type Tables } from '../../setup.ts';
import type { IngestResponse, RefusalResponse } from '../ingest.ts';
import { anOrder } from './setup.ts';

let tables: Tables;
let ingest: HttpLambda;

beforeAll(async () => {
  tables = await startTables();
  ingest = (await import('../../../../functions/api/ingest-orders/handler.ts')).handler;
});
afterAll(() => tables.close());

const send = (parts: RequestParts) => request<IngestResponse>(ingest, parts);
const sendInvalid = (parts: RequestParts) => request<RefusalResponse>(ingest, parts);
const profileOf = (customerId: string) => tables.store.customers.find(customerIdSchema.parse(customerId));

/** The only issue of an order with one mistake. */
async function issueOf(more: object) {
  const response = await send({ body: anOrder('bad', 'never', more) });
  expect(response.status).toBe(422);
  const [result, ...others] = response.json().results;
  expect(others).toEqual([]);
  expect(result?.result).toBe('rejected');
  expect(result?.issues).toHaveLength(1);
  return result?.issues?.[0];
}

describe('a request may contain', () => {
  test('one order, a list, or a list under "orders"', async () => {
    const results = async (body: unknown) => (await send({ body })).json().results;
    expect(await results(anOrder('o1', 'shapes'))).toEqual([{ orderId: 'o1', result: 'created' }]);
    expect(await results([anOrder('o2', 'shapes')])).toEqual([{ orderId: 'o2', result: 'created' }]);
    expect(await results({ orders: [anOrder('o3', 'shapes')] })).toEqual([
      { orderId: 'o3', result: 'created' },
    ]);
    expect(await profileOf('shapes')).toMatchObject({ orders: { count: 3 } });
  });

  test('a body in base64', async () => {
    const body = Buffer.from(
      JSON.stringify(anOrder('o1', 'encoded', { customer: { id: 'encoded', name: '李雷' } })),
    );
    const response = await send({ body: body.toString('base64'), isBase64Encoded: true });
    expect(response.status).toBe(200);
    expect((await profileOf('encoded'))?.contact).toEqual({ name: '李雷' });
  });

  test('100 orders', async () => {
    const body = Array.from({ length: 100 }, (_, number) => anOrder(`h${number}`, `hundred-${number % 3}`));
    const response = await send({ body });
    expect(response.status).toBe(200);
    expect(new Set(response.json().results.map(({ result }) => result))).toEqual(new Set(['created']));
  });
});

describe('an order of which only the day is known', () => {
  const ordersOf = async (customerId: string) =>
    (await tables.store.activity.allOf(customerIdSchema.parse(customerId))).flatMap((one) =>
      one.type === 'order' ? [one.order] : [],
    );

  test('is sent with a plain date, and keeps that it has no time', async () => {
    const body = [
      anOrder('d1', 'dayonly', { placedAt: '2026-11-02' }),
      anOrder('d2', 'dayonly', { placedAt: '2026-11-01T00:00:00Z' }),
    ];
    expect((await send({ body })).json().results.map(({ result }) => result)).toEqual(['created', 'created']);
    expect(await ordersOf('dayonly')).toMatchObject([
      { id: 'd1', placedAt: '2026-11-02T00:00:00.000Z', placedOn: '2026-11-02' },
      { id: 'd2', placedAt: '2026-11-01T00:00:00.000Z' },
    ]);
    expect((await profileOf('dayonly'))?.orders).toMatchObject({
      days: 2,
      lastDay: '2026-11-02',
      lastDayWithoutTime: '2026-11-02',
    });
    expect((await send({ body })).json().results.map(({ result }) => result)).toEqual([
      'unchanged',
      'unchanged',
    ]);
  });

  test('can be sent as it was stored, but not with another day or one that does not exist', async () => {
    const stored = { placedAt: '2026-11-02T00:00:00Z', placedOn: '2026-11-02' };
    const again = await send({ body: anOrder('d3', 'dayonly', stored) });
    expect(again.json().results[0]?.result).toBe('created');
    expect(await issueOf({ ...stored, placedOn: '2026-11-03' })).toMatchObject({ path: 'placedOn' });
    expect(await issueOf({ placedAt: '2026-02-31' })).toMatchObject({ path: 'placedAt' });
    expect(await issueOf({ placedAt: '2199-01-01' })).toMatchObject({
      path: 'placedAt',
      message: expect.stringContaining('lies in the future'),
    });
  });
});

describe('a request is refused as a whole', () => {
  test.each([
    ['has 101 orders', Array.from({ length: 101 }, (_, number) => anOrder(`o${number}`, 'c')), 'at most 100'],
    ['has 101 orders under "orders"', { orders: Array.from({ length: 101 }, () => ({})) }, 'at most 100'],
    ['is an empty list', [], 'at least one order'],
    ['is a number', '42', 'one order, a list of orders'],
    ['is null', 'null', 'one order, a list of orders'],
    ['has no list under "orders"', { orders: 'all of them' }, 'one order, a list of orders'],
  ])('when it %s, and the response says what to send', async (_, body, message) => {
    const response = await sendInvalid({ body });
    expect(response.status).toBe(400);
    expect(response.json()).toMatchObject({ error: 'invalid-request' });
    expect(response.json().issues).toHaveLength(1);
    expect(response.json().issues?.[0]?.message).toContain(message);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
  ])('when its body is %s', async (_, body) => {
    const response = await sendInvalid({ body });
    expect(response.status).toBe(400);
    expect(response.json().issues?.[0]?.message).toContain('one order, a list of orders');
  });

  test('when its JSON is malformed, and the response names the position', async () => {
    const response = await sendInvalid({ body: '{"id": "o1",\n "total" 5}' });
    expect(response.status).toBe(400);
    expect(response.json()).toMatchObject({
      error: 'malformed-json',
      message: expect.stringMatching(/position 22/),
    });
  });

  test('when its base64 contains malformed JSON', async () => {
    const response = await sendInvalid({
      body: Buffer.from('{oops').toString('base64'),
      isBase64Encoded: true,
    });
    expect(response.status).toBe(400);
    expect(response.json().error).toBe('malformed-json');
  });
});

describe('the result of an order', () => {
  const version = (updatedAt: string, status = 'placed') => anOrder('v', 'versions', { updatedAt, status });

  test('is created, unchanged, updated, and unchanged again for an outdated version', async () => {
    const resultOf = async (order: object) => (await send({ body: order })).json().results[0]?.result;
    expect(await resultOf(version('2026-11-02T00:00:00Z'))).toBe('created');
    expect(await resultOf(version('2026-11-02T00:00:00Z'))).toBe('unchanged');
    expect(await resultOf(version('2026-11-03T00:00:00Z', 'cancelled'))).toBe('updated');
    expect(await resultOf(version('2026-11-02T00:00:00Z'))).toBe('unchanged');
    expect(await profileOf('versions')).toMatchObject({ cancelledOrders: 1 });
  });

  test('has the position of the order in the request, even when an order is sent twice', async () => {
    const twice = [
      anOrder('a', 'twice', { updatedAt: '2026-11-05T00:00:00Z' }),
      anOrder('b', 'other'),
      { id: 'nonsense' },
      anOrder('a', 'twice', { updatedAt: '2026-11-06T00:00:00Z' }),
    ];
    const { results } = (await send({ body: twice })).json();
    expect(results.map(({ orderId, result }) => `${orderId} ${result}`)).toEqual([
      'a created',
      'b created',
      'nonsense rejected',
      'a updated',
    ]);
  });

  test('is unchanged when the same time is written with another offset', async () => {
    const resultOf = async (updatedAt: string) =>
      (await send({ body: anOrder('z', 'offsets', { updatedAt }) })).json().results[0]?.result;
    expect(await resultOf('2026-11-05T12:00:00Z')).toBe('created');
    expect(await resultOf('2026-11-05T13:00:00+01:00')).toBe('unchanged');
  });
});

describe('an invalid order', () => {
  test('does not prevent the others in its batch from being stored', async () => {
    const response = await send({
      body: [anOrder('g1', 'good'), anOrder('bad', 'good', { currency: 'USD' }), anOrder('g2', 'good')],
    });
    expect(response.status).toBe(200);
    expect(response.json().results.map(({ result }) => result)).toEqual(['created', 'rejected', 'created']);
    expect(await profileOf('good')).toMatchObject({ orders: { count: 2 } });
  });

  test('that is sent alone gets a 422, and leaves no trace', async () => {
    const response = await send({ body: anOrder('bad', 'nobody', { status: 'lost in the post' }) });
    expect(response.status).toBe(422);
    expect(await profileOf('nobody')).toBeUndefined();
  });

  test.each([
    ['an unknown currency', { currency: 'GBX' }, 'currency', 'unknown currency "GBX"'],
    ["a currency other than the shop's", { currency: 'GBP' }, 'currency', 'keeps its books in EUR'],
    ['an unknown status', { status: 'shipped' }, 'status', 'placed'],
    ['text for an amount', { totals: { total: '10.00' } }, 'totals.total', 'whole number'],
    ['a fraction of a cent', { totals: { total: 10.5 } }, 'totals.total', 'whole number'],
    ['a negative amount', { totals: { total: -1 } }, 'totals.total', 'never negative'],
    ['an amount beyond counting', { totals: { total: 2 ** 52 } }, 'totals.total', 'at most'],
    ['no lines', { lines: [] }, 'lines', 'at least one line'],
    [
      'a line of nothing',
      { lines: [{ sku: 'a', quantity: 0, unitPrice: 1 }] },
      'lines.0.quantity',
      'above zero',
    ],
    [
      'a line beyond counting',
      { lines: [{ sku: 'a', quantity: 1e300, unitPrice: 1 }] },
      'lines.0.quantity',
      'at most',
    ],
    [
      'a line too small to store',
      { lines: [{ sku: 'a', quantity: 1e-200, unitPrice: 1 }] },
      'lines.0.quantity',
      'at least',
    ],
    [
      'a price beyond counting',
      { lines: [{ sku: 'a', quantity: 1, unitPrice: 1e200 }] },
      'lines.0.unitPrice',
      'at most',
    ],
    ['no customer', { customer: undefined }, 'customer', ''],
    ['a customer id that is a number', { customer: { id: 7 } }, 'customer.id', 'string'],
    ['a customer id with a #', { customer: { id: 'a#b' } }, 'customer.id', 'cannot contain #'],
    ['a customer id of 129 bytes', { customer: { id: `${'é'.repeat(64)}a` } }, 'customer.id', '128 bytes'],
    [
      'a consent that is a word',
      { customer: { id: 'c', consents: { email: 'no' } } },
      'customer.consents.email',
      'boolean',
    ],
    ['an unknown field', { colour: 'red' }, '', 'colour'],
    ['a time without an offset', { placedAt: '2026-11-01T12:00:00' }, 'placedAt', 'offset'],
    ['a day that does not exist', { placedAt: '2026-02-30T12:00:00Z' }, 'placedAt', 'YYYY-MM-DD'],
    ['the year 1', { placedAt: '0001-01-01T00:00:00Z' }, 'placedAt', 'not plausible'],
    ['the year 2300', { placedAt: '2300-01-01T00:00:00Z' }, 'placedAt', 'not plausible'],
    [
      'a time that only an offset carries past the year 9999',
      { placedAt: '9999-12-31T23:59:59-23:00' },
      'placedAt',
      'not plausible',
    ],
    [
      'a time that only an offset carries before the year 0',
      { placedAt: '0000-01-01T00:00:00+23:00' },
      'placedAt',
      'not plausible',
    ],
    ['a time more than a day ahead', { placedAt: '2026-12-10T12:00:01Z' }, 'placedAt', 'lies in the future'],
    [
      'a partial refund without an amount',
      { status: 'refunded-in-part' },
      'refunded',
      'how much was given back',
    ],
    [
      'a refund of more than was paid',
      { status: 'refunded-in-part', refunded: 1001 },
      'refunded',
      'more was given back',
    ],
    ['a refund of an order that is not refunded', { refunded: 5 }, 'refunded', 'only an order whose status'],
  ])('with %s is rejected with the field and the reason', async (_, more, path, message) => {
    expect(await issueOf(more)).toEqual({ path, message: expect.stringContaining(message) });
  });

  test('that is too large to be stored is rejected, and the others are stored', async () => {
    const lines = Array.from({ length: 2000 }, (_, number) => ({
      sku: `sku-${number}`,
      name: '茶'.repeat(100),
      quantity: 1,
      unitPrice: 1,
    }));
    const response = await send({ body: [anOrder('huge', 'large', { lines }), anOrder('small', 'large')] });
    expect(response.status).toBe(200);
    const [huge, small] = response.json().results;
    expect(huge).toEqual({
      orderId: 'huge',
      result: 'rejected',
      issues: [{ path: 'lines', message: expect.stringContaining('bytes') }],
    });
    expect(small?.result).toBe('created');
  });
});

test('an order up to a day ahead of our clock is accepted, because clocks differ', async () => {
  const response = await send({ body: anOrder('soon', 'ahead', { placedAt: '2026-12-10T12:00:00Z' }) });
  expect(response.status).toBe(200);
});

test('a locale is stored in its canonical form', async () => {
  await send({ body: anOrder('o', 'speaker', { customer: { id: 'speaker', locale: 'ZH-cn' } }) });
  expect((await profileOf('speaker'))?.contact.locale).toBe('zh-CN');
});
