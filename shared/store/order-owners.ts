import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { fingerprintOf } from '../fingerprint.ts';
import { nameOfOrder, type OrderIdentity, type OrderOwner } from '../orders/order-owner.ts';
import { conditionHolds, getAll, ifUnchanged, itemAs, putAll, type Table } from './table.ts';

const keyOf = (order: OrderIdentity) => ({ customerId: `order#${nameOfOrder(order)}`, key: 'owner' });
const itemOf = (owner: OrderOwner) => ({
  ...keyOf(owner.order),
  type: 'owner',
  owner,
  fingerprint: fingerprintOf(owner),
});

/**
 * Whose each order is, in table Activity: partition `order#` + its id, which no customer can have. An order that comes
 * under another customer is found by it.
 */
export function createOrderOwnerStore(table: Table) {
  const { client, name: TableName } = table;
  return {
    /** The owner of an order; strongly consistent. */
    async find(order: OrderIdentity): Promise<OrderOwner | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(order), ConsistentRead: true }),
      );
      return itemAs<{ owner: OrderOwner }>(Item)?.owner;
    },

    /** The owners of many orders, by the order's name (`nameOfOrder`); strongly consistent. */
    async findAll(orders: readonly OrderIdentity[]): Promise<ReadonlyMap<string, OrderOwner>> {
      const distinct = new Map(orders.map((order) => [nameOfOrder(order), order]));
      const items = await getAll(table, [...distinct.values()].map(keyOf));
      const owners = items.flatMap((item) => itemAs<{ owner: OrderOwner }>(item)?.owner ?? []);
      return new Map(owners.map((owner) => [nameOfOrder(owner.order), owner]));
    },

    /** Writes the owner of an order that has none. Returns false, and writes nothing, when it has one. */
    async add(owner: OrderOwner): Promise<boolean> {
      const put = { TableName, Item: itemOf(owner), ConditionExpression: 'attribute_not_exists(customerId)' };
      return conditionHolds(client.send(new PutCommand(put)));
    },

    /** Writes the owners of orders that have none, many in each request. */
    async addAll(owners: readonly OrderOwner[]): Promise<void> {
      await putAll(table, owners.map(itemOf));
    },

    /** Replaces an owner if it is still as it was read. Returns false, and writes nothing, when it is not. */
    async change(before: OrderOwner, after: OrderOwner): Promise<boolean> {
      const put = { TableName, Item: itemOf(after), ...ifUnchanged(before) };
      return conditionHolds(client.send(new PutCommand(put)));
    },

    /** Removes an owner if it is still as it was read; a repeat finds none. */
    async remove(owner: OrderOwner): Promise<void> {
      const { ConditionExpression, ExpressionAttributeValues } = ifUnchanged(owner);
      await conditionHolds(
        client.send(
          new DeleteCommand({
            TableName,
            Key: keyOf(owner.order),
            ConditionExpression,
            ExpressionAttributeValues,
          }),
        ),
      );
    },
  };
}
