import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar.ts';
import type { Erasure } from '../erasures/erasure.ts';
import type { CustomerId, EventFactKey, OrderId } from '../ids.ts';
import type { Order } from '../orders/order.ts';
import { type Activity, type EventFact, isEventFact, type OrderActivity } from '../profile/activity.ts';
import {
  activityFrom,
  type FactOfCustomer,
  itemFor,
  momentOfItem,
  partsOf,
  type RecordableActivity,
  type VersionedActivity,
} from './activity-item.ts';
import { conditionHolds, getAll, itemAs, namesIn, putAll, queryAll, type Table, valuesIn } from './table.ts';
import { isUnchanging, keyOfUnchanging, type UnchangingActivity } from './unchanging-facts.ts';

/** What recording a fact changed. */
export type RecordResult = 'created' | 'updated' | 'unchanged';

/** The same; `confirmed` for a newer version that says the same as the one before. */
type VersionResult = RecordResult | 'confirmed';

/** The attributes of a fact that not every version of it has. */
const optionalAttributes = ['expiresAt', 'customer'];

/** How a fact comes in. */
export interface Reception {
  /** When DynamoDB may delete it, in seconds since 1970; never, when absent. */
  readonly expiresAt?: number | undefined;
  /** When it came in; absent for a fact from a file, which triggers nothing. The first one stays. */
  readonly receivedAt?: Instant | undefined;
}

