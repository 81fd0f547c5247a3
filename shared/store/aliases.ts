import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type CustomerId, type CustomerRef, customerIdSchema } from '../ids.ts';
import { getAll, itemAs, queryAll, type Table } from './table.ts';

/** Another id of a customer. */
export interface Alias {
  readonly id: CustomerId;
  readonly ref: CustomerRef;
  /** The customer's own id. */
  readonly of: CustomerId;
}

const prefix = 'alias#';
const keyOf = (ref: CustomerRef) => ({ customerId: `@${ref}`, key: 'alias' });

/**
 * Other ids of customers, in table Activity: under the opaque id of the other id, where a fact looks for it, and beside
 * the customer's facts, where erasure finds it.
 */
export function createAliasStore(table: Table) {
  const { client, name: TableName } = table;
  const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName, Item }));
  return {
    /** The customers whom these ids are other names of, by opaque id; strongly consistent. */
    async findAll(refs: readonly CustomerRef[]): Promise<ReadonlyMap<CustomerRef, CustomerId>> {
      const items = await getAll(table, [...new Set(refs)].map(keyOf));
      const aliases = items.flatMap((item) => itemAs<{ alias: Omit<Alias, 'id'> }>(item)?.alias ?? []);
      return new Map(aliases.map(({ ref, of }) => [ref, of]));
    },

    /** Writes another id of a customer; a repeat writes the same again. Erasure finds what has been written first. */
    async add({ id, ref, of }: Alias): Promise<void> {
      await put({ customerId: of, key: `${prefix}${id}`, type: 'alias' });
      await put({ ...keyOf(ref), type: 'alias', alias: { ref, of } });
    },

    /** Forgets whom an id is another name of; a repeat finds nothing. */
    async remove(ref: CustomerRef): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(ref) }));
    },

    /** All other ids of a customer; strongly consistent. */
    async allOf(customerId: CustomerId): Promise<readonly CustomerId[]> {
      const items = await queryAll(table, {
        ConsistentRead: true,
        KeyConditionExpression: 'customerId = :customerId AND begins_with(#key, :alias)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':customerId': customerId, ':alias': prefix },
      });
      return items.map(({ key }) => customerIdSchema.parse(String(key).slice(prefix.length)));
    },
  };
}
