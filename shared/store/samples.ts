import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dayMs, type PlainDate } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import { itemsAs, queryAll, type Table } from './table.ts';

const kind = 'sample';
/** For as long as nights may fail before nothing can be counted at once any more. */
const keptDays = 7;
/** Ids have at most 128 bytes and an item 400 KB. */
const idsPerItem = 1000;

/** Customers whom a night came across between two times that it saved its progress. */
export interface SamplePart {
  readonly date: PlainDate;
  readonly segment: number;
  /** How many customers of the segment came before, so that a repeat writes the same part again. */
  readonly from: number;
  readonly customerIds: readonly CustomerId[];
}

interface SampleItem {
  readonly id: string;
  readonly customerIds: ReadonlySet<CustomerId>;
}

/**
 * The customers by whom a night lets audiences be counted, in table Control: kind `sample`, by date, segment and place.
 * Ids and nothing else, in sets, so that an erasure takes one out without reading what others change.
 */
export function createSampleStore(table: Table) {
  const { client, name: TableName } = table;

  return {
    /** Keeps a part for a week; a repeat writes the same again. */
    async keep({ date, segment, from, customerIds }: SamplePart): Promise<void> {
      for (let first = 0; first < customerIds.length; first += idsPerItem) {
        const Item = {
          kind,
          id: [date, segment, from + first].join('#'),
          customerIds: new Set(customerIds.slice(first, first + idsPerItem)),
          expiresAt: (Date.parse(date) + keptDays * dayMs) / 1000,
        };
        await client.send(new PutCommand({ TableName, Item }));
      }
    },

    /** The sample of a night, about 80 KB; empty once it has expired. */
    async of(date: PlainDate): Promise<readonly CustomerId[]> {
      const items = await queryAll(table, {
        KeyConditionExpression: 'kind = :kind AND begins_with(id, :date)',
        ExpressionAttributeValues: { ':kind': kind, ':date': `${date}#` },
      });
      return [...new Set(itemsAs<SampleItem>(items).flatMap(idsIn))];
    },

    /** Takes a customer out of every sample. */
    async forget(customerId: CustomerId): Promise<void> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
      });
      for (const { id } of itemsAs<SampleItem>(items).filter((item) => idsIn(item).includes(customerId)))
        await client.send(
          new UpdateCommand({
            TableName,
            Key: { kind, id },
            UpdateExpression: 'DELETE customerIds :one',
            ExpressionAttributeValues: { ':one': new Set([customerId]) },
          }),
        );
    },
  };
}

/** None when the last one was taken out: DynamoDB keeps no empty set. */
const idsIn = ({ customerIds }: Partial<SampleItem>): readonly CustomerId[] => [...(customerIds ?? [])];
