import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { fingerprintOf } from '../fingerprint.ts';
import { holds, isStill, queryAll, read, type Table } from './table.ts';

const itemOf = (kind: string, id: string, body: unknown) => ({
  kind,
  id,
  body,
  fingerprint: fingerprintOf(body),
});

export type ControlTable = ReturnType<typeof createControlTable>;

/** The Control table: key kind and id, the item's content under `body`. */
export function createControlTable(table: Table) {
  const { client, name: TableName } = table;
  return {
    async find<T>(kind: string, id: string): Promise<T | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { kind, id }, ConsistentRead: true }),
      );
      return read<{ body: T }>(Item)?.body;
    },

    /** All of a kind, by id; only those with an id of `from` or greater when it is given. */
    async all<T>(kind: string, from?: string): Promise<readonly T[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: from === undefined ? 'kind = :kind' : 'kind = :kind AND id >= :from',
        ExpressionAttributeValues: { ':kind': kind, ...(from !== undefined && { ':from': from }) },
      });
      return items.flatMap((item) => read<{ body: T }>(item)?.body ?? []);
    },

    /** The one with the greatest id of a kind. */
    async last<T>(kind: string): Promise<T | undefined> {
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      return read<{ body: T }>(Items?.[0])?.body;
    },

    async put<T>(kind: string, id: string, body: T, expiresAt?: number): Promise<void> {
      const Item = { ...itemOf(kind, id, body), ...(expiresAt !== undefined && { expiresAt }) };
      await client.send(new PutCommand({ TableName, Item }));
    },

    /** Puts an item that is not there yet. False when it is. */
    async add<T>(kind: string, id: string, body: T): Promise<boolean> {
      const put = {
        TableName,
        Item: itemOf(kind, id, body),
        ConditionExpression: 'attribute_not_exists(kind)',
      };
      return holds(client.send(new PutCommand(put)));
    },

    /** Replaces an item that is still as it was read. False when somebody changed it first. */
    async change<T>(kind: string, id: string, before: T, after: T): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: itemOf(kind, id, after),
        ...isStill(before),
      });
      return holds(client.send(put));
    },

    async remove(kind: string, id: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { kind, id } }));
    },
  };
}