/** The facts in table Activity that profiles are folded from. Key: customerId and `type#…`. */
export function createActivityStore(table: Table) {
  const { client, name: TableName } = table;
  /**
   * One conditional update. The condition is `replaces` as a DynamoDB expression: only a newer version replaces the stored
   * one, and of two with the same time the one with the greater fingerprint. A newer version that says the same as the
   * stored one leaves its time behind, so that an older version which comes late does not win over it.
   */
  async function recordVersion(
    customerId: CustomerId,
    activity: VersionedActivity,
    { expiresAt, receivedAt }: Reception = {},
  ): Promise<VersionResult> {
    const { key, customerId: _, ...item } = itemFor(customerId, activity);
    const written = { ...item, ...(expiresAt !== undefined && { expiresAt }) };
    const { saying } = item;
    const gone = optionalAttributes.filter((name) => !(name in written));
    const sets = Object.keys(written).map((name) => `#${name} = :${name}`);
    const once = receivedAt === undefined ? {} : { receivedAt };
    let previous: Record<string, unknown> | undefined;
    const update = client.send(
      new UpdateCommand({
        TableName,
        Key: { customerId, key },
        // Not a put, which would forget when an earlier version came in.
        UpdateExpression: [
          `SET ${[...sets, ...Object.keys(once).map((name) => `#${name} = if_not_exists(#${name}, :${name})`)].join(', ')}`,
          ...(gone.length === 0 ? [] : [`REMOVE ${gone.join(', ')}`]),
        ].join(' '),
        ConditionExpression:
          'attribute_not_exists(updatedAt) OR updatedAt < :updatedAt OR (updatedAt = :updatedAt AND fingerprint < :fingerprint)',
        ExpressionAttributeNames: namesIn({ ...written, ...once }),
        ExpressionAttributeValues: valuesIn({ ...written, ...once }),
        ReturnValues: 'ALL_OLD',
      }),
    );
    const isNewer = await conditionHolds(
      update.then(({ Attributes }) => {
        previous = Attributes;
      }),
    );
    if (!isNewer) return 'unchanged';
    if (previous === undefined) return 'created';
    return previous.saying === saying ? 'confirmed' : 'updated';
  }

  /**
   * One put under the condition that the key is free. Suppressions and points never change, so a repeat writes nothing.
   */
  async function recordOnce(
    customerId: CustomerId,
    key: string,
    activity: UnchangingActivity,
  ): Promise<RecordResult> {
    const put = new PutCommand({
      TableName,
      Item: { ...activity, customerId, key },
      ConditionExpression: 'attribute_not_exists(customerId)',
    });
    return (await conditionHolds(client.send(put))) ? 'created' : 'unchanged';
  }

  const recordFact = (
    customerId: CustomerId,
    activity: RecordableActivity,
    reception?: Reception,
  ): Promise<VersionResult> =>
    isUnchanging(activity)
      ? recordOnce(customerId, keyOfUnchanging(activity), activity)
      : recordVersion(customerId, activity, reception);

  /** One order of a customer; a strongly consistent read of one item. */
  async function findOrderFact(customerId: CustomerId, orderId: OrderId): Promise<OrderActivity | undefined> {
    const Key = { customerId, key: `order#${orderId}` };
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return itemAs<OrderActivity>(Item);
  }

  const itemsOf = (customerId: CustomerId) =>
    queryAll(table, {
      ConsistentRead: true,
      KeyConditionExpression: 'customerId = :customerId',
      ExpressionAttributeValues: { ':customerId': customerId },
    });

  return {
    /** Stores one fact under its own key. A repeat, or an older version, changes nothing. */
    async record(
      customerId: CustomerId,
      activity: RecordableActivity,
      reception?: Reception,
    ): Promise<RecordResult> {
      const result = await recordFact(customerId, activity, reception);
      return result === 'confirmed' ? 'updated' : result;
    },

    /**
     * {@link record} for a fact that is dated by when it was seen, not by when it last changed: seen again as it was, it
     * is unchanged.
     */
    async observe(customerId: CustomerId, activity: RecordableActivity): Promise<RecordResult> {
      const result = await recordFact(customerId, activity);
      return result === 'confirmed' ? 'unchanged' : result;
    },

    /**
     * When the first version of a fact came in by a door that says so; undefined for one from a file. Strongly consistent.
     */
    async firstReceivedAt(customerId: CustomerId, fact: VersionedActivity): Promise<Instant | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId, key: partsOf(fact).key }, ConsistentRead: true }),
      );
      return itemAs<{ readonly receivedAt?: Instant }>(Item)?.receivedAt;
    },

    /** Which of these facts are stored, in any version: one answer for each, in their order; strongly consistent. */
    async areStored(facts: readonly FactOfCustomer[]): Promise<readonly boolean[]> {
      const keys = facts.map(({ customerId, fact }) => ({ customerId, key: partsOf(fact).key }));
      const stored = new Set((await getAll(table, distinct(keys))).map(nameOfKey));
      return keys.map((key) => stored.has(nameOfKey(key)));
    },

    /** Writes facts of which no version is stored, many in each request. Their keys must differ. */
    async addAll(facts: readonly FactOfCustomer[]): Promise<void> {
      await putAll(
        table,
        facts.map(({ customerId, fact }) => itemFor(customerId, fact)),
      );
    },

    findOrderFact,

    /** The latest version of a fact that began a campaign; undefined once it has expired. Strongly consistent. */
    async findEventFact(customerId: CustomerId, key: EventFactKey): Promise<EventFact | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId, key }, ConsistentRead: true }),
      );
      const [fact] = Item === undefined ? [] : activityFrom(Item);
      return fact !== undefined && isEventFact(fact) ? fact : undefined;
    },

    /** {@link findOrderFact} without what comes with the order. */
    async findOrder(customerId: CustomerId, orderId: OrderId): Promise<Order | undefined> {
      return (await findOrderFact(customerId, orderId))?.order;
    },

    /** Deletes one order of a customer, which counts for another one; a repeat finds none. */
    async removeOrder(customerId: CustomerId, orderId: OrderId): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { customerId, key: `order#${orderId}` } }));
    },

    /** Deletes a customer's facts, coupons and callback tasks that an erasure covers; a repeat finds none. */
    async removeErased(customerId: CustomerId, { at }: Pick<Erasure, 'at'>): Promise<void> {
      for (const item of await itemsOf(customerId)) {
        if (momentOfItem(item) > at) continue;
        await client.send(new DeleteCommand({ TableName, Key: { customerId, key: item.key } }));
      }
    },

    /** Returns everything that a profile is folded from: one strongly consistent query of the customer's partition. */
    async allOf(customerId: CustomerId): Promise<readonly Activity[]> {
      return (await itemsOf(customerId)).flatMap(activityFrom);
    },
  };
}

const nameOfKey = ({ customerId, key }: Record<string, unknown>): string => `${customerId}\u0000${key}`;

const distinct = <K extends Record<string, unknown>>(keys: readonly K[]): K[] => [
  ...new Map(keys.map((key) => [nameOfKey(key), key])).values(),
];
