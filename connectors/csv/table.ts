import { InvalidInputError } from '../../shared/errors.ts';
import { cellText } from './cell.ts';
import { continued } from './continued.ts';
import { parseRow, type Quoting, type Row, readRows } from './rows.ts';
import { type Encoding, readLines } from './text.ts';

/** A file with a header and rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Can be read only once. A row whose number of fields differs from the header's is returned as a problem, with its fields if
   * they are too few. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** What is known about a CSV file before it is read. */
export interface TableOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** When absent, UTF-8, or UTF-16 if the file starts with its byte order mark. */
  readonly encoding?: Encoding;
  /** When absent, as a line such as `sep=;` says, or detected from the header: comma, semicolon or tab. */
  readonly delimiter?: string;
  /** Standard when absent. */
  readonly quoting?: Quoting;
  /** Recognises the header of a file that has other lines before it; when absent, the first line is the header. */
  readonly isHeader?: (columns: readonly string[]) => boolean;
}

// A report has a few lines about itself before its header.
const maxLinesBeforeHeader = 30;

/** Reads the header of a CSV file. @throws InvalidInputError when the file is empty or its header cannot be read */
export const openTable = (bytes: AsyncIterable<Uint8Array>, options: TableOptions): Promise<Table> =>
  tableOfLines(readLines(bytes, options), options);

/** Reads the header of a CSV file from its lines, in batches as they arrive. @throws InvalidInputError as `openTable` does */
export async function tableOfLines(
  source: AsyncIterable<readonly string[]>,
  options: Omit<TableOptions, 'encoding'>,
): Promise<Table> {
  const { name, quoting = 'standard' } = options;
  const lines = source[Symbol.asyncIterator]();
  const start: string[] = [];
  while (start.every((line) => line.trim() === '')) {
    const next = await lines.next();
    if (next.done) throw unusableFile(name, 'the file is empty');
    start.push(...next.value);
  }
  const declared = takeSeparatorLine(start);
  const headerAt = findHeader(start, options, declared);
  const delimiter = options.delimiter ?? declared ?? detectDelimiter(start[headerAt] ?? '');
  // Blank lines are passed over, and still counted.
  start.fill('', 0, headerAt);
  const batches = readRows(continued([start], lines), { delimiter, quoting });
  const { value: first = [], done } = await batches.next();
  const [header, ...others] = first;
  if (done || header === undefined) throw unusableFile(name, 'the file is empty');
  if ('problem' in header)
    throw unusableFile(name, `the header on line ${header.line} cannot be read: ${header.problem}`);
  const columns = header.fields.map(cellText);
  return { name, columns, delimiter, rows: checkWidths(others, batches, columns.length) };
}

/** Blanks a first line such as `sep=;`, with which spreadsheets are told the delimiter, and returns what it says. */
function takeSeparatorLine(lines: string[]): string | undefined {
  const at = lines.findIndex((line) => line.trim() !== '');
  const separator = /^"?sep=(\\t|.)"?$/i.exec(lines[at] ?? '')?.[1];
  if (separator === undefined) return undefined;
  lines[at] = '';
  return separator === '\\t' ? '\t' : separator;
}

/** The index of the header among the first lines: the first that is one, or else the first that is not blank. */
function findHeader(
  lines: readonly string[],
  { isHeader, delimiter }: TableOptions,
  declared: string | undefined,
): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (isHeader === undefined) return Math.max(0, first);
  const found = lines.slice(0, first + maxLinesBeforeHeader).findIndex((line, index) => {
    const row = parseRow(line, index, delimiter ?? declared ?? detectDelimiter(line));
    return 'fields' in row && isHeader(row.fields.map(cellText));
  });
  return Math.max(0, found === -1 ? first : found);
}

async function* checkWidths(
  first: readonly Row[],
  rest: AsyncGenerator<readonly Row[]>,
  width: number,
): AsyncGenerator<readonly Row[]> {
  const check = (row: Row): Row => {
    if ('problem' in row || row.fields.length === width) return row;
    const { line, raw, fields } = row;
    if (fields.slice(width).some((field) => field.trim() !== '') || fields.length < width) {
      const problem = widthProblem(fields.length, width);
      return { line, raw, problem, ...(fields.length < width && { short: fields }) };
    }
    return { line, raw, fields: fields.slice(0, width) };
  };
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
