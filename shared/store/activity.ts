import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Coupon } from '../coupons/coupon.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId } from '../ids.ts';
import { type Interaction, interactionKeyOf } from '../interactions/interaction.ts';
import type { Activity, OrderActivity, RefundActivity, SuppressionActivity } from '../profile/activity.ts';
import type { Versioned } from '../versions.ts';
import { holds, queryAll, read, type Table } from './table.ts';

export type RecordResult = 'created' | 'updated' | 'unchanged';

/** Facts that are recorded as such; a redemption is read off its coupon. */
export type RecordableActivity = Exclude<Activity, { type: 'redemption' }>;

/**
 * The key of a fact within its customer. Keyed by id alone, and not by time, so that an edit of the time
 * is an update and not a second fact.
 */
const keyOf = {
  order: (activity: OrderActivity) => `order#${activity.order.id}`,
  refund: (activity: RefundActivity) => `refund#${activity.id}`,
  suppression: (activity: SuppressionActivity) => `suppression#${activity.id}`,
  interaction: interactionKeyOf,
};

export type ActivityStore = ReturnType<typeof createActivityStore>;

/** The facts in the Activity table, from which profiles are folded: key customerId and `type#…`. */
export function createActivityStore(table: Table) {
  const { client, name: TableName } = table;
  /** One write: the condition, `replaces` in other words, lets only a newer version take the place of what is there. */
  async function recordVersion(
    customerId: CustomerId,
    key: string,
    version: Versioned,
    content: OrderActivity | { readonly type: Interaction['type']; readonly interaction: Interaction },
  ): Promise<RecordResult> {
    const { updatedAt } = version;
    const fingerprint = fingerprintOf(version);
    let previous: Record<string, unknown> | undefined;
    const put = client.send(
      new PutCommand({
        TableName,
        Item: { customerId, key, ...content, updatedAt, fingerprint },
        ConditionExpression:
          'attribute_not_exists(customerId) OR updatedAt < :updatedAt OR (updatedAt = :updatedAt AND fingerprint < :fingerprint)',
        ExpressionAttributeValues: { ':updatedAt': updatedAt, ':fingerprint': fingerprint },
        ReturnValues: 'ALL_OLD',
      }),
    );
    const isNewer = await holds(
      put.then(({ Attributes }) => {
        previous = Attributes;
      }),
    );
    if (!isNewer) return 'unchanged';
    return previous === undefined ? 'created' : 'updated';
  }

  /** Refunds and suppressions never change: a repeat finds the first. */
  async function recordOnce(
    customerId: CustomerId,
    key: string,
    activity: RefundActivity | SuppressionActivity,
  ): Promise<RecordResult> {
    const put = new PutCommand({
      TableName,
      Item: { ...activity, customerId, key },
      ConditionExpression: 'attribute_not_exists(customerId)',
    });
    return (await holds(client.send(put))) ? 'created' : 'unchanged';
  }

  return {
    /** Stores one fact. Doing it again, or with an older version, changes nothing. */
    async record(customerId: CustomerId, activity: RecordableActivity): Promise<RecordResult> {
      switch (activity.type) {
        case 'order':
          return recordVersion(customerId, keyOf.order(activity), activity.order, activity);
        case 'refund':
          return recordOnce(customerId, keyOf.refund(activity), activity);
        case 'suppression':
          return recordOnce(customerId, keyOf.suppression(activity), activity);
        default:
          // In a field of its own: a product's name beside the key would enter the index of names.
          return recordVersion(customerId, keyOf.interaction(activity), activity, {
            type: activity.type,
            interaction: activity,
          });
      }
    },

    /** Everything that a profile is folded from; strongly consistent. */
    async allOf(customerId: CustomerId): Promise<readonly Activity[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'customerId = :customerId',
        ExpressionAttributeValues: { ':customerId': customerId },
      });
      return items.flatMap(activityFrom);
    },
  };
}

/** The fact that an item states; items such as callback tasks state none. */
function activityFrom(item: Record<string, unknown>): Activity[] {
  if (item.type === 'order' || item.type === 'refund' || item.type === 'suppression') {
    const { customerId: _, key: __, fingerprint: ___, updatedAt: ____, ...activity } = item;
    return [activity as unknown as Activity];
  }
  const interaction = read<{ interaction?: Interaction }>(item)?.interaction;
  if (interaction !== undefined) return [interaction];
  const redemption = item.type === 'coupon' ? read<{ coupon: Coupon }>(item)?.coupon.redemption : undefined;
  return redemption === undefined ? [] : [{ type: 'redemption', at: redemption.at }];
}
