import { dayMs } from '../../shared/calendar.ts';
import type { ColumnPositions } from './columns.ts';
import type { Group } from './group.ts';
import { fieldOf, mayBeRounded, type ReadableRow } from './line.ts';
import type { Mapping } from './mapping.ts';
import { type Refusal, shortenedId } from './rejection.ts';
import { meaningOf } from './statuses.ts';
import type { StatedTime, TimeReader } from './time.ts';

/** How the times of orders are read. */
interface OrderTimeRules {
  readonly mapping: Mapping;
  readonly readTime: TimeReader;
}

/**
 * Takes over what a row says about the time of its order, which is as old as its oldest line. Returns what is wrong with
 * the row's time, if anything.
 */
export function takeOrderTime(
  row: ReadableRow,
  group: Group,
  { placedAt, placedAtTime }: ColumnPositions,
  { mapping, readTime }: OrderTimeRules,
): Refusal | undefined {
  const date = fieldOf(row, placedAt);
  const text = placedAtTime === undefined ? date : `${date} ${fieldOf(row, placedAtTime)}`.trim();
  const { orderColumns, placedAtFormat, statuses } = mapping;
  if (text === '' && orderColumns === 'first-line' && group.placed !== undefined) return undefined;
  const stated = readTime(text);
  if (stated === undefined) {
    // A shop that was never paid has no time of payment.
    if (meaningOf(group.details.status ?? '', statuses) === 'notAnOrder') return undefined;
    const reason = `"${text}" is not a time in the format "${placedAtFormat}"; set placedAtFormat in the column mapping`;
    return { code: 'bad-time', reason };
  }
  const before = group.placed ?? stated;
  if (areDaysApart(stated, before) && mayBeRounded(group.orderId)) return shortenedId(group.orderId);
  group.placed = stated.at < before.at ? stated : before;
  return undefined;
}

const areDaysApart = (one: StatedTime, other: StatedTime): boolean =>
  one !== other && Math.abs(Date.parse(one.at) - Date.parse(other.at)) > dayMs;
