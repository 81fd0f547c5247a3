import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dayMs, type PlainDate } from '../calendar.ts';
import { conditionHolds, type Table } from './table.ts';

const kind = 'calls';
const keptDays = 30;

/**
 * The calls of each day, in table Control: kind `calls` by day, one item with the set of the calls that have a place.
 * A set and not a number, so that a repeat finds its own place.
 */
export function createCallCapacityStore({ client, name: TableName }: Table) {
  const updateOf = (day: PlainDate, call: string) => ({
    TableName,
    Key: { kind, id: day },
    UpdateExpression: 'ADD taken :call SET expiresAt = :expiresAt',
    ExpressionAttributeValues: {
      ':call': new Set([call]),
      ':expiresAt': (Date.parse(day) + keptDays * dayMs) / 1000,
    },
  });
  return {
    /** Takes a place on a day of at most so many; true also for a call that has one. False when the day is full. */
    async take(day: PlainDate, call: string, most: number): Promise<boolean> {
      const update = updateOf(day, call);
      const take = new UpdateCommand({
        ...update,
        ConditionExpression: 'attribute_not_exists(taken) OR contains(taken, :one) OR size(taken) < :most',
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':one': call, ':most': most },
      });
      return conditionHolds(client.send(take));
    },

    /** Counts a call on a day, however many there are; a repeat changes nothing. */
    async count(day: PlainDate, call: string): Promise<void> {
      await client.send(new UpdateCommand(updateOf(day, call)));
    },
  };
}
