import { createRequire } from 'node:module';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { startDynamoDbInProcess } from '../../../../infra/local/dynamodb/in-process.ts';
import { createOrdersTable, documentClientFor } from './client.ts';

const requireFromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { AbstractValueIterator } = createRequire(requireFromDynalite.resolve('level'))('abstract-level');

afterEach(() => {
  vi.restoreAllMocks();
});

test('each page of a scan closes the LevelDB iterator that it read from', async () => {
  const database = await startDynamoDbInProcess();
  const client = documentClientFor(database.url);
  await createOrdersTable(client);
  const requests = Array.from({ length: 25 }, (_, index) => ({
    PutRequest: { Item: { customerId: `c${index}`, orderId: 'o1' } },
  }));
  await client.send(new BatchWriteCommand({ RequestItems: { Orders: requests } }));
  const closed = new Set<unknown>();
  const { close } = AbstractValueIterator.prototype;
  vi.spyOn(AbstractValueIterator.prototype, 'close').mockImplementation(function recordClose(this: unknown) {
    closed.add(this);
    return close.call(this);
  });

  let pages = 0;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: 'Orders', Limit: 5, ExclusiveStartKey }));
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages += 1;
  } while (ExclusiveStartKey !== undefined);
  await expect.poll(() => closed.size).toBe(pages);
  client.destroy();
  await database.close();
});
