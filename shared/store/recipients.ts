import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RecipientId } from '../ids.ts';
import { type Recipient, type RecipientSuppression, unknownRecipient } from '../recipients/recipient.ts';
import { conditionHolds, getAll, ifVersionIs, itemAs, type Table } from './table.ts';

const keyOf = (id: RecipientId) => ({ customerId: id, key: 'recipient' });

/** A recipient as it was read. */
export interface ReadRecipient {
  readonly recipient: Recipient;
  readonly version: number;
}

/**
 * Mailboxes and phones, in table Activity: partition `@` + keyed hash of the address, one item each. What is known of it
 * are attributes of their own, so that a function can be allowed to write one of them and no other.
 */
export function createRecipientStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** The recipient and its version, 0 for one that is not stored yet. A strongly consistent read. */
    async find(id: RecipientId): Promise<{ recipient: Recipient | undefined; version: number }> {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(id), ConsistentRead: true }));
      return Item === undefined ? { recipient: undefined, version: 0 } : readIn(Item);
    },

    /** Several recipients by id with their versions, those that are stored; strongly consistent. */
    async findAll(ids: readonly RecipientId[]): Promise<ReadonlyMap<RecipientId, ReadRecipient>> {
      const items = await getAll(table, [...new Set(ids)].map(keyOf));
      const found = items.map(readIn);
      return new Map(found.map((one) => [one.recipient.id, one]));
    },

    /**
     * Writes a recipient as version `versionRead` + 1. False when another writer has changed it since that version was
     * read; then nothing is written.
     */
    async save({ id, ...known }: Recipient, versionRead: number): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: { ...keyOf(id), type: 'recipient', ...known, version: versionRead + 1 },
        ...ifVersionIs(versionRead),
      });
      return conditionHolds(client.send(put));
    },

    /** Writes how a recipient is closed and touches nothing else, under the same condition. */
    async close(id: RecipientId, suppression: RecipientSuppression, versionRead: number): Promise<boolean> {
      const { ConditionExpression, ExpressionAttributeValues } = ifVersionIs(versionRead);
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(id),
        UpdateExpression: 'SET suppression = :suppression, version = :next',
        ConditionExpression,
        ExpressionAttributeValues: {
          ...ExpressionAttributeValues,
          ':suppression': suppression,
          ':next': versionRead + 1,
        },
      });
      return conditionHolds(client.send(update));
    },
  };
}

function readIn(item: Record<string, unknown>): ReadRecipient {
  const { customerId, key: _, type: __, version, ...known } = item;
  const recipient = {
    ...unknownRecipient(customerId as RecipientId),
    ...itemAs<Omit<Recipient, 'id'>>(known),
  };
  return { recipient, version: Number(version ?? 0) };
}
