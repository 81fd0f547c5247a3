import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interactionSchema } from '../../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { orderVersions } from '../../../shared/profile/histories.ts';
import { interactionVersions } from '../../../shared/profile/interaction-versions.ts';
import { shopZone } from '../../../shared/profile/materials.ts';
import { recomputeFacts } from '../../../shared/profile/recomputed.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';
import { factsOf, newCustomerId, send, testConvergence } from '../ingest.ts';
import { aFact } from './setup.ts';

let tables: Tables;
let ingest: HttpLambda;
let ingestOrders: HttpLambda;

beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
  ingest = (await import('../../../../functions/api/ingest-activity/handler.ts')).handler;
  ingestOrders = (await import('../../../../functions/api/ingest-orders/handler.ts')).handler;
});
afterAll(() => tables.close());

describe('interactions that are sent twice, out of order or by several writers concurrently', () => {
  testConvergence({
    tables: () => tables,
    handler: () => ingest,
    version: interactionVersions,
    payloadOf: (sent, customerId) => ({ ...sent, customer: { ...sent.customer, id: customerId } }),
    parse: (sent) => interactionSchema.parse(sent),
  });

  test('give the same profile as a recomputation when orders arrive at the same time', async () => {
    const both = fc.record({
      orders: fc.array(orderVersions, { minLength: 1, maxLength: 4 }),
      facts: fc.array(interactionVersions, { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), both, async (scheduler, { orders, facts }) => {
        const customerId = newCustomerId();
        const withCustomer = <T extends { id: string; customer: object }>(sent: T) => ({
          ...sent,
          id: `${customerId}-${sent.id}`,
          customer: { ...sent.customer, id: customerId },
        });
        const stopIntercepting = tables.intercept(({ name }) => scheduler.schedule(Promise.resolve(), name));
        try {
          await scheduler.waitFor(
            Promise.all([
              send(ingestOrders, orders.map(withCustomer)),
              send(ingest, facts.map(withCustomer)),
            ]),
          );
        } finally {
          stopIntercepting();
        }
        const activity = [
          ...orders.map((sent) => ({ type: 'order' as const, order: orderSchema.parse(withCustomer(sent)) })),
          ...facts.map((sent) => interactionSchema.parse(withCustomer(sent))),
        ];
        expect(await factsOf(tables, customerId)).toEqual(recomputeFacts(activity, shopZone));
      }),
      { numRuns: 15 },
    );
  });

  test('change no profile when they are known already', async () => {
    const customerId = newCustomerId();
    const sent = [aFact('browse', 'b1', customerId), aFact('cart', 'k1', customerId)];
    await send(ingest, sent);
    const before = await tables.store.customers.find(customerId);
    expect((await send(ingest, sent)).map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
    expect(await tables.store.customers.find(customerId)).toEqual(before);
  });
});

test('after a crash between storing a fact and folding it, sending the fact again completes the profile', async () => {
  const customerId = newCustomerId();
  const stopIntercepting = tables.intercept(({ name, input }) => {
    if (name === 'PutItemCommand' && input.TableName === 'rekindle-customers') throw new Error('power cut');
  });
  const failed = await request(ingest, { body: aFact('wishlist', 'w1', customerId) });
  expect(failed.status).toBe(500);
  expect(await tables.store.customers.find(customerId)).toBeUndefined();
  stopIntercepting();
  expect(await send(ingest, [aFact('wishlist', 'w1', customerId)])).toEqual([
    { type: 'wishlist', id: 'w1', result: 'unchanged' },
  ]);
  expect(await factsOf(tables, customerId)).toMatchObject({ interest: { wishlistedOn: '2026-11-01' } });
});
