import { InvalidInputError } from '../../shared/errors.ts';
import { type Row, readRows } from './rows.ts';
import { type Encoding, readLines } from './text.ts';

/** A file of rows under a header. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** To be read once. Each row has as many fields as there are columns, or else is a problem. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

export interface TableOptions {
  /** For messages. */
  readonly name: string;
  /** UTF-8 when absent, or UTF-16 where the file says so. */
  readonly encoding?: Encoding;
  /** Seen from the header when absent: comma, semicolon or tab. */
  readonly delimiter?: string;
}

/** Reads the header of a CSV file. @throws InvalidInputError when there is none */
export async function openTable(bytes: AsyncIterable<Uint8Array>, options: TableOptions): Promise<Table> {
  const { name } = options;
  const lines = readLines(bytes, options)[Symbol.asyncIterator]();
  const start: string[] = [];
  while (start.every((line) => line.trim() === '')) {
    const next = await lines.next();
    if (next.done) throw unusable(name, 'the file is empty');
    start.push(...next.value);
  }
  const delimiter = options.delimiter ?? delimiterOf(start.find((line) => line.trim() !== '') ?? '');
  const batches = readRows(joined(start, lines), delimiter);
  const { value: first = [], done } = await batches.next();
  const [header, ...others] = first;
  if (done || header === undefined) throw unusable(name, 'the file is empty');
  if ('problem' in header) throw unusable(name, `the header on line ${header.line} has ${header.problem}`);
  const columns = header.fields;
  return { name, columns, delimiter, rows: checked(others, batches, columns.length) };
}

async function* joined(
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

async function* checked(
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
  `the row has ${fields} field${fields === 1 ? '' : 's'} and the header ${columns}; a field with a delimiter in it goes in quotes`;

function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

const unusable = (name: string, message: string): InvalidInputError =>
  new InvalidInputError('This file cannot be imported', [{ path: '', message }], name);
