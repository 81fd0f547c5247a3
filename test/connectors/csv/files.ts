import { readActivities } from '../../../connectors/csv/activities.ts';
import type { ImportedActivity } from '../../../connectors/csv/activity.ts';
import type { ImportSink } from '../../../connectors/csv/import.ts';
import { mappingSchema } from '../../../connectors/csv/mapping.ts';
import { presetNamed } from '../../../connectors/csv/presets.ts';
import type { ReadOptions } from '../../../connectors/csv/read-options.ts';
import type { Rejection } from '../../../connectors/csv/rejection.ts';
import { openTable, type Table, type TableOptions } from '../../../connectors/csv/table.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { CustomerFacts } from '../../../shared/operations/take-in-file.ts';

export const pounds = currencySchema.parse('GBP');
export const london = { timeZone: 'Europe/London', currency: pounds };
export const uci = presetNamed('uci-online-retail');
export const uciHeader = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** A row of the gift shop's file, with defaults for the fields that are not given. */
export function uciRow(
  row: Partial<Record<'id' | 'sku' | 'quantity' | 'at' | 'price' | 'customer', string>>,
) {
  const {
    id = '1',
    sku = 'A',
    quantity = '1',
    at = '2010-12-01 08:26:00',
    price = '1.00',
    customer = '7',
  } = row;
  return [id, sku, 'A THING', quantity, at, price, customer, 'United Kingdom'].join(',');
}

/** The gift shop's file with these rows. */
export const uciFile = (...rows: string[]): string => [uciHeader, ...rows, ''].join('\n');

/** The bytes in chunks of the given sizes, repeated in turn. */
export async function* inChunks(data: Uint8Array | string, sizes: readonly number[] = [1 << 16]) {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Opens a CSV file that is in memory. */
export const tableOf = (
  data: Uint8Array | string,
  options: Partial<TableOptions> = {},
  sizes?: readonly number[],
) => openTable(inChunks(data, sizes), { name: 'orders.csv', ...options });

/** A table's rows, each as its line number and its fields or its problem. */
export async function rowsOf(table: Table): Promise<[number, readonly string[] | string][]> {
  const rows: [number, readonly string[] | string][] = [];
  for await (const batch of table.rows) {
    for (const row of batch) rows.push([row.line, 'problem' in row ? row.problem : row.fields]);
  }
  return rows;
}

/** Everything read from a file: its activity and its rejections, also as `line: code`. */
export async function readAll(data: string, options: Partial<ReadOptions> = {}, sizes?: readonly number[]) {
  const rejections: Rejection[] = [];
  const activities: ImportedActivity[] = [];
  const reading = readActivities({
    table: await tableOf(data, {}, sizes),
    mapping: uci,
    settings: london,
    onRejected: (rejection) => void rejections.push(rejection),
    ...options,
  });
  for await (const { activity } of reading) activities.push(activity);
  const orders = activities.flatMap((activity) => (activity.type === 'order' ? [activity.order] : []));
  const refunds = activities.flatMap((activity) => (activity.type === 'refund' ? [activity] : []));
  return {
    activities,
    orders,
    refunds,
    rejections,
    refused: rejections.map((one) => `${one.line}: ${one.code}`),
  };
}

/** The smallest mapping, for a file with the columns order, customer, at, sku, qty and price; options add to it. */
export const smallMapping = ({
  columns = {},
  ...rest
}: {
  columns?: Record<string, unknown>;
  [key: string]: unknown;
} = {}) =>
  mappingSchema.parse({
    columns: {
      orderId: 'order',
      customerId: 'customer',
      placedAt: 'at',
      sku: 'sku',
      quantity: 'qty',
      unitPrice: 'price',
      ...columns,
    },
    ...rest,
  });

/** A sink that keeps everything in memory and reports what changed, as the store does. */
export function memorySink() {
  const stored = new Map<string, string>();
  const says = (text: string | undefined) => text?.replace(/"(updatedAt|observedAt)":"[^"]*"/, '');
  const folded: string[] = [];
  const record = (customerId: string, fact: CustomerFacts['facts'][number]) => {
    const id = fact.type === 'order' ? fact.order.id : fact.id;
    const key = `${customerId} ${fact.type} ${id}`;
    const before = stored.get(key);
    const now = JSON.stringify(fact);
    stored.set(key, now);
    return before === undefined ? 'created' : says(before) === says(now) ? 'unchanged' : 'updated';
  };
  const sink: ImportSink = {
    resolve: async () => new Map(),
    async takeIn(customers) {
      return customers.map(({ customerId, facts }) => {
        folded.push(customerId);
        return facts.map((fact) => record(customerId, fact));
      });
    },
  };
  return { sink, stored, folded };
}
