import {
  between,
  chance,
  createRandomStream,
  type Draw,
  exponential,
  gamma,
  logNormal,
  oneByWeight,
} from './random.ts';
import type { SeasonalTime } from './seasons.ts';

/** What becomes of a customer if nobody does anything. */
export type Fate = 'keeps-buying' | 'slows-down' | 'stops';

/** One customer's buying, as it goes without any campaign. Days are indexes into the simulated period. */
export interface BuyingLife {
  readonly fate: Fate;
  /** Mean days between orders while all is well. */
  readonly meanGapDays: number;
  /** One day for each order, rising; empty only for a prospect, and a day can occur twice. */
  readonly orderDays: readonly number[];
  /** The first day on which the customer buys more slowly; absent when that does not happen in the period. */
  readonly slowsOnDay?: number;
  /** The first day on which nothing can bring the customer back; absent when that does not happen in the period. */
  readonly goneFromDay?: number;
}

/** Buyers of one order are so many that the chance to leave is high at first and lower for those who stay. */
const kinds = [
  { kind: 'one-time', weight: 26 },
  { kind: 'stops', weight: 26 },
  { kind: 'slows-down', weight: 18 },
  { kind: 'keeps-buying', weight: 30 },
] as const;

/** 1 would be pure chance; people are a little more regular than that. */
const gapShape = 1.8;

/** A shop sends at most this many orders of one customer; the calendar of sendings counts on it. */
export const mostOrders = 4000;

/** Draws a customer's life. `arrivals` and `seasons` are the felt times of the customer's part of the world. */
export function buyingLife(
  seed: number,
  customer: number,
  arrivals: SeasonalTime,
  seasons: SeasonalTime,
  periodDays: number,
): BuyingLife {
  const draw = createRandomStream(seed, customer, 'rhythm');
  const { kind } = oneByWeight(draw, kinds);
  const meanGapDays = Math.min(Math.max(logNormal(draw, 42, 0.6), 6), 400);
  const leaves = chanceToLeave(kind, draw);
  const slowsAfter = kind === 'slows-down' ? 20 + exponential(draw, 150) : Number.POSITIVE_INFINITY;
  const slower = between(draw, 3, 6);
  const firstDay = arrivals.dayOf(draw() * arrivals.startOf(periodDays)) ?? 0;
  const startsAt = seasons.startOf(firstDay);
  const orderDays = [firstDay];
  let felt = startsAt + draw() * 0.999 * (seasons.startOf(firstDay + 1) - startsAt);
  const slowsOnDay = seasons.dayOf(startsAt + slowsAfter);
  const life = {
    fate: kind === 'one-time' ? ('stops' as const) : kind,
    meanGapDays,
    orderDays,
    ...(slowsOnDay !== undefined && { slowsOnDay }),
  };
  for (let day: number | undefined = firstDay; orderDays.length < mostOrders; orderDays.push(day)) {
    if (chance(draw, leaves)) return { ...life, goneFromDay: day + 1 };
    const pace = felt - startsAt < slowsAfter ? 1 : slower;
    felt += gapDays(draw, meanGapDays * pace);
    day = seasons.dayOf(felt);
    if (day === undefined) break;
  }
  return life;
}

/** Days until the next order of somebody who orders every `meanDays` in the mean. */
export const gapDays = (draw: Draw, meanDays: number): number => gamma(draw, gapShape, meanDays / gapShape);

function chanceToLeave(kind: (typeof kinds)[number]['kind'], draw: Draw): number {
  // Drawn for everybody, so that the kinds differ in nothing else.
  const hesitation = between(draw, 0.06, 0.34);
  if (kind === 'one-time') return 1;
  return kind === 'stops' ? hesitation : 0;
}
