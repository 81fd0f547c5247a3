import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createImportSink } from '../../../cli/import-sink.ts';
import { tagsFor } from '../../../shared/deliveries/tags.ts';
import { unsubscribeToken } from '../../../shared/email/unsubscribe.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { eraseCustomer } from '../../../shared/operations/erase-customer.ts';
import { createReservation } from '../../../shared/operations/reserve.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import type { RecipientRefusal } from '../../../shared/recipients/recipient.ts';
import {
  after,
  before,
  createSurroundings,
  erasedAt,
  makeKnown,
  newPerson,
  orderBy,
  type Person,
  taskFor,
  timeZone,
  tracesOf,
} from '../../shared/operations/known-customer.ts';
import { context, type HttpLambda, request, startTables, type Tables } from '../setup.ts';
import { send } from './ingest.ts';

const lambda = mockClient(LambdaClient);
let tables: Tables;
let orders: HttpLambda;
let activity: HttpLambda;
let coupons: HttpLambda;
let unsubscribe: HttpLambda;
let calls: HttpLambda;
let recordEmailEvent: (event: unknown) => Promise<unknown>;
beforeAll(async () => {
  tables = await startTables({ timeZone });
  orders = (await import('../../../functions/api/ingest-orders/handler.ts')).handler;
  activity = (await import('../../../functions/api/ingest-activity/handler.ts')).handler;
  coupons = (await import('../../../functions/api/redeem-coupon/handler.ts')).handler;
  unsubscribe = (await import('../../../functions/api/unsubscribe/handler.ts')).handler;
  calls = (await import('../../../functions/api/callback-tasks/handler.ts')).handler;
  const events = await import('../../../functions/events/record-email-event/handler.ts');
  const following = await import('../../../functions/events/follow-suppression/handler.ts');
  lambda
    .on(InvokeCommand)
    .callsFake(({ Payload }) => following.handler(JSON.parse(Buffer.from(Payload).toString()), context));
  recordEmailEvent = (event) => events.handler(event, context);
});
afterAll(() => tables.close());

let person: Person;
/** What others still have of the person who was erased. */
let left: { readonly code: string; readonly tags: Record<string, string>; readonly taskId: string };
beforeEach(async () => {
  person = newPerson();
  const { enrolment } = await makeKnown(tables.store, person);
  const [coupon] = await tables.store.coupons.allOf(person.customerId);
  const { cohort, shard, ref } = enrolment;
  const tags = tagsFor({ cohort, shard, ref, step: 0 });
  left = { code: coupon?.code ?? '', tags, taskId: taskFor(person, enrolment).taskId };
  await eraseCustomer(tables.store, person.customerId, erasedAt, createSurroundings().surroundings);
});

const order = (
  id: string,
  placedAt: string,
  updatedAt = placedAt,
  consents = { email: true, phone: true },
) => {
  const { type, order: sent } = orderBy(person, id, placedAt, { updatedAt });
  expect(type).toBe('order');
  return { ...sent, customer: { ...sent.customer, consents } };
};
const resultsOf = async (door: HttpLambda, ...facts: readonly object[]) =>
  (await send(door, facts)).map(({ result }) => String(result));
const fact = (type: string, at: string, more: object = {}) => ({
  type,
  id: `${type}-${at}`,
  at,
  customer: { id: person.customerId, email: person.email },
  ...more,
});
const optIn = (source: string) => fact('consent', after, { channel: 'email', granted: true, source });

const soonAfter = '2026-12-09T13:00:00Z';

/** Why the person gets no email; undefined when they may get one. */
async function whyNoEmail(address = person.email): Promise<RecipientRefusal | undefined> {
  const id = recipientIdFor('email', address, await tables.store.settings.opaqueIdKey());
  const profile = await tables.store.customers.find(person.customerId);
  return createReservation(tables.store, id, {
    channel: 'email',
    message: 'b#1#2026-12-11#0',
    customerId: person.customerId,
    at: after,
    by: 'attempt',
    caps: 'none',
    requiresConsent: false,
    ownConsent: profile?.consents.email,
  }).reserve();
}

