import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../ids.ts';
import type { RefusedEntry } from '../journeys/refused-entry.ts';
import { conditionHolds, itemAs, queryAll, type Table } from './table.ts';

const prefix = 'refused#';

/**
 * What another campaign kept customers out of, in table Activity beside their facts: `refused#` + campaign + fact, so that
 * a fact that is sent again finds what it did.
 */
export function createRefusedEntryStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** Records one that is not there yet; the first one stays. `expiresAt` is in seconds since 1970. */
    async add(customerId: CustomerId, entry: RefusedEntry, expiresAt: number): Promise<void> {
      const key = `${prefix}${entry.campaign}#${entry.begunBy}`;
      const Item = { customerId, key, type: 'refused', entry, expiresAt };
      const ConditionExpression = 'attribute_not_exists(customerId)';
      await conditionHolds(client.send(new PutCommand({ TableName, Item, ConditionExpression })));
    },

    /** All of a customer's, in order of their keys. */
    async allOf(customerId: CustomerId): Promise<readonly RefusedEntry[]> {
      const items = await queryAll(table, {
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :prefix)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': customerId, ':prefix': prefix },
      });
      return items.flatMap((item) => itemAs<{ entry: RefusedEntry }>(item)?.entry ?? []);
    },
  };
}
