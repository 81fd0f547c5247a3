import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { customerIdSchema } from '../../../shared/ids.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';
import type { IngestResponse, RefusalResponse } from './ingest.ts';
import { aFact } from './ingest-activity/setup.ts';
import { anOrder } from './ingest-orders/setup.ts';

let tables: Tables;
let orders: HttpLambda;
let activity: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

const sendOrders = (body: unknown) => request<IngestResponse>(orders, { body });
const sendActivity = (body: unknown) => request<IngestResponse>(activity, { body });
const badLines = (count: number) => Array.from({ length: count }, () => ({ colour: 'red' }));

describe('an answer', () => {
  test('names ten things that are wrong with an order, and says how many more there are', async () => {
    const [result] = (await sendOrders(anOrder('o', 'c', { lines: badLines(2000) }))).json().results;
    expect(result?.issues).toHaveLength(11);
    expect(result?.issues?.[0]?.path).toBe('lines.0.sku');
    expect(result?.issues?.at(-1)).toEqual({ path: '', message: 'and 7,990 more issues' });
  });

  test('stays small when all of its orders are wrong in many ways, and still answers each', async () => {
    const response = await sendOrders(
      Array.from({ length: 100 }, (_, number) => anOrder(`o${number}`, 'c', { lines: badLines(20) })),
    );
    expect(response.status).toBe(422);
    expect(response.json().results.map(({ orderId }) => orderId)).toHaveLength(100);
    expect(response.json().results.every(({ issues = [] }) => issues.length > 0)).toBe(true);
    expect(response.text.length).toBeLessThan(60_000);
  });

  test('does not repeat what was sent at length', async () => {
    const long = '\u0000'.repeat(100_000);
    const wrong = [
      { currency: long },
      { [long]: 1 },
      { status: long },
      { id: long },
      { customer: { id: long } },
    ];
    const response = await sendOrders(wrong.map((more) => anOrder('o', 'c', more)));
    expect(response.text.length).toBeLessThan(10_000);
  });

  test('to a request that is refused as a whole is capped too', async () => {
    const { handler } = await import('../../../functions/api/redeem-coupon/handler.ts');
    const body = { ['x'.repeat(100_000)]: 1 };
    const response = await request<RefusalResponse>(handler, { body, path: { code: 'c' } });
    expect(response.status).toBe(400);
    expect(response.text.length).toBeLessThan(5_000);
  });
});

describe('of a list that is too long, only its length is reported', () => {
  test.each([
    ['lines', 2001, 'at most 2,000 lines'],
    ['discounts', 51, 'at most 50 discounts'],
  ])('for the %s of an order', async (field, count, message) => {
    const [result] = (await sendOrders(anOrder('o', 'c', { [field]: badLines(count) }))).json().results;
    expect(result?.issues).toEqual([{ path: field, message: expect.stringContaining(message) }]);
  });

  test('for the products of a cart', async () => {
    const [result] = (await sendActivity(aFact('cart', 'k', 'c', { skus: badLines(101) }))).json().results;
    expect(result?.issues).toEqual([{ path: 'skus', message: expect.stringContaining('at most 100') }]);
  });
});

describe('half a character', () => {
  const half = '😀'.slice(0, 1);

  test('in a text becomes a sign for it, since the shop only shortened the text', async () => {
    const lines = [{ sku: `tea-${half}`, name: `Tea ${half}`, quantity: 1, unitPrice: 1000 }];
    const discounts = [{ couponCode: `SAVE${half}`, amount: 1 }];
    const sent = anOrder('o', 'half', { lines, discounts, customer: { id: 'half', name: `Ada ${half}` } });
    expect((await sendOrders(sent)).json().results).toEqual([{ orderId: 'o', result: 'created' }]);
    const said = aFact('feedback', 'f', 'half', { text: `Good ${half}` });
    expect((await sendActivity(said)).json().results[0]?.result).toBe('created');
    const stored = JSON.stringify(await tables.store.activity.allOf(customerIdSchema.parse('half')));
    expect(stored.match(/\uFFFD/g)).toHaveLength(5);
    expect(stored).not.toMatch(/\\ud83d/);
  });

  test('in an id rejects the one fact, since ids are never changed', async () => {
    const facts = [anOrder(`o-${half}`, 'whole'), anOrder('o', `c-${half}`), anOrder('o-😀', 'whole')];
    const { results } = (await sendOrders(facts)).json();
    expect(results.map(({ result }) => result)).toEqual(['rejected', 'rejected', 'created']);
    expect(results[0]?.issues).toEqual([{ path: '', message: expect.stringContaining('half a character') }]);
  });
});

