import { dayIn, type Instant, lastDayOf, type PlainDate } from '../calendar.ts';
import {
  byMoment,
  noPoints,
  type PointsEntry,
  type PointsLeft,
  withEntries,
  withoutExpired,
} from '../points/ledger.ts';
import { entryOf, pointsOf } from '../points/points.ts';
import { type Activity, latestOrders } from './activity.ts';
import { aboutPoints, earningsIn, pointsEntries } from './point-facts.ts';

/** One line of a statement of points. All lines up to a day add up to the balance of that day. */
export interface StatementLine {
  readonly on: PlainDate;
  readonly kind: 'ordered' | 'taken-back' | 'granted' | 'spent' | 'expired';
  /** Below zero for what went out. */
  readonly points: number;
  /** The order, the purpose or the reward. */
  readonly about?: string;
}

/**
 * Everything that brought or cost a customer points up to a day, oldest first. What an order brought and what its refund
 * took back are two lines; what was taken back counts from the day of the order on, as if it had never been there.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function pointsStatement(
  activity: readonly Activity[],
  timeZone: string,
  asOf: PlainDate,
): readonly StatementLine[] {
  const on = (at: Instant) => dayIn(timeZone, at);
  const earnings = earningsIn(activity);
  const orders = latestOrders(activity);
  const ofOrders = orders.flatMap((order): StatementLine[] => {
    const earning = earnings.get(order.id);
    if (earning === undefined) return [];
    const { earned, counted } = pointsOf(order, earning);
    const line = { on: on(order.placedAt), about: order.id };
    return [
      { ...line, kind: 'ordered', points: earned },
      { ...line, kind: 'taken-back', points: counted - earned },
    ];
  });
  const others = aboutPoints(activity).map((fact): StatementLine => {
    const { points } = entryOf(fact);
    return fact.type === 'points-granted'
      ? { on: on(fact.at), kind: 'granted', points, about: fact.id }
      : { on: on(fact.at), kind: 'spent', points, about: fact.reward.name };
  });
  const expired = expiredLines(pointsEntries(activity, orders, timeZone), timeZone, asOf);
  return [...ofOrders, ...others, ...expired]
    .filter((line) => line.points !== 0 && line.on <= asOf)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What had expired before each entry, and before `asOf`. */
function expiredLines(entries: readonly PointsEntry[], timeZone: string, asOf: PlainDate): StatementLine[] {
  const lines: StatementLine[] = [];
  let left: PointsLeft = noPoints;
  const expireBy = (day: PlainDate) => {
    const rest = withoutExpired(left, day);
    for (const [until, points] of Object.entries(left.left))
      if (!(until in rest.left)) lines.push({ on: lastDayOf(until), kind: 'expired', points: -points });
    left = rest;
  };
  for (const entry of [...entries].sort(byMoment)) {
    const day = dayIn(timeZone, entry.at);
    if (day > asOf) break;
    expireBy(day);
    left = withEntries(left, [entry], timeZone);
  }
  expireBy(asOf);
  return lines;
}
