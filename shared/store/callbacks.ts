import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byUrgency, type CallbackTask, isWaitingForStaff } from '../callbacks/callback.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId, TaskId } from '../ids.ts';
import { conditionHolds, findByName, ifUnchanged, itemAs, queryAll, type Table } from './table.ts';

const queuePartitions = 4;
const keyOf = (taskId: TaskId): string => `callback#${taskId}`;
const queueOf = (partition: number): string => `waiting#${partition}`;

/** Callback tasks, in table Activity beside the customer's orders. Key: customerId and `callback#<taskId>`. */
export function createCallbackStore(table: Table) {
  const { client, name: TableName } = table;
  const itemOf = (task: CallbackTask) => ({
    customerId: task.customerId,
    key: keyOf(task.taskId),
    type: 'callback',
    name: keyOf(task.taskId),
    task,
    fingerprint: fingerprintOf(task),
    // Only a task that waits for staff is in index `waiting`. The id makes its sort key unique.
    ...(isWaitingForStaff(task) && {
      queue: queueOf(Math.floor(uniformFrom('queue', task.taskId) * queuePartitions)),
      urgency: `${task.escalatedTo === undefined ? 1 : 0}#${task.dueAt}#${task.taskId}`,
    }),
  });

  /** One partition of index `waiting`, unordered across partitions. */
  async function waitingIn(partition: number): Promise<CallbackTask[]> {
    const items = await queryAll(table, {
      IndexName: 'waiting',
      KeyConditionExpression: 'queue = :queue',
      ExpressionAttributeValues: { ':queue': queueOf(partition) },
    });
    return items.flatMap((item) => itemAs<{ task: CallbackTask }>(item)?.task ?? []);
  }

  return {
    /** Reads one task; strongly consistent. */
    async find(customerId: CustomerId, taskId: TaskId): Promise<CallbackTask | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId, key: keyOf(taskId) }, ConsistentRead: true }),
      );
      return itemAs<{ task: CallbackTask }>(Item)?.task;
    },

    /**
     * Finds a task when only its id is known: the eventually consistent index `byName` gives the customer, a strongly
     * consistent read the task itself.
     */
    async findById(taskId: TaskId): Promise<CallbackTask | undefined> {
      const found = itemAs<{ customerId: CustomerId }>(await findByName(table, keyOf(taskId)));
      return found && this.find(found.customerId, taskId);
    },

    /**
     * Returns all tasks that wait for staff, most urgent first. Reads index `waiting`, so it is eventually consistent.
     */
    async waiting(): Promise<readonly CallbackTask[]> {
      const partitions = Array.from({ length: queuePartitions }, (_, partition) => waitingIn(partition));
      return (await Promise.all(partitions)).flat().sort(byUrgency);
    },

    /** Returns all tasks about one customer; strongly consistent. */
    async allOf(customerId: CustomerId): Promise<readonly CallbackTask[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :callback)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': customerId, ':callback': 'callback#' },
      });
      return items.flatMap((item) => itemAs<{ task: CallbackTask }>(item)?.task ?? []);
    },

    /** Stores a new task. Returns false, and writes nothing, when it exists already. */
    async add(task: CallbackTask): Promise<boolean> {
      const put = { TableName, Item: itemOf(task), ConditionExpression: 'attribute_not_exists(customerId)' };
      return conditionHolds(client.send(new PutCommand(put)));
    },

    /**
     * Replaces a task if it is still as it was read. Returns false, and writes nothing, when another writer changed it
     * first.
     */
    async change(before: CallbackTask, after: CallbackTask): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: itemOf(after),
        ...ifUnchanged(before),
      });
      return conditionHolds(client.send(put));
    },
  };
}
