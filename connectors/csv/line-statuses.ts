import { type Decimal, plus, zero } from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import type { Mapping } from './mapping.ts';
import { meaningOf, type StatusMeaning } from './statuses.ts';

/** An order without the lines that were cancelled, and what its refunded lines gave back. */
export interface SettledLines {
  readonly group: Group;
  readonly refunded?: Decimal;
}

/**
 * Settles the lines of an order whose lines have statuses of their own: those that were cancelled, or never ordered, are
 * no part of it, and refunded ones were given back. An order whose lines all have the same status is left as it is.
 */
export function settleLines(group: Group, { orderColumns, statuses }: Mapping): SettledLines {
  const written = new Set(group.lines.map(({ status }) => status).filter((status) => status !== ''));
  if (orderColumns === 'first-line' || written.size < 2) return { group };
  const unknown = group.lines.find(
    ({ status }) => status !== '' && meaningOf(status, statuses) === undefined,
  );
  if (unknown !== undefined) return { group: withStatus(group, group.lines, unknown.status) };
  // A line without a status has that of the order, which is the first one written.
  const meaningOfLine = ({ status }: Line): StatusMeaning =>
    meaningOf(status || (group.details.status ?? ''), statuses) ?? 'placed';
  const kept = group.lines.filter((line) => ['placed', 'refunded'].includes(meaningOfLine(line)));
  const [first] = kept;
  if (first === undefined) return { group };
  const refunded = kept.filter((line) => meaningOfLine(line) === 'refunded');
  if (refunded.length === kept.length) return { group: withStatus(group, kept, first.status) };
  const placed = kept.find((line) => meaningOfLine(line) === 'placed') ?? first;
  return {
    group: withStatus(group, kept, placed.status),
    ...(refunded.length > 0 && { refunded: refunded.reduce((sum, { amount }) => plus(sum, amount), zero) }),
  };
}

function withStatus(group: Group, lines: readonly Line[], status: string): Group {
  const { status: _, ...details } = group.details;
  return { ...group, lines: [...lines], details: status === '' ? details : { ...details, status } };
}
