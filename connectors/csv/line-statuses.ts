import { type Decimal, plus, zero } from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import type { Mapping } from './mapping.ts';
import { meaningOf, type StatusMeaning } from './statuses.ts';

/** An order without the lines that were cancelled, and what was given back of the others. */
export interface SettledLines {
  readonly group: Group;
  /** In major units; absent when nothing was given back. */
  readonly refunded?: Decimal;
}

/**
 * Settles the lines of an order. Where they have statuses of their own, those that were cancelled, or never ordered, are
 * no part of it, and refunded ones were given back; so were the returned pieces of the others.
 */
export function settleLines(group: Group, { orderColumns, statuses }: Mapping): SettledLines {
  const whole = (): SettledLines => settled(group, group.lines, []);
  if (orderColumns === 'first-line' || !haveSeveralStatuses(group.lines)) return whole();
  const unknown = group.lines.find(
    ({ status }) => status !== '' && meaningOf(status, statuses) === undefined,
  );
  if (unknown !== undefined) return { group: withStatus(group, unknown.status) };
  // A line without a status has that of the order, which is the first one written.
  const meaningOfLine = ({ status }: Line): StatusMeaning =>
    meaningOf(status || (group.details.status ?? ''), statuses) ?? 'placed';
  const isKept = (line: Line) => ['placed', 'refunded'].includes(meaningOfLine(line));
  const lines = group.lines.filter(isKept);
  const [first] = lines;
  if (first === undefined) return whole();
  const spare = group.spare.filter(({ line }) => line === undefined || isKept(line));
  const kept: Group = { ...group, lines, spare };
  const refunded = lines.filter((line) => meaningOfLine(line) === 'refunded');
  if (refunded.length === lines.length) return { group: withStatus(kept, first.status) };
  const placed = lines.filter((line) => meaningOfLine(line) === 'placed');
  return settled(withStatus(kept, placed[0]?.status ?? first.status), placed, refunded);
}

function settled(group: Group, placed: readonly Line[], refunded: readonly Line[]): SettledLines {
  const back = [...refunded.map(({ amount }) => amount), ...placed.map(({ returned }) => returned)];
  const sum = back.reduce((total, one) => (one.digits === 0n ? total : plus(total, one)), zero);
  return { group, ...((refunded.length > 0 || sum.digits > 0n) && { refunded: sum }) };
}

function haveSeveralStatuses(lines: readonly Line[]): boolean {
  const written = new Set<string>();
  for (const { status } of lines) if (status !== '') written.add(status);
  return written.size > 1;
}

function withStatus(group: Group, status: string): Group {
  const { status: _, ...details } = group.details;
  return { ...group, details: status === '' ? details : { ...details, status } };
}
