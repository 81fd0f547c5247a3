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

/** How a customer's buying develops without any campaign. */
export type BuyingPattern = 'keeps-buying' | 'slows-down' | 'stops';

/** One customer's purchases without any campaign. Days are indexes into the simulated period. */
export interface Baseline {
  readonly buyingPattern: BuyingPattern;
  /** Mean days between orders, before any slowdown. */
  readonly meanGapDays: number;
  /** The day of each order, ascending; a day can occur twice. Empty only for a prospect. */
  readonly orderDays: readonly number[];
  /** The first day of a slowdown; absent when there is none in the period. */
  readonly slowsOnDay?: number;
  /** The first day on which nothing can bring the customer back; absent when there is none in the period. */
  readonly goneFromDay?: number;
}

/** There are so many one-time buyers that the chance of leaving is high at first, and lower for those who stay. */
const kinds = [
  { kind: 'one-time', weight: 26 },
  { kind: 'stops', weight: 26 },
  { kind: 'slows-down', weight: 18 },
  { kind: 'keeps-buying', weight: 30 },
] as const;

/** Shape of the gamma distribution of gaps. 1 would be pure chance; people are a little more regular. */
const gapShape = 1.8;

/** The maximum number of orders of one customer; the webhook calendar relies on it. */
export const maxOrders = 4000;

/**
 * Draws a customer's purchases.
 *
 * @param arrivals the seasonal time in which customers of the same holiday calendar arrive
 * @param seasons the seasonal time in which they space their orders
 */
export function drawBaseline(
  seed: number,
  customer: number,
  arrivals: SeasonalTime,
  seasons: SeasonalTime,
  periodDays: number,
): Baseline {
  const draw = createRandomStream(seed, customer, 'rhythm');
  const { kind } = oneByWeight(draw, kinds);
  const meanGapDays = Math.min(Math.max(logNormal(draw, 42, 0.6), 6), 400);
  const leaveChance = drawLeaveChance(kind, draw);
  const slowsAfter = kind === 'slows-down' ? 20 + exponential(draw, 150) : Number.POSITIVE_INFINITY;
  const slowdown = between(draw, 3, 6);
  const firstDay = arrivals.dayOf(draw() * arrivals.startOf(periodDays)) ?? 0;
  const startTime = seasons.startOf(firstDay);
  const orderDays = [firstDay];
  let seasonalTime = startTime + draw() * 0.999 * (seasons.startOf(firstDay + 1) - startTime);
  const slowsOnDay = seasons.dayOf(startTime + slowsAfter);
  const baseline = {
    buyingPattern: kind === 'one-time' ? ('stops' as const) : kind,
    meanGapDays,
    orderDays,
    ...(slowsOnDay !== undefined && { slowsOnDay }),
  };
  for (let day: number | undefined = firstDay; orderDays.length < maxOrders; orderDays.push(day)) {
    if (chance(draw, leaveChance)) return { ...baseline, goneFromDay: day + 1 };
    const pace = seasonalTime - startTime < slowsAfter ? 1 : slowdown;
    seasonalTime += gapDays(draw, meanGapDays * pace);
    day = seasons.dayOf(seasonalTime);
    if (day === undefined) break;
  }
  return baseline;
}

/** Draws the days until the next order of a customer who orders every `meanDays` on average. */
export const gapDays = (draw: Draw, meanDays: number): number => gamma(draw, gapShape, meanDays / gapShape);

function drawLeaveChance(kind: (typeof kinds)[number]['kind'], draw: Draw): number {
  // Drawn for everybody, so that the kinds of customers differ in nothing else.
  const laterLeaveChance = between(draw, 0.06, 0.34);
  if (kind === 'one-time') return 1;
  return kind === 'stops' ? laterLeaveChance : 0;
}
