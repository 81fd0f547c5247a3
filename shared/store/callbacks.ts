import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type CallbackTask, isWaitingForStaff, urgencyOf } from '../callbacks/callback.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId, TaskId } from '../ids.ts';
import {
  conditionHolds,
  findByName,
  ifUnchanged,
  itemAs,
  queryAll,
  queryFirst,
  type Table,
} from './table.ts';

const queuePartitions = 4;
const keyOf = (taskId: TaskId): string => `callback#${taskId}`;
const queueOf = (partition: number): string => `waiting#${partition}`;
/** Before every task; a key condition cannot compare with the empty text. */
const frontOfQueue = '0';

/** As the index sorts: by the bytes, which are all ASCII. */
function byUrgency(a: CallbackTask, b: CallbackTask): number {
  const [left, right] = [urgencyOf(a), urgencyOf(b)];
  return left < right ? -1 : Number(left > right);
}

/** A page of the queue. */
export interface QueuePage {
  readonly tasks: readonly CallbackTask[];
  /** The place in the queue where the next page begins; absent on the last one. */
  readonly next?: string;
}

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
      urgency: urgencyOf(task),
    }),
  });

  /** The first `most` tasks behind a place, of one partition of index `waiting`. */
  async function waitingIn(partition: number, after: string, most: number): Promise<CallbackTask[]> {
    const query = {
      IndexName: 'waiting',
      KeyConditionExpression: 'queue = :queue AND urgency > :after',
      ExpressionAttributeValues: { ':queue': queueOf(partition), ':after': after },
    };
    const items = await queryFirst(table, query, most);
    return items.flatMap((item) => itemAs<{ task: CallbackTask }>(item)?.task ?? []);
  }

  /** The first `most` tasks behind a place, most urgent first: each partition gives its own, and they are merged. */
  async function firstWaiting(after: string, most: number): Promise<CallbackTask[]> {
    const partitions = Array.from({ length: queuePartitions }, (_, partition) =>
      waitingIn(partition, after, most),
    );
    return (await Promise.all(partitions)).flat().sort(byUrgency).slice(0, most);
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
    waiting: (): Promise<readonly CallbackTask[]> => firstWaiting(frontOfQueue, Number.POSITIVE_INFINITY),

    /**
     * Returns up to `limit` of those tasks, from `after` on, a place as {@link QueuePage.next} gives it. A page begins
     * behind a place and not behind a task, so it loses none when tasks leave the queue between pages. One that is
     * escalated meanwhile moves to the front, where the next reading from there finds it.
     */
    async waitingPage(after: string | undefined, limit: number): Promise<QueuePage> {
      const tasks = await firstWaiting(after ?? frontOfQueue, limit + 1);
      const page = tasks.slice(0, limit);
      const last = page.at(-1);
      return { tasks: page, ...(tasks.length > limit && last && { next: urgencyOf(last) }) };
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

    /** Deletes a task; a repeat finds none. */
    async remove({ customerId, taskId }: Pick<CallbackTask, 'customerId' | 'taskId'>): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { customerId, key: keyOf(taskId) } }));
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
