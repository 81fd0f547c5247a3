import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byUrgency, type CallbackTask, isWaitingForStaff } from '../callbacks/callback.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId, TaskId } from '../ids.ts';
import { findByName, holds, isStill, queryAll, read, type Table } from './table.ts';

const queuePartitions = 4;
const keyOf = (taskId: TaskId): string => `callback#${taskId}`;
const queueOf = (partition: number): string => `waiting#${partition}`;

/** Callback tasks, kept in the Activity table beside the customer's orders. */
export function createCallbackStore(table: Table) {
  const { client, name: TableName } = table;
  const itemOf = (task: CallbackTask) => ({
    customerId: task.customerId,
    key: keyOf(task.taskId),
    type: 'callback',
    name: keyOf(task.taskId),
    task,
    fingerprint: fingerprintOf(task),
    // Only a task that waits for staff is in the queue's index. The id makes its sort key unique.
    ...(isWaitingForStaff(task) && {
      queue: queueOf(Math.floor(uniformFrom('queue', task.taskId) * queuePartitions)),
      urgency: `${task.escalatedTo === undefined ? 1 : 0}#${task.dueAt}#${task.taskId}`,
    }),
  });

  async function waitingIn(partition: number): Promise<CallbackTask[]> {
    const items = await queryAll(table, {
      IndexName: 'waiting',
      KeyConditionExpression: 'queue = :queue',
      ExpressionAttributeValues: { ':queue': queueOf(partition) },
    });
    return items.flatMap((item) => read<{ task: CallbackTask }>(item)?.task ?? []);
  }

  return {
    async find(customerId: CustomerId, taskId: TaskId): Promise<CallbackTask | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId, key: keyOf(taskId) }, ConsistentRead: true }),
      );
      return read<{ task: CallbackTask }>(Item)?.task;
    },

    /** The task with that id, whoever the customer is: through the index to the key, then the item itself. */
    async findById(taskId: TaskId): Promise<CallbackTask | undefined> {
      const found = read<{ customerId: CustomerId }>(await findByName(table, keyOf(taskId)));
      return found && this.find(found.customerId, taskId);
    },

    /** Everything that waits for staff, most urgent first. */
    async waiting(): Promise<readonly CallbackTask[]> {
      const partitions = Array.from({ length: queuePartitions }, (_, partition) => waitingIn(partition));
      return (await Promise.all(partitions)).flat().sort(byUrgency);
    },

    /** Stores a new task. False when it is already there. */
    async add(task: CallbackTask): Promise<boolean> {
      const put = { TableName, Item: itemOf(task), ConditionExpression: 'attribute_not_exists(customerId)' };
      return holds(client.send(new PutCommand(put)));
    },

    /** Replaces a task that is still as it was read. False when somebody changed it first. */
    async change(before: CallbackTask, after: CallbackTask): Promise<boolean> {
      const put = new PutCommand({
        TableName,
        Item: itemOf(after),
        ...isStill(before),
      });
      return holds(client.send(put));
    },
  };
}
