import { daysBetween, type PlainDate, plainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { RfmScores, Score } from './classes.ts';
import { type Counts, coarsened, quantilesOf } from './counts.ts';

/** The four values that part five fifths, and the resolution they were measured at. */
export interface CutPoints {
  readonly values: readonly number[];
  readonly significantBits: number;
}

export interface RfmCutPoints {
  readonly recency: CutPoints;
  readonly frequency: CutPoints;
  readonly monetary: CutPoints;
}

const fifths = [0.2, 0.4, 0.6, 0.8];

export const cutPointsOf = (counts: Counts): CutPoints => ({
  values: quantilesOf(counts, fifths).flatMap((value) => value ?? []),
  significantBits: counts.significantBits,
});

const epoch = plainDate('1970-01-01');

/** The day of the last order as a number that rises with time, so that a later one scores higher on any date. */
export const recencyValue = (orders: { readonly lastDay: PlainDate }): number =>
  daysBetween(epoch, orders.lastDay);
/** Days with an order: two orders within an hour are one visit. */
export const frequencyValue = (orders: OrderFacts): number => orders.days;
/** Net spend in minor units; who was given back more than was paid counts as nothing. */
export const monetaryValue = (orders: OrderFacts): number => Math.max(0, orders.spent);

/**
 * One more than the number of cut-points strictly exceeded. Equal values always score equally, however many tie;
 * heavy ties may leave a score empty.
 */
export function scoreOf(value: number, cuts: CutPoints): Score {
  const kept = coarsened(value, cuts.significantBits);
  const exceeded = cuts.values.filter((cut) => kept > cut).length;
  return (1 + Math.min(exceeded, 4)) as Score;
}

export const rfmScoresOf = (orders: OrderFacts, cuts: RfmCutPoints): RfmScores => ({
  recency: scoreOf(recencyValue(orders), cuts.recency),
  frequency: scoreOf(frequencyValue(orders), cuts.frequency),
  monetary: scoreOf(monetaryValue(orders), cuts.monetary),
});
