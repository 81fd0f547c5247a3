import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { normaliseCode } from '../code.ts';
import type { SharedCode } from '../coupons/shared-code.ts';
import { nameFrom } from '../hash.ts';
import type { CustomerRef, OrderId } from '../ids.ts';
import { conditionHolds, itemAs, type Table } from './table.ts';

/** A customer's place among those who can use a shared code. */
export interface CodePlace {
  readonly code: string;
  readonly ref: CustomerRef;
  /** The order that it is for. */
  readonly orderId: OrderId;
}

const keyOf = (code: string) => ({ customerId: `code#${normaliseCode(code)}`, key: 'code' });

/** What stands in the place: as short as may be, since all places are in one item. */
const markOf = ({ orderId }: CodePlace): string => nameFrom(orderId).slice(0, 8);

/** Shared codes, in table Activity. Key: `code#<code>` and `code`. One item has all places, so one write decides. */
export function createSharedCodeStore(table: Table) {
  const { client, name: TableName } = table;
  const changePlace = (
    { code, ref }: Pick<CodePlace, 'code' | 'ref'>,
    change: string,
    condition: string,
    values: Readonly<Record<string, string>>,
    names: Readonly<Record<string, string>> = {},
  ) =>
    conditionHolds(
      client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(code),
          UpdateExpression: change,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#ref': ref, ...names },
          ExpressionAttributeValues: values,
        }),
      ),
    );

  return {
    /**
     * Makes a code known, or gives it another limit; whoever has taken a place keeps it. Returns false, and changes
     * nothing, when another campaign has the code.
     */
    async open({ code, campaign, limit }: Omit<SharedCode, 'places'>): Promise<boolean> {
      const update = new UpdateCommand({
        TableName,
        Key: keyOf(code),
        UpdateExpression:
          'SET code = :code, campaign = :campaign, #limit = :limit, #type = :type, places = if_not_exists(places, :none)',
        ConditionExpression: 'attribute_not_exists(customerId) OR campaign = :campaign',
        ExpressionAttributeNames: { '#limit': 'limit', '#type': 'type' },
        ExpressionAttributeValues: {
          ':code': code,
          ':campaign': campaign,
          ':limit': limit,
          ':type': 'shared-code',
          ':none': {},
        },
      });
      return conditionHolds(client.send(update));
    },

    /** Finds a code, however it is typed; strongly consistent. */
    async find(code: string): Promise<SharedCode | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(code), ConsistentRead: true }),
      );
      return itemAs<SharedCode>(Item);
    },

    /**
     * Takes a place for a customer: one write, on condition that a place is left or the customer has one already, which
     * is then for this order. So of any number of customers at the same time, no more than the limit succeed. Returns
     * false, and changes nothing, when no place is left.
     */
    takePlace: (place: CodePlace): Promise<boolean> =>
      changePlace(
        place,
        'SET places.#ref = :order',
        'attribute_exists(customerId) AND (attribute_exists(places.#ref) OR size(places) < #limit)',
        { ':order': markOf(place) },
        { '#limit': 'limit' },
      ),

    /** Sees to it that a customer has a place, whatever the limit. A repeat changes nothing. */
    async keepPlace(place: CodePlace): Promise<void> {
      await changePlace(
        place,
        'SET places.#ref = :order',
        'attribute_exists(customerId) AND attribute_not_exists(places.#ref)',
        { ':order': markOf(place) },
      );
    },

    /** Gives a place back, unless it has become that of another order of the customer. A repeat changes nothing. */
    async releasePlace(place: CodePlace): Promise<void> {
      await changePlace(place, 'REMOVE places.#ref', 'places.#ref = :order', { ':order': markOf(place) });
    },
  };
}
