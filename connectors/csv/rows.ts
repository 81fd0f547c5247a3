import { CsvError, parse } from 'csv-parse/sync';

/** One row of a file, with the number of the line on which it begins (the file's first line is 1). */
export type Row =
  | { readonly line: number; readonly raw: string; readonly fields: readonly string[] }
  | { readonly line: number; readonly raw: string; readonly problem: string };

// A quoted field may run over several lines. One that runs on for longer was opened by mistake.
const maxLinesInRow = 1_000;
const maxCharactersInRow = 1 << 20;

/**
 * Rows of CSV by RFC 4180, in batches as lines come; blank lines are left out. A row with broken quotes is given as a
 * problem, and reading goes on with the line after the one on which that row began, so that a stray quote costs one
 * line and not the rest of the file.
 */
export async function* readRows(
  lines: AsyncIterable<readonly string[]>,
  delimiter: string,
): AsyncGenerator<readonly Row[]> {
  let pending: readonly string[] = [];
  let firstLine = 1;
  for await (const more of lines) {
    pending = pending.length === 0 ? more : [...pending, ...more];
    const { rows, linesUsed } = takeRows(pending, firstLine, delimiter, false);
    firstLine += linesUsed;
    pending = pending.slice(linesUsed);
    if (rows.length > 0) yield rows;
  }
  const { rows } = takeRows(pending, firstLine, delimiter, true);
  if (rows.length > 0) yield rows;
}

function takeRows(
  lines: readonly string[],
  firstLine: number,
  delimiter: string,
  isEnd: boolean,
): { rows: Row[]; linesUsed: number } {
  const rows: Row[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = firstLine + index;
    const first = lines[index] ?? '';
    if (!first.includes('"')) {
      if (first.trim() !== '') rows.push({ line, raw: first, fields: first.split(delimiter) });
      index++;
      continue;
    }
    const extent = rowFrom(lines, index);
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

/** A row ends with the first line at which its quotes are even in number. */
function rowFrom(lines: readonly string[], start: number): Extent {
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

function parseRow(raw: string, line: number, delimiter: string): Row {
  try {
    // How many fields a row should have is for the table to say, and it says it better.
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
    return 'broken quotes: a quoted field goes on after its closing quote; a quote inside is written twice ("")';
  }
  return 'broken quotes: a quote stands inside a field that is not quoted; put the field in quotes and write "" for it';
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++;
  return count;
}
