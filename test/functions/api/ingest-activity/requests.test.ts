import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { interactionTypes } from '../../../../shared/interactions/interaction.ts';
import { findByName } from '../../../../shared/store/table.ts';
import { tableNamesFrom } from '../../../../shared/store/tables.ts';
import { type HttpLambda, type RequestParts, request, startTables, type Tables } from '../../setup.ts';
import type { IngestResponse, RefusalResponse } from '../ingest.ts';
import { aFact } from './setup.ts';

let tables: Tables;
let ingest: HttpLambda;

beforeAll(async () => {
  tables = await startTables();
  ingest = (await import('../../../../functions/api/ingest-activity/handler.ts')).handler;
});
afterAll(() => tables.close());

const send = (parts: RequestParts) => request<IngestResponse>(ingest, parts);
const sendInvalid = (parts: RequestParts) => request<RefusalResponse>(ingest, parts);
const profileOf = (customerId: string) => tables.store.customers.find(customerIdSchema.parse(customerId));
const resultsOf = async (body: unknown) => (await send({ body })).json().results;

describe('a request may contain', () => {
  test('one fact, a list, or a list under "activity"', async () => {
    const created = { type: 'browse', result: 'created' };
    expect(await resultsOf(aFact('browse', 'b1', 'shapes'))).toEqual([{ ...created, id: 'b1' }]);
    expect(await resultsOf([aFact('browse', 'b2', 'shapes')])).toEqual([{ ...created, id: 'b2' }]);
    expect(await resultsOf({ activity: [aFact('browse', 'b3', 'shapes')] })).toEqual([
      { ...created, id: 'b3' },
    ]);
    expect(await tables.store.activity.allOf(customerIdSchema.parse('shapes'))).toHaveLength(3);
  });

  test('100 facts of every kind', async () => {
    const body = Array.from({ length: 100 }, (_, number) =>
      aFact(interactionTypes[number % 8] ?? 'browse', `h${number}`, `hundred-${number % 3}`),
    );
    const response = await send({ body });
    expect(response.status).toBe(200);
    expect(new Set(response.json().results.map(({ result }) => result))).toEqual(new Set(['created']));
  });
});

test.each([
  ['has 101 facts', Array.from({ length: 101 }, (_, n) => aFact('cart', `k${n}`, 'c')), 'at most 100'],
  ['is an empty list', [], 'at least one fact'],
  ['is a number', '42', 'one fact, a list of facts, or { "activity": [ … ] }'],
  ['has no list under "activity"', { activity: 'all of it' }, 'one fact, a list of facts'],
  ['is missing', undefined, 'one fact, a list of facts'],
])(
  'a request is refused as a whole when it %s, and the response says what to send',
  async (_, body, message) => {
    const response = await sendInvalid({ body });
    expect(response.status).toBe(400);
    expect(response.json()).toMatchObject({ error: 'invalid-request' });
    expect(response.json().issues?.map((issue) => issue.message)).toEqual([expect.stringContaining(message)]);
  },
);

