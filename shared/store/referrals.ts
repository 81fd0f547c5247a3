import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../ids.ts';
import type { Referral, ReferralPlace } from '../referrals/referral.ts';
import { conditionHolds, itemAs, queryAll, type Table } from './table.ts';

const codeKey = (code: string) => ({ customerId: `referral#${code}`, key: 'code' });
const referralKey = (friend: CustomerId) => ({ customerId: friend, key: 'referred' });
const placesOf = (year: string): string => `referral-place#${year}#`;
const ifNew = 'attribute_not_exists(customerId)';

/**
 * Personal codes and whom they brought, in table Activity: the owner of a code under `referral#` + the code, which no
 * customer can be; the friend's referral beside the friend's facts, and the places of a year beside the referrer's.
 */
export function createReferralStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** Says whose a code is, before it is handed out; a repeat writes the same again. */
    async nameOwner(code: string, owner: CustomerId): Promise<void> {
      await client.send(
        new PutCommand({ TableName, Item: { ...codeKey(code), type: 'referral-code', owner } }),
      );
    },

    /** Whose a code is; undefined for one that was never handed out. Strongly consistent. */
    async ownerOf(code: string): Promise<CustomerId | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: codeKey(code), ConsistentRead: true }),
      );
      return itemAs<{ owner: CustomerId }>(Item)?.owner;
    },

    /** Forgets whose a code is; a repeat finds nothing. */
    async forgetOwner(code: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: codeKey(code) }));
    },

    /** Stores the referral of a friend who has none. Returns false, and writes nothing, when there is one. */
    async add(referral: Referral): Promise<boolean> {
      const Item = { ...referralKey(referral.friend), type: 'referred', referral };
      return conditionHolds(client.send(new PutCommand({ TableName, Item, ConditionExpression: ifNew })));
    },

    /** By whom a friend came; strongly consistent. */
    async find(friend: CustomerId): Promise<Referral | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: referralKey(friend), ConsistentRead: true }),
      );
      return itemAs<{ referral: Referral }>(Item)?.referral;
    },

    /** Marks a referral as taken back; a repeat marks it again. */
    async takeBack({ friend }: Referral): Promise<void> {
      await conditionHolds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: referralKey(friend),
            UpdateExpression: 'SET referral.isTakenBack = :true',
            ConditionExpression: 'attribute_exists(customerId)',
            ExpressionAttributeValues: { ':true': true },
          }),
        ),
      );
    },

    /** The places that a customer's friends have in a year; strongly consistent. */
    async places(referrer: CustomerId, year: string): Promise<readonly ReferralPlace[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :places)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': referrer, ':places': placesOf(year) },
      });
      return items.flatMap((item) => itemAs<{ place: ReferralPlace }>(item)?.place ?? []);
    },

    /** Takes a place if it is free. Returns false, and writes nothing, when another friend has it. */
    async takePlace(referrer: CustomerId, year: string, place: ReferralPlace): Promise<boolean> {
      const key = `${placesOf(year)}${String(place.number).padStart(4, '0')}`;
      const Item = { customerId: referrer, key, type: 'referral-place', place };
      return conditionHolds(client.send(new PutCommand({ TableName, Item, ConditionExpression: ifNew })));
    },
  };
}
