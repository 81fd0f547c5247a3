import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { orderVersions } from '../../../shared/profile/histories.ts';
import { shopZone } from '../../../shared/profile/materials.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';
import { factsOf, newCustomerId, send as sendTo, testConvergence } from '../ingest.ts';
import { anOrder } from './setup.ts';

let tables: Tables;
let ingest: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
  ingest = (await import('../../../../functions/api/ingest-orders/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const send = (orders: readonly unknown[]) => sendTo(ingest, orders);

describe('orders that are sent twice, out of order or by several writers concurrently', () => {
  testConvergence({
    tables: () => tables,
    handler: () => ingest,
    version: orderVersions,
    payloadOf: (sent, customerId) => ({
      ...sent,
      id: `${customerId}-${sent.id}`,
      customer: { ...sent.customer, id: customerId },
    }),
    parse: (sent) => ({ type: 'order', order: orderSchema.parse(sent) }),
  });

  test('keep the reversal of an edit, even while a slower writer still folds the edit', async () => {
    const customerId = newCustomerId();
    const version = (day: number, status: string) =>
      anOrder('o1', customerId, { status, updatedAt: `2026-11-0${day}T12:00:00Z` });
    await send([version(1, 'placed')]);
    // The slower writer stores "cancelled", reads everything, and is about to write the folded profile ...
    const slow = holdCommand('PutItemCommand', 'rekindle-customers');
    const cancelling = send([version(2, 'cancelled')]);
    await slow.reached;
    // ... when the order is placed again, which gives exactly the profile that is stored.
    await send([version(3, 'placed')]);
    slow.release();
    await cancelling;
    expect(await factsOf(tables, customerId)).toMatchObject({ cancelledOrders: 0, orders: { count: 1 } });
  });

  test('change no profile when they are known already', async () => {
    const customerId = newCustomerId();
    const sent = [anOrder('o1', customerId), anOrder('o2', customerId)];
    await send(sent);
    const before = await tables.store.customers.find(customerId);
    expect((await send(sent)).map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
    expect(await tables.store.customers.find(customerId)).toEqual(before);
  });
});

describe('the decisions of a night', () => {
  test('stay on the profile while orders come in', async () => {
    const customerId = newCustomerId();
    await send([anOrder('o1', customerId)]);
    const decisions = {
      classes: {
        lifecycle: { is: 'active', since: plainDate('2026-12-01') },
        tier: { is: 'gold', since: plainDate('2026-12-01') },
        man: { money: 'high', authority: 'high', need: 'high' },
        traits: ['loyal'],
        decidedOn: plainDate('2026-12-01'),
      },
      enrolments: {
        'win-back': { on: plainDate('2026-12-01'), slot: plainDate('2026-12-01'), version: 1, isFirst: true },
      },
      openEnrolments: [],
    } as const;
    const decide = async () => {
      for (;;) {
        const read = await tables.store.customers.find(customerId);
        if (read !== undefined && (await tables.store.customers.saveDecisions(read, decisions))) return;
      }
    };
    await Promise.all([decide(), ...[2, 3, 4].map((number) => send([anOrder(`o${number}`, customerId)]))]);
    expect(await tables.store.customers.find(customerId)).toMatchObject({
      ...decisions,
      orders: { count: 4 },
    });
  });
});

describe('a writer that crashes', () => {
  test('between storing an order and folding it is repaired by sending the order again', async () => {
    const customerId = newCustomerId();
    stopIntercepting = tables.intercept(({ name, input }) => {
      if (name === 'PutItemCommand' && input.TableName === 'rekindle-customers') throw new Error('power cut');
    });
    const failed = await request(ingest, { body: anOrder('o1', customerId) });
    expect(failed.status).toBe(500);
    expect(await tables.store.customers.find(customerId)).toBeUndefined();
    stopIntercepting();
    expect(await send([anOrder('o1', customerId)])).toEqual([{ orderId: 'o1', result: 'unchanged' }]);
    expect(await factsOf(tables, customerId)).toMatchObject({ orders: { count: 1, spent: 1000 } });
  });
});

/** Holds back the next such command on a table until `release` is called; `reached` resolves when it arrives. */
function holdCommand(commandName: string, table: string) {
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
