import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalDynamoDb } from '../../../../infra/local/dynamodb/dynamodb.ts';
import { startDynamoDbInProcess } from '../../../../infra/local/dynamodb/in-process.ts';
import { createOrdersTable, documentClientFor } from './client.ts';

const TableName = 'Orders';
let database: LocalDynamoDb;
let client: DynamoDBDocumentClient;

beforeEach(async () => {
  database = await startDynamoDbInProcess();
  client = documentClientFor(database.url);
  await createOrdersTable(client);
});

afterEach(async () => {
  client.destroy();
  await database.close();
});

const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName, Item }));

async function putMany(count: number, padding = ''): Promise<void> {
  const items = Array.from({ length: count }, (_, index) => ({
    customerId: `c${index}`,
    orderId: 'o1',
    padding,
  }));
  for (let from = 0; from < count; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
}

async function scanAll(segment: { Segment?: number; TotalSegments?: number } = {}) {
  const ids: string[] = [];
  let pages = 0;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ...segment, ExclusiveStartKey }));
    ids.push(...(page.Items ?? []).map((item) => String(item['customerId'])));
    pages += 1;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return { ids, pages };
}

test('a table can be used as soon as it is created', async () => {
  await put({ customerId: 'c1', orderId: 'o1' });
  const { state } = await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
  expect(state).toBe('SUCCESS');
});

test('the segments of a parallel scan return every item exactly once', async () => {
  await putMany(200);
  const segments = await Promise.all([0, 1, 2, 3].map((Segment) => scanAll({ Segment, TotalSegments: 4 })));
  const ids = segments.flatMap((segment) => segment.ids);
  expect(ids).toHaveLength(200);
  expect(new Set(ids).size).toBe(200);
  expect(segments.every((segment) => segment.ids.length > 0)).toBe(true);
});

test('a scan ends a page at one megabyte and continues from the last key', async () => {
  await putMany(50, 'x'.repeat(60_000));
  const { ids, pages } = await scanAll();
  expect(new Set(ids).size).toBe(50);
  expect(pages).toBeGreaterThan(2);
});

test('a query pages through one customer in order, forwards and backwards', async () => {
  for (const orderId of ['o1', 'o2', 'o3', 'o4', 'o5']) await put({ customerId: 'c1', orderId });
  const query = (ScanIndexForward: boolean, ExclusiveStartKey?: Record<string, unknown>) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'customerId = :c AND begins_with(orderId, :o)',
        ExpressionAttributeValues: { ':c': 'c1', ':o': 'o' },
        Limit: 2,
        ScanIndexForward,
        ExclusiveStartKey,
      }),
    );
  const first = await query(true);
  const second = await query(true, first.LastEvaluatedKey);
  expect([first, second].flatMap((page) => page.Items?.map((item) => item['orderId']))).toEqual([
    'o1',
    'o2',
    'o3',
    'o4',
  ]);
  expect((await query(false)).Items?.map((item) => item['orderId'])).toEqual(['o5', 'o4']);
});

test('a sparse index contains only items with its keys, and follows changes of them', async () => {
  await put({ customerId: 'c1', orderId: 'o1', openDay: '2027-01-10', openAt: '2' });
  await put({ customerId: 'c2', orderId: 'o1', openDay: '2027-01-10', openAt: '1' });
  await put({ customerId: 'c3', orderId: 'o1' });
  const open = async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'openByDay',
        KeyConditionExpression: 'openDay = :d',
        ExpressionAttributeValues: { ':d': '2027-01-10' },
      }),
    );
    return Items.map((item) => item['customerId']);
  };
  expect(await open()).toEqual(['c2', 'c1']);
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { customerId: 'c2', orderId: 'o1' },
      UpdateExpression: 'REMOVE openDay, openAt',
    }),
  );
  expect(await open()).toEqual(['c1']);
});

test('exactly one of many concurrent claims on an item succeeds', async () => {
  const claims = await Promise.allSettled(
    Array.from({ length: 10 }, (_, worker) =>
      client.send(
        new PutCommand({
          TableName,
          Item: { customerId: 'c1', orderId: 'claim', worker },
          ConditionExpression: 'attribute_not_exists(customerId)',
        }),
      ),
    ),
  );
  expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1);
  const failures = claims.flatMap((claim) => (claim.status === 'rejected' ? [claim.reason] : []));
  expect(failures.every((failure) => failure instanceof ConditionalCheckFailedException)).toBe(true);
});

test('an update changes lists, maps and counters in place', async () => {
  const Key = { customerId: 'c1', orderId: 'o1' };
  await put({ ...Key, steps: ['a'], done: ['x', 'y'], state: { '1': 'claimed' }, count: 1 });
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression:
        'SET steps = list_append(steps, :more), #state.#step = :sent, seen = if_not_exists(seen, :zero) REMOVE done[0] ADD #count :one',
      ConditionExpression: '#state.#step = :claimed AND size(steps) = :one',
      ExpressionAttributeNames: { '#state': 'state', '#step': '1', '#count': 'count' },
      ExpressionAttributeValues: {
        ':more': ['b', { c: true }],
        ':sent': 'sent',
        ':claimed': 'claimed',
        ':zero': 0,
        ':one': 1,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({
    ...Key,
    steps: ['a', 'b', { c: true }],
    done: ['y'],
    state: { '1': 'sent' },
    count: 2,
    seen: 0,
  });
});

test('a batch reads up to a hundred items and leaves out absent ones', async () => {
  await putMany(60);
  const Keys = Array.from({ length: 100 }, (_, index) => ({ customerId: `c${index}`, orderId: 'o1' }));
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
  );
  expect(Responses?.[TableName]).toHaveLength(60);
  expect(UnprocessedKeys).toEqual({});
});

test('binary attributes are returned byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await put({ customerId: 'c1', orderId: 'o1', bytes });
  const { Item } = await client.send(new GetCommand({ TableName, Key: { customerId: 'c1', orderId: 'o1' } }));
  expect(Item?.['bytes']).toEqual(bytes);
});

test('a scan reports the capacity that it consumed: half a unit per 4 KB', async () => {
  await putMany(8, 'x'.repeat(1_000));
  const { ConsumedCapacity } = await client.send(
    new ScanCommand({ TableName, ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(ConsumedCapacity?.CapacityUnits).toBe(1.5);
});

test('known gap: a failed condition does not return the item', async () => {
  await put({ customerId: 'c1', orderId: 'o1' });
  const again = client.send(
    new PutCommand({
      TableName,
      Item: { customerId: 'c1', orderId: 'o1' },
      ConditionExpression: 'attribute_not_exists(customerId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  const failure = await again.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
  expect(failure).toHaveProperty('Item', undefined);
});

test('known gap: a table does not count its items', async () => {
  await putMany(3);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.ItemCount).toBe(0);
});
