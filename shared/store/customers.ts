import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../ids.ts';
import type { Cursor } from '../paging.ts';
import type { Profile } from '../profile/profile.ts';
import { holds, queryAll, read, readAll, type Table } from './table.ts';

/** Part of the table, so that several readers can scan it at once. */
export interface ScanSegment {
  readonly segment: number;
  readonly totalSegments: number;
  readonly from?: Cursor | undefined;
}

export interface ProfilePage {
  readonly profiles: readonly Profile[];
  /** Absent at the end of the segment. */
  readonly next?: Cursor;
}

export type CustomersStore = ReturnType<typeof createCustomerStore>;

/** The Customers table: key customerId, one profile each. */
export function createCustomerStore(table: Table) {
  const { client, name: TableName } = table;
  async function scan({ segment, totalSegments, from }: ScanSegment): Promise<ProfilePage> {
    const { Items, LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName, Segment: segment, TotalSegments: totalSegments, ExclusiveStartKey: from }),
    );
    const next = read<Cursor>(LastEvaluatedKey);
    return { profiles: readAll<Profile>(Items), ...(next && { next }) };
  }

  return {
    /** The profile as last written; a strongly consistent read. */
    async find(customerId: CustomerId): Promise<Profile | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId }, ConsistentRead: true }),
      );
      return Item && withoutIndexKey(Item);
    },

    /** Up to 100 profiles by customer; who is unknown is left out. */
    async findAll(customerIds: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, Profile>> {
      const found = new Map<CustomerId, Profile>();
      let keys = customerIds.map((customerId) => ({ customerId }));
      while (keys.length > 0) {
        const request = { [TableName]: { Keys: keys, ConsistentRead: true } };
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({ RequestItems: request }),
        );
        for (const item of Responses?.[TableName] ?? []) {
          const profile = withoutIndexKey(item);
          found.set(profile.customerId, profile);
        }
        keys = [...readAll<{ customerId: CustomerId }>(UnprocessedKeys?.[TableName]?.Keys)];
      }
      return found;
    },

    /** The profiles with an email address, however it is capitalised. Eventually consistent, as indexes are. */
    async findByEmail(email: string): Promise<readonly Profile[]> {
      const items = await queryAll(table, {
        IndexName: 'byEmail',
        KeyConditionExpression: 'emailKey = :email',
        ExpressionAttributeValues: { ':email': emailKeyOf(email) },
      });
      return items.map(withoutIndexKey);
    },

    /**
     * Writes a whole profile as version `read + 1`. False when another writer has changed it since version
     * `versionRead` (0 for "was not there") was read; then nothing is written.
     */
    async save(profile: Omit<Profile, 'version'>, versionRead: number): Promise<boolean> {
      const { email } = profile.contact;
      const indexKey = email !== undefined && { emailKey: emailKeyOf(email) };
      return holds(
        client.send(
          new PutCommand({
            TableName,
            Item: { ...profile, version: versionRead + 1, ...indexKey },
            ...unchangedSince(versionRead),
          }),
        ),
      );
    },

    /** Writes what a night decided, and leaves the facts alone. False when the profile has changed since it was read. */
    async decide(profile: Profile, decided: Pick<Profile, 'classes' | 'enrolments'>): Promise<boolean> {
      const condition = unchangedSince(profile.version);
      return holds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { customerId: profile.customerId },
            UpdateExpression: 'SET classes = :classes, enrolments = :enrolments, version = :next',
            ConditionExpression: condition.ConditionExpression,
            ExpressionAttributeValues: {
              ...condition.ExpressionAttributeValues,
              ':classes': decided.classes,
              ':enrolments': decided.enrolments,
              ':next': profile.version + 1,
            },
          }),
        ),
      );
    },

    /** How many profiles there are, as DynamoDB counted them within the last six hours. */
    async approximateCount(): Promise<number> {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      return Table?.ItemCount ?? 0;
    },

    /**
     * The rest of a segment, page by page (1 MB each). The next page is on its way while one is worked on: it makes a
     * night a fifth shorter, and the version on each profile tells when it has changed meanwhile.
     */
    async *pages({ from, ...segment }: ScanSegment): AsyncGenerator<ProfilePage> {
      let coming: Promise<ProfilePage> | undefined = scan({ ...segment, from });
      while (coming !== undefined) {
        const page: ProfilePage = await coming;
        coming = page.next && scan({ ...segment, from: page.next });
        // Whoever stops here never asks for it, and what became of it is then of no interest.
        coming?.catch(() => undefined);
        yield page;
      }
    },
  };
}

const emailKeyOf = (email: string): string => email.toLowerCase();

function withoutIndexKey(item: Record<string, unknown>): Profile {
  const { emailKey: _, ...profile } = item;
  return profile as unknown as Profile;
}

const unchangedSince = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(customerId)', ExpressionAttributeValues: undefined }
    : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } };
