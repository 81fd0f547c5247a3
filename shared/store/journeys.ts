import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../deliveries/delivery.ts';
import type { StepDeliveryKey } from '../deliveries/delivery-key.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CohortKey } from '../ids.ts';
import { shardKey } from '../journeys/cohort.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { Cursor } from '../paging.ts';
import { holds, read, readAll, type Table } from './table.ts';

export interface EnrolmentPage {
  readonly enrolments: readonly Enrolment[];
  readonly next?: Cursor;
}

/** The Journeys table: key `campaign#version#date#shard` and customerId, one enrolment each. */
export function createJourneyStore({ client, name: TableName }: Table) {
  const keyOf = ({ cohort, shard, customerId }: Omit<StepDeliveryKey, 'step'>) => ({
    cohortShard: shardKey(cohort, shard),
    customerId,
  });

  return {
    /** Enrols a customer. Doing it again finds the first enrolment and changes nothing. */
    async enrol(enrolment: Enrolment): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: { ...keyOf(enrolment), ...enrolment, fingerprints: {} },
        ConditionExpression: 'attribute_not_exists(customerId)',
      });
      return holds(client.send(put));
    },

    async find(key: Omit<StepDeliveryKey, 'step'>): Promise<Enrolment | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(key), ConsistentRead: true }),
      );
      return read<Enrolment>(Item);
    },

    /** Enrolments of one shard, `limit` at a time, in a fixed order. */
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
          ExpressionAttributeValues: { ':shard': shardKey(cohort, shard) },
          ExclusiveStartKey: from,
          Limit: limit,
        }),
      );
      const next = read<Cursor>(LastEvaluatedKey);
      return { enrolments: readAll<Enrolment>(Items), ...(next && { next }) };
    },

    /** Writes the first delivery of a step. False when the step has one already: somebody else was first. */
    async begin(key: StepDeliveryKey, delivery: Delivery): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'SET steps.#step = :delivery, fingerprints.#step = :fingerprint',
        ConditionExpression: 'attribute_exists(customerId) AND attribute_not_exists(steps.#step)',
        ExpressionAttributeNames: { '#step': String(key.step) },
        ExpressionAttributeValues: { ':delivery': delivery, ':fingerprint': fingerprintOf(delivery) },
      });
      return holds(client.send(update));
    },

    /** Takes a claim back for an email that certainly did not go out. False when somebody changed it first. */
    async release(key: StepDeliveryKey, claim: Delivery): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(key),
        UpdateExpression: 'REMOVE steps.#step, fingerprints.#step',
        ConditionExpression: 'fingerprints.#step = :claim',
        ExpressionAttributeNames: { '#step': String(key.step) },
        ExpressionAttributeValues: { ':claim': fingerprintOf(claim) },
      });
      return holds(client.send(update));
    },

    /** Replaces a delivery that is still as it was read. False when somebody changed it first. */
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
      return holds(client.send(update));
    },
  };
}
