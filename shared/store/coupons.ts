import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { normaliseCode } from '../code.ts';
import type { Coupon, Redemption } from '../coupons/coupon.ts';
import type { CustomerId, OrderId } from '../ids.ts';
import { conditionHolds, findByName, itemAs, queryAll, type Table } from './table.ts';

const keyOf = ({ code }: Pick<Coupon, 'code'>): string => `coupon#${normaliseCode(code)}`;
const nameOf = (code: string): string => `coupon#${code}`;

/** Coupons, in table Activity beside the orders of the customer they are for. Key: customerId and `coupon#<code>`. */
export function createCouponStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /**
     * Stores a coupon if its code is free. Returns false, and changes nothing, when it was issued before, redeemed or
     * not.
     *
     * @param earlier the customer's coupon with the same shared code, to be replaced unless it is redeemed
     */
    async issue(coupon: Coupon, earlier?: Coupon): Promise<boolean> {
      const { customerId, code } = coupon;
      // A shared code does not say which coupon it is.
      const name = coupon.shared === undefined && { name: nameOf(code) };
      const put = new PutCommand({
        TableName,
        Item: { customerId, key: keyOf(coupon), type: 'coupon', ...name, coupon },
        ...(earlier === undefined
          ? { ConditionExpression: 'attribute_not_exists(customerId)' }
          : {
              ConditionExpression: 'coupon.issuedFor = :earlier AND attribute_not_exists(coupon.redemption)',
              ExpressionAttributeValues: { ':earlier': earlier.issuedFor },
            }),
      });
      return conditionHolds(client.send(put));
    },

    /** Deletes a coupon; a repeat finds none. */
    async remove(coupon: Coupon): Promise<void> {
      const Key = { customerId: coupon.customerId, key: keyOf(coupon) };
      await client.send(new DeleteCommand({ TableName, Key }));
    },

    /** Deletes a coupon unless it has been used. */
    async withdraw(coupon: Coupon): Promise<void> {
      const Key = { customerId: coupon.customerId, key: keyOf(coupon) };
      const ConditionExpression = 'attribute_not_exists(coupon.redemption)';
      await conditionHolds(client.send(new DeleteCommand({ TableName, Key, ConditionExpression })));
    },

    /** Reads a coupon whose customer is known, however its code is typed; strongly consistent. */
    async get(customerId: CustomerId, code: string): Promise<Coupon | undefined> {
      const Key = { customerId, key: keyOf({ code }) };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return itemAs<{ coupon: Coupon }>(Item)?.coupon;
    },

    /**
     * Finds a coupon by its code alone, which is the customer's own. Reads index `byName`, so it may miss one that was issued within the last
     * second.
     */
    async find(code: string): Promise<Coupon | undefined> {
      return itemAs<{ coupon: Coupon }>(await findByName(table, nameOf(code)))?.coupon;
    },

    /**
     * Marks a coupon as redeemed, on condition that it is not redeemed yet, or only by `cancelled`: of two tills at the
     * same time, one succeeds. Returns false, and writes nothing, when another order has redeemed it.
     *
     * @param cancelled an order that redeemed the coupon before it was cancelled
     */
    async redeem(coupon: Coupon, redemption: Redemption, cancelled?: OrderId): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: { customerId: coupon.customerId, key: keyOf(coupon) },
        UpdateExpression: 'SET coupon.redemption = :redemption',
        ConditionExpression:
          cancelled === undefined
            ? 'attribute_exists(customerId) AND attribute_not_exists(coupon.redemption)'
            : 'coupon.redemption.orderId = :cancelled',
        ExpressionAttributeValues: {
          ':redemption': redemption,
          ...(cancelled !== undefined && { ':cancelled': cancelled }),
        },
      });
      return conditionHolds(client.send(update));
    },

    /** Returns all coupons of one customer; eventually consistent. */
    async allOf(customerId: CustomerId): Promise<readonly Coupon[]> {
      const items = await queryAll(table, {
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :coupon)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': customerId, ':coupon': 'coupon#' },
      });
      return items.flatMap((item) => itemAs<{ coupon: Coupon }>(item)?.coupon ?? []);
    },
  };
}
