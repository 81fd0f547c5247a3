import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Erasure } from '../erasures/erasure.ts';
import type { CustomerRef } from '../ids.ts';
import type { ControlTable } from './control.ts';
import { getAll, itemAs, type Table } from './table.ts';

const kind = 'erasure';
const keyOf = (ref: CustomerRef) => ({ customerId: `@${ref}`, key: kind });

/**
 * Erasures, twice: in table Activity under `@` + the customer's opaque id, where every fact that comes in looks for its
 * own; and in table Control, kind `erasure`, as the list that is applied again to a table that was restored.
 */
export function createErasureStore(table: Table, control: ControlTable) {
  const { client, name: TableName } = table;
  return {
    /** The latest erasure of a customer; strongly consistent. */
    async find(ref: CustomerRef): Promise<Erasure | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(ref), ConsistentRead: true }),
      );
      return itemAs<{ erasure: Erasure }>(Item)?.erasure;
    },

    /** The latest erasures of several customers, by opaque id; strongly consistent. */
    async findAll(refs: readonly CustomerRef[]): Promise<ReadonlyMap<CustomerRef, Erasure>> {
      const items = await getAll(table, refs.map(keyOf));
      const found = items.flatMap((item) => itemAs<{ erasure: Erasure }>(item)?.erasure ?? []);
      return new Map(found.map((erasure) => [erasure.ref, erasure]));
    },

    /** Writes an erasure in both places; a repeat writes the same again. */
    async save(erasure: Erasure): Promise<void> {
      const Item = { ...keyOf(erasure.ref), type: kind, erasure };
      await client.send(new PutCommand({ TableName, Item }));
      await control.put(kind, erasure.ref, erasure);
    },

    /** Returns all erasures, in order of the opaque ids. */
    async all(): Promise<readonly Erasure[]> {
      return control.all<Erasure>(kind);
    },
  };
}
