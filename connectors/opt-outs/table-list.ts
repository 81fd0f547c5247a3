import { cellText } from '../csv/cell.ts';
import { continued } from '../csv/continued.ts';
import type { Row } from '../csv/rows.ts';
import { type Table, tableOfLines } from '../csv/table.ts';
import { readLines } from '../csv/text.ts';
import { channelOf, looksLikeAddress, readAddress } from './address.ts';
import { Columns, type RowReading, type TableReading } from './columns.ts';
import { exportReading, unguarded } from './export.ts';
import { klaviyoReading } from './klaviyo.ts';
import { listReading } from './list.ts';
import { mailchimpReading } from './mailchimp.ts';
import type { OptOutRow } from './opt-out.ts';
import type { OptOutFormat, OptOutList, OptOutListOptions } from './opt-out-list.ts';
import { pinpointReading } from './pinpoint.ts';
import { type OptOutTimeReader, outcomesOf, type Statement } from './statement.ts';
import { listed, unknownList } from './unknown-list.ts';

/** How tables are recognised, the most particular first. */
const readers: readonly (readonly [OptOutFormat, (columns: Columns) => TableReading | undefined])[] = [
  ['rekindle', exportReading],
  ['pinpoint', pinpointReading],
  ['mailchimp', mailchimpReading],
  ['klaviyo', klaviyoReading],
  ['table', listReading],
];

/**
 * Opens a list that is a table, or has one address a line.
 *
 * @throws InvalidInputError when nothing in it says who opted out
 */
export async function readTableList(
  bytes: AsyncIterable<Uint8Array>,
  { name, encoding }: OptOutListOptions,
  readTime: OptOutTimeReader,
): Promise<OptOutList> {
  const lines = readLines(bytes, { name, ...(encoding !== undefined && { encoding }) });
  const taken: (readonly string[])[] = [];
  let first: string | undefined;
  while (first === undefined) {
    const next = await lines.next();
    if (next.done) break;
    taken.push(next.value);
    first = next.value.find((line) => line.trim() !== '');
  }
  const all = continued(taken, lines);
  if (first !== undefined && isOneAddress(first))
    return { format: 'lines', rows: readAddresses(all, readTime) };
  return readTable(all, name, readTime);
}

async function readTable(
  lines: AsyncIterable<readonly string[]>,
  name: string,
  readTime: OptOutTimeReader,
): Promise<OptOutList> {
  let hasAddress = false;
  const table = await tableOfLines(lines, {
    name,
    // Lines before a header are passed over, and an address never is.
    isHeader: (columns) => {
      hasAddress ||= columns.some(looksLikeAddress);
      return !hasAddress && readingsOf(columns).length > 0;
    },
  });
  const readings = readingsOf(table.columns);
  for (const { format, reading } of readings)
    if ('read' in reading) return { format, rows: readRows(table, reading, readTime) };
  const refusal = readings.map(({ reading }) => ('refusal' in reading ? reading.refusal : ''))[0];
  throw unknownList(name, refusal ?? `the columns of its first line are: ${listed(table.columns)}`);
}

const readingsOf = (columns: readonly string[]) =>
  readers.flatMap(([format, read]) => {
    const reading = read(new Columns(columns));
    return reading === undefined ? [] : [{ format, reading }];
  });

async function* readRows(
  table: Table,
  { read, width, isGuarded = false }: RowReading,
  readTime: OptOutTimeReader,
): AsyncGenerator<OptOutRow> {
  const textOf = isGuarded ? unguarded : cellText;
  for await (const rows of table.rows) {
    for (const row of rows) {
      const fields = fieldsOf(row, width);
      if (fields !== undefined) {
        const cells = (column: number | undefined) =>
          column === undefined ? '' : textOf(fields[column] ?? '');
        yield* outcomesOf(read(cells), row, readTime);
      } else if ('problem' in row) {
        const { line, raw, problem } = row;
        yield { line, kind: 'rejected', code: 'broken-row', reason: problem, raw };
      }
    }
  }
}

/** The fields of a row that has all that is read of it. */
function fieldsOf(row: Row, width: number): readonly string[] | undefined {
  if ('fields' in row) return row.fields;
  return row.short !== undefined && row.short.length >= width ? row.short : undefined;
}

/** Whether a first line is an address rather than a header, or one that is badly written. */
const isOneAddress = (line: string): boolean =>
  'address' in readAddress(channelOf(line), line) || (!/[,;\t]/.test(line) && looksLikeAddress(line));

async function* readAddresses(
  lines: AsyncIterable<readonly string[]>,
  readTime: OptOutTimeReader,
): AsyncGenerator<OptOutRow> {
  let line = 0;
  for await (const batch of lines) {
    for (const raw of batch) {
      line++;
      if (raw.trim() === '') continue;
      const channel = channelOf(raw);
      const reason = channel === 'email' ? 'unsubscribed' : 'do-not-call';
      const statement: Statement = { says: 'opted-out', channel, address: raw, reason, at: '' };
      yield* outcomesOf([statement], { line, raw }, readTime);
    }
  }
}
