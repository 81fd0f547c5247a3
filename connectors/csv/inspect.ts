import type { Instant } from '../../shared/calendar.ts';
import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import { cellText } from './cell.ts';
import { locateColumns } from './columns.ts';
import type { ReadOptions } from './read-options.ts';
import { meaningOf } from './statuses.ts';
import { createTimeReader } from './time.ts';

const maxShown = 20;

/** Whether a file with these columns has to be inspected as a whole before any of it is stored. */
export function needsInspection({ mapping, table }: Pick<ReadOptions, 'mapping' | 'table'>): boolean {
  const { orderFields } = locateColumns(mapping, table.columns, table.name);
  return (
    orderFields.some(({ field }) => field === 'status') || swappedFormat(mapping.placedAtFormat) !== undefined
  );
}

/**
 * Reads a whole file for what would make an import wrong rather than incomplete, and stores nothing: statuses that
 * nothing explains, which would count as purchases or be lost, and days taken for months.
 *
 * @throws InvalidInputError listing what was found and what to write into the column mapping
 */
export async function inspectFile({ table, mapping }: Pick<ReadOptions, 'mapping' | 'table'>): Promise<void> {
  const columns = locateColumns(mapping, table.columns, table.name);
  const statusAt = columns.orderFields.find(({ field }) => field === 'status')?.index;
  const unknown = new Map<string, number>();
  const days = createDayCheck(mapping.placedAtFormat);
  for await (const rows of table.rows) {
    for (const row of rows) {
      if (!('fields' in row)) continue;
      const status = statusAt === undefined ? '' : cellText(row.fields[statusAt] ?? '');
      if (status !== '' && meaningOf(status, mapping.statuses) === undefined) {
        unknown.set(status, (unknown.get(status) ?? 0) + 1);
      }
      const date = row.fields[columns.placedAt] ?? '';
      const time = columns.placedAtTime === undefined ? '' : (row.fields[columns.placedAtTime] ?? '');
      days?.take(`${date} ${time}`.trim(), row.line);
    }
  }
  const issues = [...statusIssues(unknown), ...(days?.issues() ?? [])];
  if (issues.length > 0)
    throw new InvalidInputError('Nothing was imported from this file', issues, table.name);
}

function statusIssues(unknown: ReadonlyMap<string, number>): InputIssue[] {
  if (unknown.size === 0) return [];
  const seen = [...unknown].sort(([, a], [, b]) => b - a).slice(0, maxShown);
  const list = seen
    .map(([status, rows]) => `"${status}" (${rows} ${rows === 1 ? 'row' : 'rows'})`)
    .join(', ');
  const more = unknown.size > seen.length ? `, and ${unknown.size - seen.length} more` : '';
  const example = seen
    .slice(0, 3)
    .map(([status]) => JSON.stringify(status))
    .join(', ');
  const message =
    `nothing says what these statuses mean: ${list}${more}; list each in the column mapping under what it means, as in ` +
    `"statuses: { placed: [${example}], cancelled: [...], refunded: [...], notAnOrder: [...] }"`;
  return [{ path: 'statuses', message }];
}

/** The format with day and month the other way round; undefined when they cannot be confused. */
function swappedFormat(format: string): string | undefined {
  if (/MMM/.test(format) || !/M/.test(format) || !/D/.test(format)) return undefined;
  return format.replace(/MM?|DD?/g, (token) => token.replace(/./g, token.startsWith('M') ? 'D' : 'M'));
}

interface DayCheck {
  take(text: string, line: number): void;
  issues(): InputIssue[];
}

/** Finds rows that fit only the swapped format: then the others fit both, and are probably read wrongly. */
function createDayCheck(format: string): DayCheck | undefined {
  const other = swappedFormat(format);
  if (other === undefined) return undefined;
  const read = createTimeReader(format, 'UTC');
  const readSwapped = createTimeReader(other, 'UTC');
  let misfits = 0;
  let misfit: { text: string; line: number } | undefined;
  let both: { text: string; one: Instant; other: Instant } | undefined;
  return {
    take(text, line) {
      const one = read(text)?.at;
      const swapped = readSwapped(text)?.at;
      if (one === undefined && swapped !== undefined) {
        misfits++;
        misfit ??= { text, line };
      }
      if (one !== undefined && swapped !== undefined && one !== swapped)
        both ??= { text, one, other: swapped };
    },
    issues() {
      if (misfit === undefined) return [];
      const rows = misfits === 1 ? '1 row fits' : `${misfits} rows fit`;
      const readings =
        both === undefined
          ? ''
          : `; "${both.text}" is ${both.one.slice(0, 10)} in the one and ${both.other.slice(0, 10)} in the other`;
      const message = `${rows} "${other}" but not "${format}", such as "${misfit.text}" on line ${misfit.line}${readings}; set the format in which all rows are written`;
      return [{ path: 'placedAtFormat', message }];
    },
  };
}
