import { addDays, daysBetween, type PlainDate, plainDate } from '../calendar.ts';
import type { RfmScores, Score } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { type Counts, coarsened, quantilesOf } from './counts.ts';

/** The four values that part five fifths, and the resolution they were measured at. */
export interface CutPoints {
  readonly values: readonly number[];
  /** The same quantiles a little lower and a little higher: what it takes to fall below a score, and to rise above it. */
  readonly toFall: readonly number[];
  readonly toRise: readonly number[];
  readonly significantBits: number;
}

export interface RfmCutPoints {
  readonly recency: CutPoints;
  readonly frequency: CutPoints;
  readonly monetary: CutPoints;
}

const fifths = [0.2, 0.4, 0.6, 0.8];

/** @param slack how far apart, as a share of all customers, the cut-points to fall and to rise lie from the fifths */
export function cutPointsOf(counts: Counts, slack: number): CutPoints {
  const quantiles = (shift: number) =>
    quantilesOf(
      counts,
      fifths.map((fifth) => fifth + shift),
    ).flatMap((value) => value ?? []);
  return {
    values: quantiles(0),
    toFall: quantiles(-slack),
    toRise: quantiles(slack),
    significantBits: counts.significantBits,
  };
}

const epoch = plainDate('1970-01-01');

/** The day of the last order as a number that rises with time, so that a later one scores higher on any date. */
export const recencyValue = (orders: { readonly lastDay: PlainDate }): number =>
  daysBetween(epoch, orders.lastDay);
/** The day that a recency value stands for. */
export const dayOfRecency = (value: number): PlainDate => addDays(epoch, value);
/** Days with an order: two orders within an hour are one visit. */
export const frequencyValue = (orders: OrderFacts): number => orders.days;
/** Net spend in minor units; who was given back more than was paid counts as nothing. */
export const monetaryValue = (orders: OrderFacts): number => Math.max(0, orders.spent);

/**
 * One more than the number of cut-points strictly exceeded. Equal values score equally, however many tie; heavy ties
 * may leave a score empty. The cut-points move a little every night, so a customer who has a score keeps it until the
 * value is clearly past the boundary.
 */
export function scoreOf(value: number, cuts: CutPoints, before?: Score): Score {
  const kept = coarsened(value, cuts.significantBits);
  const now = scoreBy(cuts.values, kept);
  if (before === undefined || now === before) return now;
  return now > before
    ? (Math.max(before, scoreBy(cuts.toRise, kept)) as Score)
    : (Math.min(before, scoreBy(cuts.toFall, kept)) as Score);
}

function scoreBy(cutPoints: readonly number[], value: number): Score {
  let score = 1;
  for (const cut of cutPoints) if (value > cut && score < 5) score += 1;
  return score as Score;
}

export const rfmScoresOf = (orders: OrderFacts, cuts: RfmCutPoints, before?: RfmScores): RfmScores => ({
  recency: scoreOf(recencyValue(orders), cuts.recency, before?.recency),
  frequency: scoreOf(frequencyValue(orders), cuts.frequency, before?.frequency),
  monetary: scoreOf(monetaryValue(orders), cuts.monetary, before?.monetary),
});