describe('after an erasure, and for what is older than it,', () => {
  test.each([
    ['an order', () => resultsOf(orders, order('o1', before))],
    ['an order that has changed since', () => resultsOf(orders, order('o2', before, after))],
    [
      'an order under another id of the customer',
      () => {
        const sent = order('o1', before);
        return resultsOf(orders, { ...sent, customer: { ...sent.customer, id: person.alias } });
      },
    ],
    ['a visit', () => resultsOf(activity, fact('browse', before))],
    [
      'a visit that was corrected since',
      () => resultsOf(activity, fact('browse', before, { updatedAt: after })),
    ],
    ['an opt-in', () => resultsOf(activity, { ...optIn('double-opt-in'), at: before })],
    [
      'a file',
      async () => {
        const { takeIn } = createImportSink(tables.store, timeZone);
        const refund = { type: 'refund', id: 'r1', at: before, amount: 5 } as const;
        const facts = [
          orderBy(person, 'o1', before),
          orderBy(person, 'o1', before, { updatedAt: after }),
          refund,
        ];
        return [...new Set((await takeIn([{ customerId: person.customerId, facts }])).flat())];
      },
    ],
    [
      'a file that has addresses in place of ids',
      async () => {
        const { takeIn, resolve } = createImportSink(tables.store, timeZone);
        const address = customerIdSchema.parse(person.email);
        const customerId = (await resolve([{ id: address }])).get(address) ?? address;
        return (await takeIn([{ customerId, facts: [orderBy(person, 'o1', before)] }])).flat();
      },
    ],
  ])('%s is refused and leaves no trace', async (_, send) => {
    expect(await send()).toEqual(['erased']);
    expect(await tracesOf(person)).toEqual([]);
  });

  test('a file that names the customer without any order leaves no trace', async () => {
    await createImportSink(tables.store, timeZone).takeIn([{ customerId: person.customerId, facts: [] }]);
    expect(await tracesOf(person)).toEqual([]);
  });

  test('a coupon is unknown, and so is the call', async () => {
    const redemption = { path: { code: left.code }, body: { customerId: 'c', orderId: 'o9' } };
    expect((await request(coupons, redemption)).status).toBe(404);
    for (const action of ['claim', 'outcome']) {
      const route = `POST /callback-tasks/{taskId}/${action}`;
      const body = { staff: 'Mia', ...(action === 'outcome' && { outcome: 'no-answer' }) };
      expect((await request(calls, { route, path: { taskId: left.taskId }, body })).status).toBe(404);
    }
    expect(await tracesOf(person)).toEqual([]);
  });

  test.each(['Open', 'Bounce', 'Complaint'])(
    'the event %s of an old email leaves no trace',
    async (eventType) => {
      const mail = {
        messageId: 'm1',
        timestamp: before,
        destination: [person.email],
        tags: tagLists(left.tags),
      };
      const bounce = { bounceType: 'Permanent' };
      await recordEmailEvent({ time: after, detail: { eventType, mail, bounce } });
      expect(await tracesOf(person)).toEqual([]);
      expect(await whyNoEmail()).toBe(
        { Open: 'no-consent', Bounce: 'bounced', Complaint: 'complained' }[eventType],
      );
    },
  );

  test('the link in an old email still unsubscribes, and leaves no trace', async () => {
    const { links, opaqueIds } = await tables.store.settings.secrets();
    const recipient = recipientIdFor('email', person.email, opaqueIds);
    const token = unsubscribeToken({ recipient, message: 'a#1#2026-12-01#0' }, links);
    expect((await request(unsubscribe, { path: { token }, at: Date.parse(after) })).status).toBe(200);
    expect(await whyNoEmail()).toBe('unsubscribed');
    expect(await tracesOf(person)).toEqual([]);
  });
});

const tagLists = (tags: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));

describe('an order that is placed after an erasure', () => {
  test('begins a new customer, of whom nothing is known but this', async () => {
    expect(await resultsOf(orders, order('o1', after))).toEqual(['created']);
    expect(await tables.store.customers.find(person.customerId)).toMatchObject({
      contact: { email: person.email },
      consents: { email: false, phone: false },
      orders: { count: 1 },
      cancelledOrders: 0,
      suppressions: {},
      enrolments: {},
      openEnrolments: [],
      erasedAt,
    });
    expect((await tables.store.customers.find(person.customerId))?.complaints).toBeUndefined();
  });

  test('gives no consent with its checkbox, nor do those that follow', async () => {
    expect(await resultsOf(orders, order('o1', soonAfter), order('o2', after))).toEqual([
      'created',
      'created',
    ]);
    await resultsOf(activity, optIn('checkout'));
    expect(await whyNoEmail()).toBe('no-consent');
  });

  test('gives none from another address either', async () => {
    await resultsOf(orders, {
      ...order('o1', after),
      customer: { ...order('o1', after).customer, email: 'new@post.example' },
    });
    expect(await whyNoEmail('new@post.example')).toBe('no-consent');
  });

  test.each(['double-opt-in', 'shop-statement'])(
    'may be followed by email once the customer opts in by %s',
    async (source) => {
      await resultsOf(orders, order('o1', soonAfter));
      await resultsOf(activity, optIn(source));
      expect(await whyNoEmail()).toBeUndefined();
      expect((await tables.store.customers.find(person.customerId))?.consents).toEqual({
        email: true,
        phone: false,
      });
    },
  );

  test('loses to an earlier opt-in that comes later', async () => {
    await resultsOf(activity, optIn('double-opt-in'));
    await resultsOf(orders, order('o1', soonAfter));
    expect(await whyNoEmail()).toBeUndefined();
  });
});

test('an opt-out from before the erasure holds after it, until the customer opts in', async () => {
  const closed = newPerson();
  await makeKnown(tables.store, closed);
  const { links, opaqueIds } = await tables.store.settings.secrets();
  const recipient = recipientIdFor('email', closed.email, opaqueIds);
  const token = unsubscribeToken({ recipient, message: 'a#1#2026-12-01#0' }, links);
  expect((await request(unsubscribe, { path: { token }, at: Date.parse(before) })).status).toBe(200);
  expect((await tables.store.customers.find(closed.customerId))?.suppressions.email).toBeDefined();
  await eraseCustomer(tables.store, closed.customerId, erasedAt, createSurroundings().surroundings);
  person = closed;
  expect(await tracesOf(closed)).toEqual([]);
  await resultsOf(orders, order('o1', soonAfter));
  expect(await whyNoEmail()).toBe('unsubscribed');
  await resultsOf(activity, optIn('double-opt-in'));
  expect(await whyNoEmail()).toBeUndefined();
});