describe('a stored fact', () => {
  test('is read as it was sent, for every type and with all fields', async () => {
    const customer = { id: 'complete', email: 'ada@example.com', name: 'Ada', locale: 'en-GB' };
    const more = [
      { type: 'browse', sku: 'tea', name: 'Tea' },
      { type: 'cart', value: 1999, skus: ['tea', 'cup'] },
      { type: 'wishlist', sku: 'cup', name: 'Cup' },
      { type: 'feedback', nps: 0, csat: 1, text: 'Broken' },
      { type: 'complaint-opened', text: 'Broken\nagain' },
      { type: 'complaint-closed' },
      { type: 'referral', friend: 'c7' },
      { type: 'referral-converted' },
    ] as const;
    const sent = more.map((one) => ({
      id: 'same',
      at: '2026-11-01T12:00:00.000Z',
      updatedAt: '2026-11-02T12:00:00.000Z',
      customer,
      ...one,
    }));
    expect((await resultsOf(sent)).every(({ result }) => result === 'created')).toBe(true);
    const stored = await tables.store.activity.allOf(customerIdSchema.parse('complete'));
    expect(stored.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual(
      sent.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    );
    expect(await profileOf('complete')).toMatchObject({
      contact: { email: 'ada@example.com', name: 'Ada', locale: 'en-GB' },
      interest: { cartValue: 1999, cartDays: 1 },
      feedback: { nps: { score: 0 }, csat: { score: 1 } },
      complaints: { count: 1, open: 0 },
      referrals: { made: 1, converted: 1 },
    });
  });

  test('cannot be found by the name of its product, as coupons are by their code', async () => {
    await send({ body: aFact('browse', 'b1', 'curious', { name: 'COUPON-CODE' }) });
    const { documents } = await import('../../../../functions/toolkit/store.ts');
    const activity = { client: documents, name: tableNamesFrom({}).activity };
    expect(await findByName(activity, 'COUPON-CODE')).toBeUndefined();
  });
});

describe('the result of a fact', () => {
  const version = (more: object) => aFact('cart', 'v', 'versions', more);

  test('is created, unchanged, updated, and unchanged again for an outdated version', async () => {
    const resultOf = async (more: object) => (await resultsOf(version(more)))[0]?.result;
    expect(await resultOf({ value: 100 })).toBe('created');
    expect(await resultOf({ value: 100 })).toBe('unchanged');
    expect(await resultOf({ value: 100, updatedAt: '2026-11-01T13:00:00+01:00' })).toBe('unchanged');
    expect(await resultOf({ value: 300, updatedAt: '2026-11-03T00:00:00Z' })).toBe('updated');
    expect(await resultOf({ value: 200, updatedAt: '2026-11-02T00:00:00Z' })).toBe('unchanged');
    expect(await profileOf('versions')).toMatchObject({ interest: { cartValue: 300 } });
  });

  test('does not depend on which of two versions with the same time arrives first', async () => {
    const [one, other] = [{ value: 100 }, { value: 200 }];
    await resultsOf([version(one), version(other)].map((sent) => ({ ...sent, customer: { id: 'tie-1' } })));
    await resultsOf([version(other), version(one)].map((sent) => ({ ...sent, customer: { id: 'tie-2' } })));
    expect((await profileOf('tie-1'))?.interest).toEqual((await profileOf('tie-2'))?.interest);
  });

  test('has the position of the fact in the request, even when a fact is sent twice', async () => {
    const results = await resultsOf([
      aFact('complaint-closed', 'k', 'twice'),
      aFact('cart', 'a', 'twice'),
      { type: 'cart', id: 'nonsense' },
      { type: 'dance' },
      aFact('complaint-opened', 'k', 'twice'),
      aFact('cart', 'a', 'twice', { updatedAt: '2026-11-06T00:00:00Z' }),
    ]);
    expect(results.map(({ type, id, result }) => `${type} ${id} ${result}`)).toEqual([
      'complaint-closed k created',
      'cart a created',
      'cart nonsense rejected',
      'dance undefined rejected',
      'complaint-opened k created',
      'cart a updated',
    ]);
    expect(await profileOf('twice')).toMatchObject({ complaints: { count: 1, open: 0 } });
  });
});

describe('an invalid fact', () => {
  test('does not prevent the others in its batch from being stored', async () => {
    const response = await send({
      body: [aFact('cart', 'g1', 'good'), aFact('cart', 'bad', 'good', { value: -1 })],
    });
    expect(response.status).toBe(200);
    expect(response.json().results.map(({ result }) => result)).toEqual(['created', 'rejected']);
  });

  test.each([
    ['an unknown type', { type: 'glance' }, 'type', 'unknown type; use one of browse, cart'],
    ['no type', { type: undefined }, 'type', 'unknown type'],
    ['an id with a #', { id: 'a#b' }, 'id', 'cannot contain #'],
    ['no time', { at: undefined }, 'at', ''],
    ['a time without an offset', { at: '2026-11-01T12:00:00' }, 'at', 'offset'],
    ['a time more than a day ahead', { at: '2026-12-10T12:00:01Z' }, 'at', 'lies in the future'],
    [
      'a change more than a day ahead',
      { updatedAt: '2026-12-10T12:00:01Z' },
      'updatedAt',
      'lies in the future',
    ],
    ['no customer', { customer: undefined }, 'customer', ''],
    ['an unknown field', { colour: 'red' }, '', 'colour'],
    ['a field of another type of fact', { nps: 3 }, '', 'nps'],
    ['a fraction of a cent', { value: 1.5 }, 'value', 'whole number'],
    ['too many products', { skus: Array.from({ length: 101 }, () => 'tea') }, 'skus', 'at most 100'],
    ['a product without a number', { skus: [''] }, 'skus.0', ''],
    ['a score that is too high', { type: 'feedback', nps: 11 }, 'nps', 'from 0 to 10'],
    ['half a point', { type: 'feedback', nps: 7.5 }, 'nps', 'from 0 to 10'],
    ['a satisfaction below the minimum', { type: 'feedback', csat: 0 }, 'csat', 'from 1 to 5'],
    ['feedback that says nothing', { type: 'feedback' }, '', 'give nps, csat or text'],
    ['an empty text', { type: 'feedback', text: ' ' }, 'text', 'leave a text out'],
    ['a long text', { type: 'complaint-opened', text: 'o'.repeat(2001) }, 'text', 'at most 2,000'],
    ['a friend with a #', { type: 'referral', friend: '#1' }, 'friend', 'cannot contain #'],
  ])(
    'with %s is rejected with the field and the reason, and leaves no trace',
    async (_, more, path, message) => {
      const response = await send({ body: aFact('cart', 'bad', 'never', more) });
      expect(response.status).toBe(422);
      const [result] = response.json().results;
      expect(result?.result).toBe('rejected');
      expect(result?.issues).toEqual([{ path, message: expect.stringContaining(message) }]);
      expect(await profileOf('never')).toBeUndefined();
    },
  );

  test.each([[7], [null], ['browse'], [[]]])('that is %j is rejected too', async (fact) => {
    const [result] = await resultsOf([fact]);
    expect(result).toMatchObject({ result: 'rejected', issues: [{ path: '' }] });
  });
});

test('a fact of the largest possible size is stored', async () => {
  const skus = Array.from({ length: 100 }, () => '茶'.repeat(128));
  expect(await resultsOf(aFact('cart', 'k', 'large', { skus }))).toMatchObject([{ result: 'created' }]);
});

test('a fact up to a day ahead of our clock is accepted, because clocks differ', async () => {
  const response = await send({ body: aFact('browse', 'soon', 'ahead', { at: '2026-12-10T12:00:00Z' }) });
  expect(response.status).toBe(200);
});
