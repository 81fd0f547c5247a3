import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RecipientId } from '../ids.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { conditionHolds, getAll, itemAs, type Table } from './table.ts';

const sortKey = 'recipient';

/** Mailboxes, in table Activity: partition `@` + keyed hash of the address, one item each. */
export function createRecipientStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** The mailbox and its version, 0 for one that is not stored yet. A strongly consistent read. */
    async find(id: RecipientId): Promise<{ recipient: Recipient | undefined; version: number }> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId: id, key: sortKey }, ConsistentRead: true }),
      );
      const item = itemAs<{ recipient: Recipient; version: number }>(Item);
      return { recipient: item?.recipient, version: item?.version ?? 0 };
    },

    /** Several mailboxes by id, those that are stored; strongly consistent. */
    async findAll(ids: readonly RecipientId[]): Promise<ReadonlyMap<RecipientId, Recipient>> {
      const keys = [...new Set(ids)].map((id) => ({ customerId: id, key: sortKey }));
      const items = await getAll(table, keys);
      const found = items.flatMap((item) => itemAs<{ recipient: Recipient }>(item)?.recipient ?? []);
      return new Map(found.map((recipient) => [recipient.id, recipient]));
    },

    /**
     * Writes a mailbox as version `versionRead` + 1. False when another writer has changed it since that version was
     * read; then nothing is written.
     */
    async save(recipient: Recipient, versionRead: number): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: {
          customerId: recipient.id,
          key: sortKey,
          type: 'recipient',
          recipient,
          version: versionRead + 1,
        },
        ...(versionRead === 0
          ? { ConditionExpression: 'attribute_not_exists(customerId)' }
          : {
              ConditionExpression: 'version = :read',
              ExpressionAttributeValues: { ':read': versionRead },
            }),
      });
      return conditionHolds(client.send(put));
    },
  };
}
