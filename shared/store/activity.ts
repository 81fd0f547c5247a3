import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar.ts';
import type { CallbackTask } from '../callbacks/callback.ts';
import type { Coupon } from '../coupons/coupon.ts';
import type { Erasure } from '../erasures/erasure.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId, EventFactKey, OrderId } from '../ids.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Order } from '../orders/order.ts';
import {
  type Activity,
  type EventFact,
  eventFactKeyOf,
  isEventFact,
  momentOf,
  type OrderActivity,
} from '../profile/activity.ts';
import { factOfCoupon } from '../profile/coupon-use.ts';
import { contentFingerprint, type Versioned } from '../versions.ts';
import { conditionHolds, getAll, itemAs, namesIn, putAll, queryAll, type Table, valuesIn } from './table.ts';
import { isUnchanging, keyOfUnchanging, type UnchangingActivity } from './unchanging-facts.ts';

/** What recording a fact changed. */
export type RecordResult = 'created' | 'updated' | 'unchanged';

/** The same; `confirmed` for a newer version that says the same as the one before. */
type VersionResult = RecordResult | 'confirmed';

/** Facts that are recorded directly; a coupon and its use are derived from the coupon's item instead. */
export type RecordableActivity = Exclude<Activity, { type: 'redemption' | 'coupon' }>;

type VersionedActivity = Exclude<RecordableActivity, UnchangingActivity>;

/** A fact of a customer that a shop may send again, as an item. */
function itemFor(customerId: CustomerId, activity: VersionedActivity) {
  const { key, version, content } = partsOf(activity);
  return {
    ...content,
    customerId,
    key,
    updatedAt: version.updatedAt,
    fingerprint: fingerprintOf(version),
    saying: contentFingerprint(version),
  };
}

/**
 * A fact's key within its customer, and what is stored under it. The key contains the id but not the time, so that editing
 * the time updates the fact instead of adding a second one.
 */
function partsOf(activity: VersionedActivity): { key: string; version: Versioned; content: object } {
  if (activity.type === 'order')
    return { key: eventFactKeyOf(activity), version: activity.order, content: activity };
  if (activity.type === 'refund') {
    const { observedAt = activity.at, ...refund } = activity;
    return { key: `refund#${activity.id}`, version: { ...refund, updatedAt: observedAt }, content: refund };
  }
  // Nested, because a product's `name` at the top level would enter index `byName`.
  const content = { type: activity.type, interaction: activity };
  return { key: eventFactKeyOf(activity), version: activity, content };
}

/** The attributes of a fact that not every version of it has. */
const optionalAttributes = ['expiresAt', 'customer'];

/** How a fact comes in. */
export interface Reception {
  /** When DynamoDB may delete it, in seconds since 1970; never, when absent. */
  readonly expiresAt?: number | undefined;
  /** When it came in; absent for a fact from a file, which triggers nothing. The first one stays. */
  readonly receivedAt?: Instant | undefined;
}

/** A fact and whose it is. */
export interface FactOfCustomer {
  readonly customerId: CustomerId;
  readonly fact: VersionedActivity;
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

/** The facts of one customer as `allOf` returns them once they are stored: in the order of their keys. */
export const asStored = (
  customerId: CustomerId,
  facts: readonly FactOfCustomer['fact'][],
): readonly Activity[] =>
  facts
    .map((fact) => itemFor(customerId, fact))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
    .flatMap(activityFrom);

/** When what an item is about happened; an item about nothing that we know is as old as can be. */
function momentOfItem(item: Record<string, unknown>): Instant | '' {
  const { coupon, task } = itemAs<{ coupon?: Coupon; task?: CallbackTask }>(item) ?? {};
  const [fact] = activityFrom(item);
  return coupon?.issuedAt ?? task?.queuedAt ?? (fact === undefined ? '' : momentOf(fact));
}

/** The facts in an item: one, or none in items such as callback tasks. */
function activityFrom(item: Record<string, unknown>): Activity[] {
  if (item.type === 'order' || item.type === 'refund' || isUnchanging({ type: String(item.type) })) {
    const {
      customerId: _,
      key: __,
      fingerprint: ___,
      saying: ____,
      updatedAt: _____,
      receivedAt: ______,
      ...activity
    } = item;
    return [activity as unknown as Activity];
  }
  const interaction = itemAs<{ interaction?: Interaction }>(item)?.interaction;
  if (interaction !== undefined) return [interaction];
  const coupon = item.type === 'coupon' ? itemAs<{ coupon: Coupon }>(item)?.coupon : undefined;
  return coupon === undefined ? [] : [factOfCoupon(coupon)];
}
