import { dayIn, type Instant, lastDayOf, monthOf, type PlainDate } from '../calendar.ts';

/** Points that came in, or went out when negative. */
export interface PointsEntry {
  readonly at: Instant;
  readonly id: string;
  readonly points: number;
  /** The last month (`2027-12`) in which they count; absent for points that do not expire, and for those that went out. */
  readonly until?: string | undefined;
}

/** What is left of a customer's points. Whether they have expired depends on the day on which it is asked. */
export interface PointsLeft {
  /** By the last month in which they count; `always` for those that do not expire. */
  readonly left: Readonly<Record<string, number>>;
  /** Points that were spent and then taken back, as by a refund: the next ones that come in pay for them. */
  readonly owed: number;
}

export const noPoints: PointsLeft = { left: {}, owed: 0 };

const always = 'always';

/** A customer's points on a day; below zero while more is owed than there is. */
export function balanceOf({ left, owed }: PointsLeft, on: PlainDate): number {
  const month = monthOf(on);
  const counted = Object.entries(left).flatMap(([until, points]) => (until >= month ? [points] : []));
  return sum(counted) - owed;
}

/** The points that expire next, and the last day on which they count; undefined when none do. */
export function expiringNext(
  { left }: PointsLeft,
  on: PlainDate,
): { readonly points: number; readonly lastDay: PlainDate } | undefined {
  const month = monthOf(on);
  const [next] = Object.entries(left)
    .filter(([until]) => until >= month && until !== always)
    .sort(byUntil);
  return next && { points: next[1], lastDay: lastDayOf(next[0]) };
}

/** What is left after more entries, of which none is earlier than those before. What had expired by then is gone. */
export const withEntries = (
  before: PointsLeft,
  entries: readonly PointsEntry[],
  timeZone: string,
): PointsLeft =>
  [...entries]
    .sort(byMoment)
    .reduce((left, entry) => withEntry(withoutExpired(left, dayIn(timeZone, entry.at)), entry), before);

/** What is left once those are gone that had expired by a day. Of lots of one balance, the first to expire go first. */
export function withoutExpired({ left, owed }: PointsLeft, on: PlainDate): PointsLeft {
  const month = monthOf(on);
  return { left: Object.fromEntries(Object.entries(left).filter(([until]) => until >= month)), owed };
}

function withEntry(before: PointsLeft, { points, until = always }: PointsEntry): PointsLeft {
  if (points < 0) return without(before, -points);
  const paid = Math.min(before.owed, points);
  const added = points - paid;
  const left = added === 0 ? before.left : { ...before.left, [until]: (before.left[until] ?? 0) + added };
  return { left, owed: before.owed - paid };
}

/** Takes points from those that expire first; what is missing is owed. */
function without({ left, owed }: PointsLeft, points: number): PointsLeft {
  let missing = points;
  const rest: [string, number][] = [];
  for (const [until, there] of Object.entries(left).sort(byUntil)) {
    const taken = Math.min(there, missing);
    missing -= taken;
    if (there > taken) rest.push([until, there - taken]);
  }
  return { left: Object.fromEntries(rest), owed: owed + missing };
}

const byUntil = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1);

/** Of the same moment, what comes in is first. */
export function byMoment(a: PointsEntry, b: PointsEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.points < 0 !== b.points < 0) return a.points < 0 ? 1 : -1;
  return rankOf(a) < rankOf(b) ? -1 : 1;
}

const rankOf = ({ until = always, id }: PointsEntry): string => `${until} ${id}`;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
