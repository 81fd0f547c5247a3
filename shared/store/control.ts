import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { fingerprintOf } from '../fingerprint.ts';
import { conditionHolds, ifUnchanged, itemAs, queryAll, type Table } from './table.ts';

const itemOf = (kind: string, id: string, body: unknown) => ({
  kind,
  id,
  body,
  fingerprint: fingerprintOf(body),
});

/** {@link createControlTable} as the stores on top of it see it. */
export type ControlTable = ReturnType<typeof createControlTable>;

/** Table Control. Key: kind and id; an item's content is under `body`, with its fingerprint beside it. */
export function createControlTable(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** Reads one item; strongly consistent. */
    async find<T>(kind: string, id: string): Promise<T | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { kind, id }, ConsistentRead: true }),
      );
      return itemAs<{ body: T }>(Item)?.body;
    },

    /**
     * Returns all items of a kind in order of id, strongly consistent. With `from`, only those whose id is not less.
     */
    async all<T>(kind: string, from?: string): Promise<readonly T[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: from === undefined ? 'kind = :kind' : 'kind = :kind AND id >= :from',
        ExpressionAttributeValues: { ':kind': kind, ...(from !== undefined && { ':from': from }) },
      });
      return items.flatMap((item) => itemAs<{ body: T }>(item)?.body ?? []);
    },

    /** Returns the items of a kind whose id begins with `prefix`, in order of id; strongly consistent. */
    async beginningWith<T>(kind: string, prefix: string): Promise<readonly T[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind AND begins_with(id, :prefix)',
        ExpressionAttributeValues: { ':kind': kind, ':prefix': prefix },
      });
      return items.flatMap((item) => itemAs<{ body: T }>(item)?.body ?? []);
    },

    /**
     * Returns at most `limit` items of a kind whose id begins with `prefix` and is not less than `from`, in order of id;
     * strongly consistent.
     */
    async someFrom<T>(kind: string, prefix: string, from: string, limit: number): Promise<readonly T[]> {
      const found: T[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression: 'kind = :kind AND id BETWEEN :from AND :to',
            ExpressionAttributeValues: { ':kind': kind, ':from': from, ':to': `${prefix}\uffff` },
            Limit: limit - found.length,
            ExclusiveStartKey,
          }),
        );
        found.push(...(page.Items ?? []).flatMap((item) => itemAs<{ body: T }>(item)?.body ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined && found.length < limit);
      return found;
    },

    /** Returns the items of a kind whose id is not greater than `to`, in order of id; strongly consistent. */
    async upTo<T>(kind: string, to: string): Promise<readonly T[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind AND id <= :to',
        ExpressionAttributeValues: { ':kind': kind, ':to': to },
      });
      return items.flatMap((item) => itemAs<{ body: T }>(item)?.body ?? []);
    },

    /** Returns the item of a kind with the least id greater than `from`; strongly consistent. */
    async firstAfter<T>(kind: string, from: string): Promise<T | undefined> {
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'kind = :kind AND id > :from',
          ExpressionAttributeValues: { ':kind': kind, ':from': from },
          Limit: 1,
        }),
      );
      return itemAs<{ body: T }>(Items?.[0])?.body;
    },

    /**
     * Returns at most `limit` items of a kind, greatest id first; strongly consistent. With `before`, of those whose id is
     * less. A query ends at 1 MB, so that there can be more although fewer came: `next` is the `before` to go on with.
     */
    async latest<T>(
      kind: string,
      limit: number,
      before?: string,
    ): Promise<{ readonly found: readonly T[]; readonly next?: string }> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: before === undefined ? 'kind = :kind' : 'kind = :kind AND id < :before',
          ExpressionAttributeValues: { ':kind': kind, ...(before !== undefined && { ':before': before }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      const next = itemAs<{ id: string }>(LastEvaluatedKey)?.id;
      return {
        found: Items.flatMap((item) => itemAs<{ body: T }>(item)?.body ?? []),
        ...(next !== undefined && { next }),
      };
    },

    /**
     * Returns the item of a kind with the greatest id; strongly consistent. With `before`, of those whose id is less.
     */
    async last<T>(kind: string, before?: string): Promise<T | undefined> {
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: before === undefined ? 'kind = :kind' : 'kind = :kind AND id < :before',
          ExpressionAttributeValues: { ':kind': kind, ...(before !== undefined && { ':before': before }) },
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      return itemAs<{ body: T }>(Items?.[0])?.body;
    },

    /**
     * Writes an item whatever is there; a repeat writes the same again.
     *
     * @param expiresAt when DynamoDB may delete it, in seconds since 1970; never, when absent
     */
    async put<T>(kind: string, id: string, body: T, expiresAt?: number): Promise<void> {
      const Item = { ...itemOf(kind, id, body), ...(expiresAt !== undefined && { expiresAt }) };
      await client.send(new PutCommand({ TableName, Item }));
    },

    /** Writes an item if there is none. Returns false, and writes nothing, when it exists already. */
    async add<T>(kind: string, id: string, body: T): Promise<boolean> {
      const put = {
        TableName,
        Item: itemOf(kind, id, body),
        ConditionExpression: 'attribute_not_exists(kind)',
      };
      return conditionHolds(client.send(new PutCommand(put)));
    },

    /**
     * Replaces an item if it is still as it was read. Returns false, and writes nothing, when another writer changed it
     * first.
     */
    async change<T>(kind: string, id: string, before: T, after: T): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: itemOf(kind, id, after),
        ...ifUnchanged(before),
      });
      return conditionHolds(client.send(put));
    },

    /** Deletes an item that is still as it was read. Returns false, and deletes nothing, when another writer changed it. */
    async removeUnchanged<T>(kind: string, id: string, read: T): Promise<boolean> {
      const removing = new DeleteCommand({ TableName, Key: { kind, id }, ...ifUnchanged(read) });
      return conditionHolds(client.send(removing));
    },

    /** Deletes an item; a repeat finds nothing to delete. */
    async remove(kind: string, id: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { kind, id } }));
    },
  };
}
