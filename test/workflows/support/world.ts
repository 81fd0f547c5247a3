import { gunzipSync } from 'node:zlib';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../../../functions/toolkit/store.ts';
import { fingerprintOf } from '../../../shared/fingerprint.ts';
import { type TableName, tableNamesFrom, tableShapes } from '../../../shared/store/tables.ts';

type Item = Readonly<Record<string, unknown>>;

/** The items of the four tables, by table and key. */
export type Tables = ReadonlyMap<TableName, ReadonlyMap<string, Item>>;

const tables = Object.keys(tableShapes) as TableName[];
const names = tableNamesFrom({});

function keyOf(table: TableName, item: Item): Record<string, unknown> {
  const shape: { partitionKey: string; sortKey?: string } = tableShapes[table];
  return Object.fromEntries(
    [shape.partitionKey, shape.sortKey ?? []].flat().map((attribute) => [attribute, item[attribute]]),
  );
}

/** Reads all items of all tables. */
export async function readTables(): Promise<Tables> {
  const read = async (table: TableName) => {
    const items = new Map<string, Item>();
    let from: Item | undefined;
    do {
      const page: { Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined } = await documents.send(
        new ScanCommand({ TableName: names[table], ConsistentRead: true, ExclusiveStartKey: from }),
      );
      for (const item of page.Items ?? []) items.set(JSON.stringify(keyOf(table, item)), item);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return [table, items] as const;
  };
  return new Map(await Promise.all(tables.map(read)));
}

/** Restores the tables to earlier content; writes only the items that differ. */
export async function restoreTables(content: Tables): Promise<void> {
  const now = await readTables();
  const writes = tables.flatMap((table) => {
    const before = content.get(table) ?? new Map<string, Item>();
    const after = now.get(table) ?? new Map<string, Item>();
    const TableName = names[table];
    const removals = [...after]
      .filter(([key]) => !before.has(key))
      .map(([, item]) => documents.send(new DeleteCommand({ TableName, Key: keyOf(table, item) })));
    const puts = [...before]
      .filter(([key, item]) => textOf(after.get(key)) !== textOf(item))
      .map(([, item]) => documents.send(new PutCommand({ TableName, Item: item })));
    return [...removals, ...puts] as Promise<unknown>[];
  });
  await Promise.all(writes);
}

const textOf = (item: Item | undefined): string =>
  item === undefined ? '' : fingerprintOf(withoutSets(item));

/** An item with sorted lists in place of its sets, which JSON does not know. */
const withoutSets = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value instanceof Set ? [...value].sort() : value]),
  );

/** Fields that depend on when and where a night ran, not on what it did. */
const incidental = new Set([
  'by',
  // A night counts the queue at one moment, in which a task may still wait for the retry of a function.
  'callbacks',
  'capacity',
  'durationsMs',
  'executionArn',
  'fingerprint',
  'fingerprints',
  // It is of all facts, with their times: of a coupon, when it was issued.
  'foldedFrom',
  'messageId',
  'token',
]);

/** A value without incidental fields; every time in it becomes the same word. */
export function essence(value: unknown): unknown {
  if (value instanceof Uint8Array) return essence(JSON.parse(gunzipSync(value).toString()));
  if (typeof value === 'string') return value.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
  if (value instanceof Set) return [...value].sort();
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  // A repeat takes its reservation over from the attempt that died, which is one more write of the same content.
  const isRecipient = 'type' in value && value.type === 'recipient';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !incidental.has(name) && !(isRecipient && name === 'version'))
      .map(([name, inner]) => [name, essence(inner)]),
  );
}

/** The essence of every item, under a readable key. */
export const essenceOf = (content: Tables): Record<string, unknown> =>
  Object.fromEntries(
    tables.flatMap((table) =>
      [...(content.get(table) ?? [])].map(([key, item]) => [
        `${table} ${Object.values(JSON.parse(key) as object).join(' ')}`,
        essence(item),
      ]),
    ),
  );
