import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Coupon } from '../coupons/coupon.ts';
import type { CustomerId } from '../ids.ts';
import { findByName, holds, queryAll, read, type Table } from './table.ts';

const keyOf = ({ code }: Pick<Coupon, 'code'>): string => `coupon#${code}`;
const nameOf = (code: string): string => `coupon#${code}`;

/** Coupons, kept in the Activity table beside the orders of the customer they are for. */
export function createCouponStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** Stores a coupon. Issuing the same one again finds the first, redeemed or not, and changes nothing. */
    async issue(coupon: Coupon): Promise<boolean> {
      const { customerId, code } = coupon;
      const put = new PutCommand({
        TableName,
        Item: { customerId, key: keyOf(coupon), type: 'coupon', name: nameOf(code), coupon },
        ConditionExpression: 'attribute_not_exists(customerId)',
      });
      return holds(client.send(put));
    },

    /** A coupon whose customer is known; strongly consistent. */
    async get(customerId: CustomerId, code: string): Promise<Coupon | undefined> {
      const Key = { customerId, key: keyOf({ code }) };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return read<{ coupon: Coupon }>(Item)?.coupon;
    },

    /** The coupon with that code; through an index, so one issued within the last second may not be seen yet. */
    async find(code: string): Promise<Coupon | undefined> {
      return read<{ coupon: Coupon }>(await findByName(table, nameOf(code)))?.coupon;
    },

    /** Marks a coupon as used. False when it has been used before: of two customers at two tills, one gets it. */
    async redeem(coupon: Coupon, redemption: NonNullable<Coupon['redemption']>): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: { customerId: coupon.customerId, key: keyOf(coupon) },
        UpdateExpression: 'SET coupon.redemption = :redemption',
        ConditionExpression: 'attribute_exists(customerId) AND attribute_not_exists(coupon.redemption)',
        ExpressionAttributeValues: { ':redemption': redemption },
      });
      return holds(client.send(update));
    },

    /** All coupons of one customer. */
    async allOf(customerId: CustomerId): Promise<readonly Coupon[]> {
      const items = await queryAll(table, {
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :coupon)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': customerId, ':coupon': 'coupon#' },
      });
      return items.flatMap((item) => read<{ coupon: Coupon }>(item)?.coupon ?? []);
    },
  };
}
