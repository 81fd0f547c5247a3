import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import type { EnrolmentKey, StepDeliveryKey } from '../deliveries/delivery-key.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CohortKey, CustomerId } from '../ids.ts';
import { shardKey } from '../journeys/cohort.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { Cursor } from '../paging.ts';
import type { Outcome } from '../profile/open-enrolment.ts';
import { conditionHolds, itemAs, itemsAs, namesIn, queryAll, type Table, valuesIn } from './table.ts';

/** One page of a shard. */
export interface EnrolmentPage {
  readonly enrolments: readonly Enrolment[];
  /** Absent at the end of the shard. */
  readonly next?: Cursor;
}

/**
 * Table Journeys. Key: `campaign#version#date#shard` and the customer's opaque id, because workflows carry keys; one
 * enrolment each, with the delivery of each step under `steps` and its fingerprint under `fingerprints`.
 */
export function createJourneyStore(table: Table) {
  const { client, name: TableName } = table;
  const keyOf = ({ cohort, shard, ref }: EnrolmentKey) => ({ cohortShard: shardKey(cohort, shard), ref });

  async function itemsOf(customerId: CustomerId): Promise<readonly Record<string, unknown>[]> {
    const keys = await queryAll(table, {
      IndexName: 'ofCustomer',
      KeyConditionExpression: 'customerId = :customerId',
      ExpressionAttributeValues: { ':customerId': customerId },
    });
    const found = await Promise.all(
      keys.map(({ cohortShard, ref }) =>
        client.send(new GetCommand({ TableName, Key: { cohortShard, ref }, ConsistentRead: true })),
      ),
    );
    return found.flatMap(({ Item }) => Item ?? []);
  }

  return {
    /**
     * Writes an enrolment if there is none. Returns false, and changes nothing, when the customer is enrolled already.
     * An outcome that was settled before stays.
     *
     * @param profileVersion of the profile that the outcome is from
     * @param expiresAt when DynamoDB may delete it, in seconds since 1970; never, when absent
     */
    async enrol(enrolment: Enrolment, profileVersion: number, expiresAt?: number): Promise<boolean> {
      const { ref: _, outcome, ...written } = enrolment;
      const always = { ...written, fingerprints: {}, ...(expiresAt !== undefined && { expiresAt }) };
      const settled = { outcome, settledBy: profileVersion };
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(enrolment),
        UpdateExpression: `SET ${[
          ...Object.keys(always).map((name) => `#${name} = :${name}`),
          ...Object.keys(settled).map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
        ].join(', ')}`,
        ConditionExpression: 'attribute_not_exists(customerId)',
        ExpressionAttributeNames: namesIn({ ...always, ...settled }),
        ExpressionAttributeValues: valuesIn({ ...always, ...settled }),
      });
      return conditionHolds(client.send(update));
    },

    /**
     * Writes an outcome, unless one of the same or a later version of the profile is there. It may come before the
     * enrolment itself, which keeps it.
     *
     * @param profileVersion of the profile that the outcome is from
     * @returns false when there was nothing to write
     */
    async settle(key: EnrolmentKey, outcome: Outcome, profileVersion: number): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'SET outcome = :outcome, settledBy = :version',
        ConditionExpression: 'attribute_not_exists(settledBy) OR settledBy < :version',
        ExpressionAttributeValues: { ':outcome': outcome, ':version': profileVersion },
      });
      return conditionHolds(client.send(update));
    },

    /** Reads one enrolment; strongly consistent. */
    async find(key: EnrolmentKey): Promise<Enrolment | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(key), ConsistentRead: true }),
      );
      return enrolmentIn(Item);
    },

    /**
     * Returns all enrolments of one customer, the earliest first. Index `ofCustomer` finds them, so one that was written
     * within the last second may be missing.
     */
    async allOf(customerId: CustomerId): Promise<readonly Enrolment[]> {
      return (await itemsOf(customerId))
        .flatMap((item) => enrolmentIn(item) ?? [])
        .sort((a, b) => a.enteredAt.localeCompare(b.enteredAt));
    },

    /** Deletes an enrolment with its deliveries; a repeat finds none. */
    async remove(key: EnrolmentKey): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(key) }));
    },

    /**
     * Deletes the enrolments of a customer who entered up to a moment, and has the customer no longer wait to enter any
     * campaign; a repeat finds none.
     */
    async removeAllOf(customerId: CustomerId, upTo: Instant): Promise<void> {
      for (const { cohortShard, ref, enteredAt, since } of await itemsOf(customerId)) {
        const moment = enteredAt ?? since;
        if (typeof moment === 'string' && moment <= upTo)
          await client.send(new DeleteCommand({ TableName, Key: { cohortShard, ref } }));
      }
    },

    /** Reads up to `limit` enrolments of one shard, after `from`; strongly consistent. */
    async page(
      cohort: CohortKey,
      shard: number,
      from: Cursor | undefined,
      limit: number,
    ): Promise<EnrolmentPage> {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'cohortShard = :shard',
          FilterExpression: 'attribute_exists(customerId)',
          ExpressionAttributeValues: { ':shard': shardKey(cohort, shard) },
          ExclusiveStartKey: from,
          Limit: limit,
        }),
      );
      const next = itemAs<Cursor>(LastEvaluatedKey);
      return { enrolments: itemsAs<Enrolment>(Items), ...(next && { next }) };
    },

    /** Counts the enrolments of one shard; reads all of them. */
    async count(cohort: CohortKey, shard: number): Promise<number> {
      let [counted, from]: [number, Cursor | undefined] = [0, undefined];
      do {
        const page: { Count?: number | undefined; LastEvaluatedKey?: Record<string, unknown> | undefined } =
          await client.send(
            new QueryCommand({
              TableName,
              Select: 'COUNT',
              KeyConditionExpression: 'cohortShard = :shard',
              FilterExpression: 'attribute_exists(customerId)',
              ExpressionAttributeValues: { ':shard': shardKey(cohort, shard) },
              ExclusiveStartKey: from,
            }),
          );
        counted += page.Count ?? 0;
        from = itemAs<Cursor>(page.LastEvaluatedKey);
      } while (from !== undefined);
      return counted;
    },

    /**
     * Writes the first delivery of a step, on condition that the step has none. Returns false, and writes nothing, when
     * another attempt was first.
     */
    async begin(key: StepDeliveryKey, delivery: Delivery): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'SET steps.#step = :delivery, fingerprints.#step = :fingerprint',
        ConditionExpression: 'attribute_exists(customerId) AND attribute_not_exists(steps.#step)',
        ExpressionAttributeNames: { '#step': String(key.step) },
        ExpressionAttributeValues: { ':delivery': delivery, ':fingerprint': fingerprintOf(delivery) },
      });
      return conditionHolds(client.send(update));
    },

    /**
     * Removes the claim for an email that certainly did not go out, on condition that it is still that claim. Returns
     * false, and removes nothing, when it was changed first.
     */
    async release(key: StepDeliveryKey, claim: Delivery): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'REMOVE steps.#step, fingerprints.#step',
        ConditionExpression: 'fingerprints.#step = :claim',
        ExpressionAttributeNames: { '#step': String(key.step) },
        ExpressionAttributeValues: { ':claim': fingerprintOf(claim) },
      });
      return conditionHolds(client.send(update));
    },

    /**
     * Replaces a step's delivery if it is still as it was read. Returns false, and writes nothing, when another writer
     * changed it first.
     */
    async change(key: StepDeliveryKey, before: Delivery, after: Delivery): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'SET steps.#step = :after, fingerprints.#step = :fingerprint',
        ConditionExpression: 'fingerprints.#step = :before',
        ExpressionAttributeNames: { '#step': String(key.step) },
        ExpressionAttributeValues: {
          ':before': fingerprintOf(before),
          ':after': after,
          ':fingerprint': fingerprintOf(after),
        },
      });
      return conditionHolds(client.send(update));
    },
  };
}

/**
 * The enrolment in an item; undefined for an outcome that was settled before its enrolment was written, and for a
 * customer who waits to enter.
 */
const enrolmentIn = (item: Record<string, unknown> | undefined): Enrolment | undefined =>
  item?.customerId === undefined || item.enteredAt === undefined ? undefined : itemAs<Enrolment>(item);
