import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interactionSchema } from '../../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { orderVersions } from '../../../shared/profile/histories.ts';
import { engagementVersions } from '../../../shared/profile/interaction-versions.ts';
import { shopZone } from '../../../shared/profile/materials.ts';
import { recomputed } from '../../../shared/profile/recomputed.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';
import { factsOf, send, someoneNew, testConvergence } from '../ingest.ts';
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

describe('whatever is sent twice, out of order or by several writers at once', () => {
  testConvergence({
    tables: () => tables,
    handler: () => ingest,
    version: engagementVersions,
    sentOf: (sent, customerId) => ({ ...sent, customer: { ...sent.customer, id: customerId } }),
    read: (sent) => interactionSchema.parse(sent),
  });

  test('and beside orders ends in the profile that both give', async () => {
    const both = fc.record({
      orders: fc.array(orderVersions, { minLength: 1, maxLength: 4 }),
      facts: fc.array(engagementVersions, { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), both, async (scheduler, { orders, facts }) => {
        const customerId = someoneNew();
        const from = <T extends { customer: object }>(sent: T) => ({
          ...sent,
          customer: { ...sent.customer, id: customerId },
        });
        const stopIntercepting = tables.intercept(({ name }) => scheduler.schedule(Promise.resolve(), name));
        try {
          await scheduler.waitFor(
            Promise.all([send(ingestOrders, orders.map(from)), send(ingest, facts.map(from))]),
          );
        } finally {
          stopIntercepting();
        }
        const told = [
          ...orders.map((sent) => ({ type: 'order' as const, order: orderSchema.parse(from(sent)) })),
          ...facts.map((sent) => interactionSchema.parse(from(sent))),
        ];
        expect(await factsOf(tables, customerId)).toEqual(recomputed(told, shopZone));
      }),
      { numRuns: 15 },
    );
  });

  test('changes no profile when it is known already', async () => {
    const customerId = someoneNew();
    const sent = [aFact('browse', 'b1', customerId), aFact('cart', 'k1', customerId)];
    await send(ingest, sent);
    const before = await tables.store.customers.find(customerId);
    expect((await send(ingest, sent)).map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
    expect(await tables.store.customers.find(customerId)).toEqual(before);
  });
});

test('a writer that breaks off between storing a fact and folding it is mended by sending it again', async () => {
  const customerId = someoneNew();
  const stopIntercepting = tables.intercept(({ name, input }) => {
    if (name === 'PutItemCommand' && input.TableName === 'rekindle-customers') throw new Error('power cut');
  });
  const broken = await request(ingest, { body: aFact('wishlist', 'w1', customerId) });
  expect(broken.status).toBe(500);
  expect(await tables.store.customers.find(customerId)).toBeUndefined();
  stopIntercepting();
  expect(await send(ingest, [aFact('wishlist', 'w1', customerId)])).toEqual([
    { type: 'wishlist', id: 'w1', result: 'unchanged' },
  ]);
  expect(await factsOf(tables, customerId)).toMatchObject({ interest: { wishlistedOn: '2026-11-01' } });
});
