import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../ids.ts';
import type { Enrolments } from '../journeys/enter.ts';
import type { Decided } from '../night/decide.ts';
import { nameKeyOf } from '../profile/name-key.ts';
import type { Profile } from '../profile/profile.ts';
import { normaliseEmail, normalisePhone } from '../recipients/address.ts';
import { createCustomerScans } from './customer-scans.ts';
import { itemOf, profileIn } from './profile-item.ts';
import {
  conditionHolds,
  getAll,
  ifVersionIs,
  itemsAs,
  namesIn,
  queryAll,
  type Table,
  valuesIn,
} from './table.ts';

/** Table Customers. Key: customerId; one profile each. */
export function createCustomerStore(table: Table) {
  const { client, name: TableName } = table;
  /** Writes parts of a profile if it is still the version that was read. */
  async function changeParts({ customerId, version }: Profile, parts: object): Promise<boolean> {
    const condition = ifVersionIs(version);
    const written = { ...parts, version: version + 1 };
    const set = Object.keys(written).map((name) => `#${name} = :${name}`);
    return conditionHolds(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { customerId },
          UpdateExpression: `SET ${set.join(', ')}`,
          ConditionExpression: condition.ConditionExpression,
          ExpressionAttributeNames: namesIn(written),
          ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ...valuesIn(written) },
        }),
      ),
    );
  }

  /** The customers that an index with keys only has under a key, at most `limit`. */
  async function idsIn(
    IndexName: 'byPhone' | 'byName',
    limit: number,
    KeyConditionExpression: string,
    ExpressionAttributeValues: Readonly<Record<string, string>>,
  ): Promise<readonly CustomerId[]> {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName,
        KeyConditionExpression,
        ExpressionAttributeValues: { ...ExpressionAttributeValues },
        Limit: limit,
      }),
    );
    return itemsAs<{ customerId: CustomerId }>(Items).map(({ customerId }) => customerId);
  }

  return {
    ...createCustomerScans(table),

    /** Reads the profile as last written; strongly consistent. */
    async find(customerId: CustomerId): Promise<Profile | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { customerId }, ConsistentRead: true }),
      );
      return Item && profileIn(Item);
    },

    /** Reads any number of profiles, by customer; strongly consistent. Unknown customers are left out. */
    async findAll(customerIds: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, Profile>> {
      const found = new Map<CustomerId, Profile>();
      for (const item of await getAll(
        table,
        customerIds.map((customerId) => ({ customerId })),
      )) {
        const profile = profileIn(item);
        found.set(profile.customerId, profile);
      }
      return found;
    },

    /**
     * Finds the profiles with an email address, however it is written. Reads index `byEmail`, so it is eventually
     * consistent.
     */
    async findByEmail(email: string): Promise<readonly Profile[]> {
      const items = await queryAll(table, {
        IndexName: 'byEmail',
        KeyConditionExpression: 'emailKey = :email',
        ExpressionAttributeValues: { ':email': normaliseEmail(email) },
      });
      return items.map((item) => profileIn(item));
    },

    /** Finds the customers with a phone number, however it is written. Reads index `byPhone`, eventually consistent. */
    async idsByPhone(phone: string, limit: number): Promise<readonly CustomerId[]> {
      return idsIn('byPhone', limit, 'phoneKey = :phone', { ':phone': normalisePhone(phone) });
    },

    /**
     * Finds customers whose name begins with some letters, in the order of names. Two characters of a Chinese name are
     * enough, of others it takes three letters. Reads index `byName`, eventually consistent.
     */
    async idsByName(beginning: string, limit: number): Promise<readonly CustomerId[]> {
      const key = nameKeyOf(beginning);
      if (key === undefined) return [];
      return idsIn('byName', limit, 'namePrefix = :prefix AND begins_with(nameKey, :beginning)', {
        ':prefix': key.prefix,
        ':beginning': key.folded,
      });
    },

    /**
     * Writes a whole profile as version `versionRead + 1`, on condition that the stored version is still `versionRead`
     * (0 when there was no profile). Returns false, and writes nothing, when another writer changed it first.
     */
    async save(profile: Omit<Profile, 'version'>, versionRead: number): Promise<boolean> {
      return conditionHolds(
        client.send(
          new PutCommand({
            TableName,
            Item: itemOf({ ...profile, version: versionRead + 1 }),
            ...ifVersionIs(versionRead),
          }),
        ),
      );
    },

    /**
     * Writes what a night decided and leaves the facts alone, on condition that the version is still the one that was
     * read. Returns false, and writes nothing, when the profile has changed since.
     */
    async saveDecisions(profile: Profile, decided: Decided): Promise<boolean> {
      return changeParts(profile, decided);
    },

    /**
     * Writes enrolments and leaves everything else alone, on condition that the version is still the one that was read.
     * Returns false, and writes nothing, when the profile has changed since.
     */
    async saveEnrolments(profile: Profile, enrolments: Enrolments): Promise<boolean> {
      return changeParts(profile, enrolments);
    },

    /** Deletes a profile; a repeat finds none. */
    async remove(customerId: CustomerId): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: { customerId } }));
    },

    /**
     * Estimates the number of profiles: exact while they fit on one page of 1 MB, and otherwise within about a quarter,
     * up to 65 million. DynamoDB's own count is up to six hours old, so ever smaller parts of the table are counted
     * until one fits on a page. Keys are hashed, so all parts are alike. Reads at most one page for each size of part:
     * 5 MB, or 640 read units.
     */
    async estimateCount(): Promise<number> {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      let estimate = Table?.ItemCount ?? 0;
      for (const TotalSegments of [1, 16, 16 ** 2, 16 ** 3, 16 ** 4]) {
        const { Count = 0, LastEvaluatedKey } = await client.send(
          new ScanCommand({ TableName, Select: 'COUNT', Segment: 0, TotalSegments }),
        );
        // A part of which only one page was counted has at least that many.
        estimate = Math.max(estimate, Count * TotalSegments);
        if (LastEvaluatedKey === undefined) break;
      }
      return estimate;
    },
  };
}
