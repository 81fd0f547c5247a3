import { CsvError, parse } from 'csv-parse/sync';

/** One row of a file, with the number of the line on which it begins, counted from 1. */
export type Row =
  | { readonly line: number; readonly raw: string; readonly fields: readonly string[] }
  | BrokenRow;

/** A row that cannot be used as it is, and why. */
export interface BrokenRow {
  readonly line: number;
  readonly raw: string;
  readonly problem: string;
  /** The fields of a row that has fewer than the header. */
  readonly short?: readonly string[];
}

/** Whether quotes have the meaning of RFC 4180, or are characters like others. */
export type Quoting = 'standard' | 'none';

/** How the rows of a file are written. */
export interface RowFormat {
  readonly delimiter: string;
  readonly quoting: Quoting;
}

// A quoted field can span several lines. One that is longer than this was opened by mistake.
const maxLinesInRow = 1_000;
const maxCharactersInRow = 1 << 20;

/**
 * Parses rows of CSV as defined by RFC 4180, in batches as lines arrive; blank lines are skipped. A row with broken
 * quotes is returned as a problem and reading continues on the line after the one where that row began, so a stray
 * quote costs one line and not the rest of the file.
 */
export async function* readRows(
  lines: AsyncIterable<readonly string[]>,
  format: RowFormat,
): AsyncGenerator<readonly Row[]> {
  let pending: readonly string[] = [];
  let firstLine = 1;
  for await (const more of lines) {
    pending = pending.length === 0 ? more : [...pending, ...more];
    const { rows, linesUsed } = takeRows(pending, firstLine, format, false);
    firstLine += linesUsed;
    pending = pending.slice(linesUsed);
    if (rows.length > 0) yield rows;
  }
  const { rows } = takeRows(pending, firstLine, format, true);
  if (rows.length > 0) yield rows;
}

function takeRows(
  lines: readonly string[],
  firstLine: number,
  { delimiter, quoting }: RowFormat,
  isEnd: boolean,
): { rows: Row[]; linesUsed: number } {
  const rows: Row[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = firstLine + index;
    const first = lines[index] ?? '';
    if (quoting === 'none' || !first.includes('"')) {
      if (first.trim() !== '') rows.push({ line, raw: first, fields: first.split(delimiter) });
      index++;
      continue;
    }
    const extent = extentOf(lines, index);
    if (extent.closed) {
      const row = parseRow(extent.raw, line, delimiter);
      rows.push('problem' in row ? { ...row, raw: first } : row);
      index += 'problem' in row ? 1 : extent.lines;
    } else if (isEnd || extent.tooLong) {
      rows.push({ line, raw: first, problem: `a quote opens on line ${line} and is never closed` });
      index++;
    } else {
      break;
    }
  }
  return { rows, linesUsed: index };
}

type Extent =
  | { readonly closed: true; readonly raw: string; readonly lines: number }
  | { readonly closed: false; readonly tooLong: boolean };

/** A row ends with the first line up to which the number of its quotes is even. */
function extentOf(lines: readonly string[], start: number): Extent {
  let quotes = 0;
  let characters = 0;
  for (let end = start; end < lines.length; end++) {
    const text = lines[end] ?? '';
    quotes += countQuotes(text);
    characters += text.length;
    if (quotes % 2 === 0) {
      const raw = end === start ? text : lines.slice(start, end + 1).join('\n');
      return { closed: true, raw, lines: end + 1 - start };
    }
    if (end + 1 - start >= maxLinesInRow || characters > maxCharactersInRow) {
      return { closed: false, tooLong: true };
    }
  }
  return { closed: false, tooLong: false };
}

/** Parses the text of one row. Cells that a spreadsheet keeps as text, `="123"`, are read as quoted ones. */
export function parseRow(raw: string, line: number, delimiter: string): Row {
  const row = parseQuoted(raw, line, delimiter);
  if (!('problem' in row) || !raw.includes('="')) return row;
  const mark = delimiter.replace(/[^\w\s]/g, '\\$&');
  const cell = new RegExp(`(^|${mark})=("(?:[^"]|"")*")(?=${mark}|$)`, 'g');
  const again = parseQuoted(raw.replace(cell, '$1$2'), line, delimiter);
  return 'problem' in again ? row : { ...again, raw };
}

function parseQuoted(raw: string, line: number, delimiter: string): Row {
  try {
    // The table checks the number of fields, with a better message.
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true, max_record_size: 0 };
    const [fields = []] = parse(raw, options);
    return { line, raw, fields };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line, raw, problem: problemOf(error) };
  }
}

function problemOf(error: CsvError): string {
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return 'broken quotes: there is text after a closing quote; write a quote inside a quoted field twice ("")';
  }
  return 'broken quotes: there is a quote in a field that is not quoted; put the field in quotes and write the quote twice (""), or set "quoting: none" in the column mapping if the file quotes nothing at all';
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++;
  return count;
}
