import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar.ts';
import type { CampaignId, CustomerId, CustomerRef, EventFactKey, EventSlot } from '../ids.ts';
import { conditionHolds, itemsAs, type Table } from './table.ts';

/** Those who wait for a campaign since the same five minutes. */
export interface WaitingKey {
  readonly campaign: CampaignId;
  readonly slot: EventSlot;
}

/** A customer who enters a campaign unless something happens until the wait ends. */
export interface WaitingCustomer {
  readonly ref: CustomerRef;
  readonly customerId: CustomerId;
  /** When it happened that they wait since. */
  readonly since: Instant;
  /** What happened then. */
  readonly begunBy: EventFactKey;
}

const keptAfterwardsS = 30 * 86_400;

/** Customers who wait to enter campaigns, in table Journeys, in a partition `campaign#waiting#slot`. */
export function createWaitingStore({ client, name: TableName }: Table) {
  const partitionOf = ({ campaign, slot }: WaitingKey) => `${campaign}#waiting#${slot}`;
  const page = async (key: WaitingKey, limit: number): Promise<readonly WaitingCustomer[]> => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'cohortShard = :partition',
        ExpressionAttributeValues: { ':partition': partitionOf(key) },
        Limit: limit,
      }),
    );
    return itemsAs<WaitingCustomer>(Items);
  };

  return {
    /** Has a customer wait, since the latest of several facts. A repeat changes nothing. */
    async add(key: WaitingKey, { ref, customerId, since, begunBy }: WaitingCustomer): Promise<void> {
      const expiresAt = Math.floor(Date.parse(since) / 1000) + keptAfterwardsS;
      const put = new PutCommand({
        TableName,
        Item: { cohortShard: partitionOf(key), ref, customerId, since, begunBy, expiresAt },
        // Of two at the same moment, always the same one stays.
        ConditionExpression:
          'attribute_not_exists(since) OR since < :since OR (since = :since AND begunBy < :begunBy)',
        ExpressionAttributeValues: { ':since': since, ':begunBy': begunBy },
      });
      await conditionHolds(client.send(put));
    },

    /** Returns up to `limit` of those who wait; strongly consistent. */
    page,

    /** True when nobody waits. */
    async isEmpty(key: WaitingKey): Promise<boolean> {
      return (await page(key, 1)).length === 0;
    },

    /** Has a customer no longer wait; a repeat finds nobody. */
    async remove(key: WaitingKey, ref: CustomerRef): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { cohortShard: partitionOf(key), ref } }));
    },
  };
}
