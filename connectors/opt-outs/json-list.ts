import { isRecord } from '../../shared/validation.ts';
import { readText } from '../csv/text.ts';
import { readOptedOutNumber, readSuppressedDestination } from './aws-lists.ts';
import { type JsonRecord, readJsonRecords } from './json-records.ts';
import type { OptOutRejectionCode, OptOutRow } from './opt-out.ts';
import type { OptOutFormat, OptOutList, OptOutListOptions } from './opt-out-list.ts';
import { readEndpoint } from './pinpoint.ts';
import { type OptOutTimeReader, outcomesOf, type Statement } from './statement.ts';
import { listed, unknownList } from './unknown-list.ts';

const readers: readonly (readonly [OptOutFormat, (value: unknown) => readonly Statement[] | undefined])[] = [
  ['pinpoint', readEndpoint],
  ['ses', readSuppressedDestination],
  ['sms', readOptedOutNumber],
];

/** The fields in which the AWS CLI prints a list, also one that is empty. */
const listFields = { SuppressedDestinationSummaries: 'ses', OptedOutNumbers: 'sms' } as const;

/**
 * Opens a list of JSON objects. Its first object says whose it is.
 *
 * @throws InvalidInputError when that is nobody known
 */
export async function readJsonList(
  bytes: AsyncIterable<Uint8Array>,
  { name, encoding }: OptOutListOptions,
  readTime: OptOutTimeReader,
): Promise<OptOutList> {
  const records = readJsonRecords(readText(bytes, { name, encoding }));
  const early: JsonRecord[] = [];
  for (let next = await records.next(); !next.done; next = await records.next()) {
    early.push(next.value);
    if (next.value.kind !== 'object') continue;
    const format = formatOf(next.value.value);
    if (format === undefined) {
      await records.return(undefined);
      throw unknownList(name, seen(next.value.value));
    }
    return { format, rows: readRows(early, records, readTime) };
  }
  throw unknownList(name, 'it begins like JSON, but has no object that can be read');
}

function formatOf(value: unknown): OptOutFormat | undefined {
  const empty = Object.entries(listFields).find(([field]) => isListWith(value, field));
  return empty?.[1] ?? readers.find(([, read]) => read(value) !== undefined)?.[0];
}

const isListWith = (value: unknown, field: string): boolean => isRecord(value) && Array.isArray(value[field]);

const seen = (value: unknown): string =>
  `its first object has the fields: ${isRecord(value) ? listed(Object.keys(value)) : '(none)'}`;

async function* readRows(
  early: readonly JsonRecord[],
  rest: AsyncGenerator<JsonRecord>,
  readTime: OptOutTimeReader,
): AsyncGenerator<OptOutRow> {
  try {
    for (const record of early) yield* rowsOf(record, readTime);
    for await (const record of rest) yield* rowsOf(record, readTime);
  } finally {
    await rest.return(undefined);
  }
}

function* rowsOf(record: JsonRecord, readTime: OptOutTimeReader): Generator<OptOutRow> {
  const { line, raw } = record;
  const rejected = (code: OptOutRejectionCode, reason: string) =>
    ({ line, kind: 'rejected', code, reason, raw }) as const;
  if (record.kind === 'broken') {
    yield rejected('broken-row', 'this is broken off or no JSON; export the list again');
  } else if (record.kind === 'envelope' || isPrintedList(record.value)) {
    if (/"NextToken"\s*:\s*"/.test(raw)) yield rejected('incomplete-list', goesOn);
  } else {
    const { value } = record;
    const statements = readers.map(([, read]) => read(value)).find((read) => read !== undefined);
    if (statements === undefined) yield rejected('broken-row', seen(value));
    else yield* outcomesOf(statements, record, readTime);
  }
}

const goesOn =
  'this is only the beginning of the list (it has a NextToken); export it again without --max-items and --no-paginate';

const isPrintedList = (value: unknown): boolean =>
  Object.keys(listFields).some((field) => isListWith(value, field));
