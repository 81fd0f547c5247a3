import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { type CustomerId, customerIdSchema, orderSchema } from '../../../shared/orders/order.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { orderVersions, recomputed, type SentOrder, shopZone } from '../../shared/profile/histories.ts';
import { type HttpLambda, request, startTables, type Tables } from '../setup.ts';
import { anOrder, type IngestAnswer } from './setup.ts';

let tables: Tables;
let ingest: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
  ingest = (await import('../../../functions/ingest-orders/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

let people = 0;
/** A customer whom no other run has touched. */
function someoneNew(): CustomerId {
  people += 1;
  return customerIdSchema.parse(`c${people}`);
}

const from = (customerId: CustomerId, sent: SentOrder) => ({
  ...sent,
  customer: { ...sent.customer, id: customerId },
});

async function send(orders: readonly unknown[]): Promise<IngestAnswer['results']> {
  const answer = await request<IngestAnswer>(ingest, { body: orders });
  expect(answer.status).toBe(200);
  return answer.json().results;
}

/** The facts of a stored profile, without what nights and writers add. */
async function factsOf(customerId: CustomerId) {
  const profile = await tables.store.customers.find(customerId);
  expect(profile).toBeDefined();
  const { contact, consents, suppressions, cancelledOrders, orders, redeemedAt } = profile as Profile;
  return {
    contact,
    consents,
    suppressions,
    cancelledOrders,
    ...(orders && { orders }),
    ...(redeemedAt && { redeemedAt }),
  };
}

const expected = (customerId: CustomerId, versions: readonly SentOrder[]) =>
  recomputed(
    versions.map((sent) => ({ type: 'order', order: orderSchema.parse(from(customerId, sent)) })),
    shopZone,
  );

/** Versions, and the batches (by index) in which each of several writers sends them; every version is sent. */
const traffic = fc
  .record({
    versions: fc.array(orderVersions, { minLength: 1, maxLength: 6 }),
    writers: fc.array(
      fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ versions, writers }) => {
    const chosen = writers.map((batches) => batches.map((batch) => batch.map((n) => n % versions.length)));
    const sent = new Set(chosen.flat(2));
    const forgotten = versions.map((_, index) => index).filter((index) => !sent.has(index));
    return { versions, writers: forgotten.length === 0 ? chosen : [...chosen, [forgotten]] };
  });

describe('whatever is sent twice, out of order or by several writers at once', () => {
  test('ends in the profile that a plain recomputation gives', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, async ({ versions, writers }) => {
        const customerId = someoneNew();
        const orders = versions.map((sent) => from(customerId, sent));
        await Promise.all(
          writers.map(async (batches) => {
            for (const batch of batches) await send(batch.map((index) => orders[index]));
          }),
        );
        expect(await factsOf(customerId)).toEqual(expected(customerId, versions));
      }),
      { numRuns: 25 },
    );
  });

  test('does so for every interleaving of the writers, command by command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), traffic, async (scheduler, { versions, writers }) => {
        const customerId = someoneNew();
        const orders = versions.map((sent) => from(customerId, sent));
        stopIntercepting = tables.intercept(({ name }) => scheduler.schedule(Promise.resolve(), name));
        await scheduler.waitFor(
          Promise.all(
            writers.map(async (batches) => {
              for (const batch of batches) await send(batch.map((index) => orders[index]));
            }),
          ),
        );
        stopIntercepting();
        expect(await factsOf(customerId)).toEqual(expected(customerId, versions));
      }),
      { numRuns: 25 },
    );
  });

  test('an edit that is taken back while a slower writer still folds the edit wins over that writer', async () => {
    const customerId = someoneNew();
    const version = (day: number, status: string) =>
      anOrder('o1', customerId, { status, updatedAt: `2026-11-0${day}T12:00:00Z` });
    await send([version(1, 'placed')]);
    // The slower writer stores "cancelled", reads everything, and is about to write what it folded ...
    const slow = held('PutItemCommand', 'rekindle-customers');
    const cancelling = send([version(2, 'cancelled')]);
    await slow.reached;
    // ... when the order is placed again, which gives the very profile that stands there.
    await send([version(3, 'placed')]);
    slow.release();
    await cancelling;
    expect(await factsOf(customerId)).toMatchObject({ cancelledOrders: 0, orders: { count: 1 } });
  });

  test('sending again what is known writes no profile', async () => {
    const customerId = someoneNew();
    const sent = [anOrder('o1', customerId), anOrder('o2', customerId)];
    await send(sent);
    const before = await tables.store.customers.find(customerId);
    expect((await send(sent)).map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
    expect(await tables.store.customers.find(customerId)).toEqual(before);
  });
});

describe('what nights have decided', () => {
  test('stays on the profile while orders come in', async () => {
    const customerId = someoneNew();
    await send([anOrder('o1', customerId)]);
    const decided = {
      classes: {
        lifecycle: { is: 'active', since: plainDate('2026-12-01') },
        tier: { is: 'gold', since: plainDate('2026-12-01') },
        traits: ['loyal'],
        decidedOn: plainDate('2026-12-01'),
      },
      enrolments: { 'win-back': plainDate('2026-12-01') },
    } as const;
    const decide = async () => {
      for (;;) {
        const read = await tables.store.customers.find(customerId);
        if (read !== undefined && (await tables.store.customers.decide(read, decided))) return;
      }
    };
    await Promise.all([decide(), ...[2, 3, 4].map((number) => send([anOrder(`o${number}`, customerId)]))]);
    expect(await tables.store.customers.find(customerId)).toMatchObject({ ...decided, orders: { count: 4 } });
  });
});

describe('a writer that breaks off', () => {
  test('between storing an order and folding it is mended by sending the order again', async () => {
    const customerId = someoneNew();
    stopIntercepting = tables.intercept(({ name, input }) => {
      if (name === 'PutItemCommand' && input.TableName === 'rekindle-customers') throw new Error('power cut');
    });
    const broken = await request(ingest, { body: anOrder('o1', customerId) });
    expect(broken.status).toBe(500);
    expect(await tables.store.customers.find(customerId)).toBeUndefined();
    stopIntercepting();
    expect(await send([anOrder('o1', customerId)])).toEqual([{ orderId: 'o1', result: 'unchanged' }]);
    expect(await factsOf(customerId)).toMatchObject({ orders: { count: 1, spent: 1000 } });
  });

  test('at any command at all is mended by sending everything again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(orderVersions, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 12 }),
        async (versions, breaksAt) => {
          const customerId = someoneNew();
          const orders = versions.map((sent) => from(customerId, sent));
          let commands = 0;
          stopIntercepting = tables.intercept(() => {
            commands += 1;
            if (commands > breaksAt) throw new Error('power cut');
          });
          await request(ingest, { body: orders });
          stopIntercepting();
          await send(orders);
          expect(await factsOf(customerId)).toEqual(expected(customerId, versions));
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** Holds the next command of that name on that table until it is released. */
function held(commandName: string, table: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let isFirst = true;
  stopIntercepting = tables.intercept(({ name, input }) => {
    if (!isFirst || name !== commandName || input.TableName !== table) return;
    isFirst = false;
    arrive();
    return released;
  });
  return { reached, release };
}
