import { InvalidInputError } from '../../shared/errors.ts';
import { type Row, readRows } from './rows.ts';
import { type Encoding, readLines } from './text.ts';

/** A file with a header and rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Can be read only once. A row whose number of fields differs from the header's is returned as a problem. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** What is known about a CSV file before it is read. */
export interface TableOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** When absent, UTF-8, or UTF-16 if the file starts with its byte order mark. */
  readonly encoding?: Encoding;
  /** When absent, detected from the header: comma, semicolon or tab. */
  readonly delimiter?: string;
}

/** Reads the header of a CSV file. @throws InvalidInputError when the file is empty or its header cannot be read */
export async function openTable(bytes: AsyncIterable<Uint8Array>, options: TableOptions): Promise<Table> {
  const { name } = options;
  const lines = readLines(bytes, options)[Symbol.asyncIterator]();
  const start: string[] = [];
  while (start.every((line) => line.trim() === '')) {
    const next = await lines.next();
    if (next.done) throw unusableFile(name, 'the file is empty');
    start.push(...next.value);
  }
  const delimiter = options.delimiter ?? detectDelimiter(start.find((line) => line.trim() !== '') ?? '');
  const batches = readRows(prepend(start, lines), delimiter);
  const { value: first = [], done } = await batches.next();
  const [header, ...others] = first;
  if (done || header === undefined) throw unusableFile(name, 'the file is empty');
  if ('problem' in header)
    throw unusableFile(name, `the header on line ${header.line} cannot be read: ${header.problem}`);
  const columns = header.fields;
  return { name, columns, delimiter, rows: checkWidths(others, batches, columns.length) };
}

async function* prepend(
  start: readonly string[],
  rest: AsyncIterator<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* checkWidths(
  first: readonly Row[],
  rest: AsyncGenerator<readonly Row[]>,
  width: number,
): AsyncGenerator<readonly Row[]> {
  const check = (row: Row): Row =>
    'problem' in row || row.fields.length === width
      ? row
      : { line: row.line, raw: row.raw, problem: widthProblem(row.fields.length, width) };
  try {
    yield first.map(check);
    for await (const rows of rest) yield rows.map(check);
  } finally {
    await rest.return(undefined);
  }
}

const widthProblem = (fields: number, columns: number): string =>
  `the row has ${fields} field${fields === 1 ? '' : 's'} and the header ${columns}; a field that contains the delimiter must be quoted`;

function detectDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

const unusableFile = (name: string, message: string): InvalidInputError =>
  new InvalidInputError('This file cannot be imported', [{ path: '', message }], name);