describe('when the facts of one customer cannot be stored', () => {
  const failFor = (customerId: string) => {
    stopIntercepting = tables.intercept(({ name, input }) => {
      if (name === 'PutItemCommand' && JSON.stringify(input).includes(customerId))
        throw new Error('no such luck');
    });
  };

  test('those of the others are, and the answer says which failed', async () => {
    failFor('unlucky');
    const response = await sendOrders([
      anOrder('1', 'lucky-1'),
      anOrder('2', 'unlucky'),
      anOrder('3', 'lucky-2'),
      { id: 'bad' },
    ]);
    expect(response.status).toBe(500);
    expect(response.json()).toMatchObject({ error: 'internal', message: expect.stringContaining('send') });
    expect(response.json().results.map(({ result }) => result)).toEqual([
      'created',
      'failed',
      'created',
      'rejected',
    ]);
  });

  test('sending everything again takes in the rest', async () => {
    const batch = [anOrder('1', 'again-1'), anOrder('2', 'again-2')];
    failFor('again-2');
    await sendOrders(batch);
    stopIntercepting();
    const response = await sendOrders(batch);
    expect(response.status).toBe(200);
    expect(response.json().results.map(({ result }) => result)).toEqual(['unchanged', 'created']);
  });
});

describe('whatever one field of a fact contains', () => {
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0.1,
      1e308,
      2 ** 60,
      '',
      ' ',
      '\u0000',
      '\uD83D',
      '__proto__',
      '#',
    ),
    fc.constantFrom<unknown>('9'.repeat(100_000), '茶'.repeat(200_000), [], {}, [[]], Array(5_000).fill(0)),
    fc.json().map((text) => JSON.parse(text)),
    fc.string({ unit: 'binary' }),
  );
  const complete = {
    customer: {
      id: 'c',
      email: 'ada@example.com',
      name: 'Ada',
      phone: '+44 7700 900123',
      locale: 'en-GB',
      birthday: '1990-01-01',
      consents: { email: true, phone: false },
    },
  };
  const kinds = {
    order: {
      send: sendOrders,
      good: anOrder('good', 'fuzz-order'),
      fact: anOrder('fuzzed', 'c', {
        ...complete,
        lines: [{ sku: 's', name: 'n', quantity: 1, unitPrice: 1 }],
        discounts: [{ couponCode: 'C', amount: 1 }],
        totals: { discount: 1, shipping: 1, tax: 1, total: 1000 },
      }),
    },
    cart: {
      send: sendActivity,
      good: aFact('cart', 'good', 'fuzz-cart'),
      fact: aFact('cart', 'fuzzed', 'c', { ...complete, value: 1, skus: ['s'] }),
    },
    feedback: {
      send: sendActivity,
      good: aFact('feedback', 'good', 'fuzz-feedback'),
      fact: aFact('feedback', 'fuzzed', 'c', { ...complete, nps: 1, csat: 1, text: 't' }),
    },
  } satisfies Record<string, { send: unknown; good: object; fact: object }>;

  /** The paths of all fields in a value: `['customer', 'id']`. */
  const pathsOf = (value: unknown): string[][] =>
    typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([key, child]) => [
          [key],
          ...pathsOf(child).map((rest) => [key, ...rest]),
        ]);

  /** A copy of `value` that has `replacement` at `path`. */
  function withAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
    if (key === undefined) return replacement;
    if (Array.isArray(value))
      return value.map((child, index) => (String(index) === key ? withAt(child, rest, replacement) : child));
    const fields = Object.entries(value as object);
    return Object.fromEntries(
      fields.map(([name, child]) => [name, name === key ? withAt(child, rest, replacement) : child]),
    );
  }

  test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'the fact beside it is taken in, and the answer is small: %s',
    async (kind) => {
      const { send, good, fact } = kinds[kind];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...pathsOf(fact)), hostile, async (path, value) => {
          const response = await send([withAt(fact, path, value), good]);
          expect(response.status).toBe(200);
          const results = response.json().results.map(({ result }) => result);
          expect(results).toHaveLength(2);
          expect(results[0]).not.toBe('failed');
          expect(results[1]).toMatch(/created|unchanged/);
          expect(response.text.length).toBeLessThan(10_000);
        }),
        { numRuns: 30 },
      );
    },
  );
});
