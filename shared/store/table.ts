import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { fingerprintOf } from '../fingerprint.ts';
import type { Cursor } from '../paging.ts';

/** One table of a deployment, and the client to reach it with. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** Runs a conditional write; false when its condition did not hold. Other errors are thrown on. */
export async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Items of our own tables, written by the types they are read as. This is the one place that says so; what comes from
 * outside is parsed by zod before it gets here.
 */
export const read = <T>(item: Record<string, unknown> | undefined): T | undefined => item as T | undefined;
export const readAll = <T>(items: readonly Record<string, unknown>[] | undefined): readonly T[] =>
  (items ?? []) as unknown as readonly T[];

/**
 * The condition that an item still says what was read. By its fingerprint, because not every engine that speaks
 * DynamoDB's language compares maps.
 */
export const isStill = (before: unknown) => ({
  ConditionExpression: 'fingerprint = :fingerprint',
  ExpressionAttributeValues: { ':fingerprint': fingerprintOf(before) },
});

/** All items that a query finds, over as many pages as it takes. */
export async function queryAll(
  { client, name: TableName }: Table,
  query: Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>,
): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Cursor | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, TableName, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = read<Cursor>(page.LastEvaluatedKey);
  } while (from !== undefined);
  return items;
}

/** The item that goes by a name of its own, such as a coupon by its code; through an index, so a moment late. */
export async function findByName(table: Table, name: string): Promise<Record<string, unknown> | undefined> {
  const items = await queryAll(table, {
    IndexName: 'byName',
    KeyConditionExpression: '#name = :name',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': name },
  });
  return items[0];
}
