import { gunzipSync, gzipSync } from 'node:zlib';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dayMs, type PlainDate } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { itemsAs, queryAll, type Table } from './table.ts';

const kind = 'sample';
/** For as long as nights may fail before nothing can be counted at once any more. */
const keptDays = 3;
/** About 35 KB when they are compressed. */
const profilesPerItem = 250;

/** Customers whom a night came across between two times that it saved its progress. */
export interface SamplePart {
  readonly date: PlainDate;
  readonly segment: number;
  /** How many customers of the segment came before, so that a repeat writes the same part again. */
  readonly from: number;
  readonly profiles: readonly Profile[];
}

interface SampleItem {
  readonly id: string;
  readonly profiles: Uint8Array;
}

/** The customers by whom a night lets audiences be counted, in table Control: kind `sample`, by date, segment and place. */
export function createSampleStore(table: Table) {
  const { client, name: TableName } = table;

  return {
    /** Keeps a part for some days; a repeat writes the same again. */
    async keep({ date, segment, from, profiles }: SamplePart): Promise<void> {
      for (let first = 0; first < profiles.length; first += profilesPerItem) {
        const Item = {
          kind,
          id: [date, segment, from + first].join('#'),
          profiles: gzipSync(JSON.stringify(profiles.slice(first, first + profilesPerItem))),
          expiresAt: (Date.parse(date) + keptDays * dayMs) / 1000,
        };
        await client.send(new PutCommand({ TableName, Item }));
      }
    },

    /** The sample of a night, each customer once; about 0.6 MB to read. Empty once it has expired. */
    async of(date: PlainDate): Promise<readonly Profile[]> {
      const items = await queryAll(table, {
        KeyConditionExpression: 'kind = :kind AND begins_with(id, :date)',
        ExpressionAttributeValues: { ':kind': kind, ':date': `${date}#` },
      });
      const profiles = itemsAs<SampleItem>(items).flatMap(profilesIn);
      return [...new Map(profiles.map((profile) => [profile.customerId, profile])).values()];
    },

    /**
     * Deletes every part that a customer is in, which leaves a smaller sample that is as fair as before. Nothing is
     * rewritten, so two erasures at once cannot bring each other's customer back.
     */
    async forget(customerId: CustomerId): Promise<void> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
      });
      const isTheirs = (item: SampleItem) => profilesIn(item).some((one) => one.customerId === customerId);
      for (const { id } of itemsAs<SampleItem>(items).filter(isTheirs))
        await client.send(new DeleteCommand({ TableName, Key: { kind, id } }));
    },
  };
}

// The cast is safe: keep wrote this JSON from the same type.
const profilesIn = ({ profiles }: SampleItem): readonly Profile[] =>
  JSON.parse(gunzipSync(profiles).toString()) as Profile[];
