import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { concurrently } from '../concurrently.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Cursor } from '../paging.ts';
import { pauseBeforeRetry } from '../pause.ts';

/** One table of a deployment, and the client to reach it with. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** Awaits a conditional write. Returns false when its condition did not hold; rethrows every other error. */
export async function conditionHolds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Types an item of one of our own tables. The cast is safe because the same type wrote the item; input from outside is
 * parsed by zod before it gets here. All such casts go through this function.
 */
export const itemAs = <T>(item: Record<string, unknown> | undefined): T | undefined => item as T | undefined;
/** {@link itemAs} for a list; an absent list is empty. */
export const itemsAs = <T>(items: readonly Record<string, unknown>[] | undefined): readonly T[] =>
  (items ?? []) as unknown as readonly T[];

/**
 * The condition that an item has not changed since it was read as `before`. It compares fingerprints, because not every
 * engine that speaks DynamoDB's language compares maps.
 */
export const ifUnchanged = (before: unknown) => ({
  ConditionExpression: 'fingerprint = :fingerprint',
  ExpressionAttributeValues: { ':fingerprint': fingerprintOf(before) },
});

/** The names of attributes as an expression refers to them: `#name`. */
export const namesIn = (attributes: object): Record<string, string> =>
  Object.fromEntries(Object.keys(attributes).map((name) => [`#${name}`, name]));

/** The values of attributes as an expression refers to them: `:name`. */
export const valuesIn = (attributes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));

type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey' | 'Limit'>;

/** The condition that an item still has the version that was read; 0 when there was none. */
export const ifVersionIs = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(customerId)', ExpressionAttributeValues: undefined }
    : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } };

/** Returns all items that a query finds, reading every page. */
export const queryAll = (table: Table, query: Query): Promise<readonly Record<string, unknown>[]> =>
  queryFirst(table, query, Number.POSITIVE_INFINITY);

/** Returns the first `most` items that a query finds, or fewer when there are no more. */
export async function queryFirst(
  { client, name: TableName }: Table,
  query: Query,
  most: number,
): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Cursor | undefined;
  do {
    const left = most - items.length;
    const limit = Number.isFinite(left) && { Limit: left };
    const page = await client.send(
      new QueryCommand({ ...query, ...limit, TableName, ExclusiveStartKey: from }),
    );
    items.push(...(page.Items ?? []));
    from = itemAs<Cursor>(page.LastEvaluatedKey);
  } while (from !== undefined && items.length < most);
  return items;
}

/**
 * Finds an item by its unique name, such as a coupon by its code. Reads index `byName`, so it is eventually consistent.
 */
export async function findByName(table: Table, name: string): Promise<Record<string, unknown> | undefined> {
  const items = await queryAll(table, {
    IndexName: 'byName',
    KeyConditionExpression: '#name = :name',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': name },
  });
  return items[0];
}

const keysPerBatch = 100;
const itemsPerBatch = 25;

/** So that thousands of keys are read in a few round trips. */
const batchesAtOnce = 8;

/** Reads any number of items by their keys, strongly consistent, in no particular order. Missing ones are left out. */
export async function getAll(
  { client, name }: Table,
  keys: readonly Record<string, unknown>[],
): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  const batches = Array.from({ length: Math.ceil(keys.length / keysPerBatch) }, (_, batch) =>
    keys.slice(batch * keysPerBatch, (batch + 1) * keysPerBatch),
  );
  await concurrently(batches, batchesAtOnce, async (batch) => {
    let rest: Record<string, unknown>[] = batch;
    for (let retry = 0; rest.length > 0; retry += 1) {
      if (retry > 0) await pauseBeforeRetry(retry);
      const request = { [name]: { Keys: rest, ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: request }),
      );
      found.push(...(Responses?.[name] ?? []));
      rest = UnprocessedKeys?.[name]?.Keys ?? [];
    }
  });
  return found;
}

/** Writes any number of items, whatever is there. Their keys must differ. */
export async function putAll(
  { client, name }: Table,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  for (let from = 0; from < items.length; from += itemsPerBatch) {
    let rest = items.slice(from, from + itemsPerBatch).map((Item) => ({ PutRequest: { Item } }));
    for (let retry = 0; rest.length > 0; retry += 1) {
      // DynamoDB returns what it had no capacity for, and the SDK does not retry it.
      if (retry > 0) await pauseBeforeRetry(retry);
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [name]: rest } }),
      );
      rest = (UnprocessedItems?.[name] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
    }
  }
}
