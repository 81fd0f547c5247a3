import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableNamesFrom } from '../../../shared/store/tables.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

/** Makes the table hold so many profiles of about a kilobyte; it never holds fewer than before. */
async function holdCustomers(count: number): Promise<void> {
  const { documents } = await import('../../../functions/toolkit/store.ts');
  const { customers } = tableNamesFrom({});
  const puts = Array.from({ length: count }, (_, index) => ({
    PutRequest: { Item: { customerId: `customer-${index}`, profile: 'x'.repeat(1_000) } },
  }));
  for (let from = 0; from < count; from += 25)
    await documents.send(
      new BatchWriteCommand({ RequestItems: { [customers]: puts.slice(from, from + 25) } }),
    );
}

test('the number of customers is exact while they fit on a page, and about right when they do not', async () => {
  for (const count of [0, 1, 900]) {
    await holdCustomers(count);
    expect(await tables.store.customers.estimateCount()).toBe(count);
  }
  const many = 3_000;
  await holdCustomers(many);
  const estimate = await tables.store.customers.estimateCount();
  expect(estimate).toBeGreaterThan(many * 0.75);
  expect(estimate).toBeLessThan(many * 1.25);
});
