import { addDays, daysBetween, type PlainDate, plainDate } from '../calendar.ts';
import type { RfmScores, Score } from '../profile/classes.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { type Counts, quantilesOf, truncateToBits } from './counts.ts';

/** The four values that separate the five fifths of a measure, and the resolution they were measured at. */
export interface CutPoints {
  readonly values: readonly number[];
  /** The same quantiles shifted down and up by the slack: where a score of last night falls, and where it rises. */
  readonly toFall: readonly number[];
  readonly toRise: readonly number[];
  /** As in {@link Counts}. */
  readonly significantBits: number;
}

/** The cut-points of one night for each of the three scores. */
export interface RfmCutPoints {
  readonly recency: CutPoints;
  readonly frequency: CutPoints;
  readonly monetary: CutPoints;
}

const fifths = [0.2, 0.4, 0.6, 0.8];

/**
 * The quantiles at 0.2, 0.4, 0.6 and 0.8 of what was counted, by {@link quantilesOf}.
 *
 * @param slack how far the cut-points to fall and to rise are from these, as a share of all customers
 */
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
/** The inverse of {@link recencyValue}. */
export const dayOfRecency = (value: number): PlainDate => addDays(epoch, value);
/** The number of days with an order: two orders within an hour are one visit. */
export const frequencyValue = (orders: OrderFacts): number => orders.days;
/** Net spend in minor units; 0 for a customer who was refunded more than they paid. */
export const monetaryValue = (orders: OrderFacts): number => Math.max(0, orders.spent);

/**
 * One more than the number of cut-points strictly exceeded. Equal values score equally, however many tie; heavy ties
 * can leave a score empty. The cut-points move a little every night, so a customer who has a score keeps it until the
 * value is clearly past the boundary (hysteresis).
 *
 * @param before last night's score
 */
export function scoreOf(value: number, cuts: CutPoints, before?: Score): Score {
  const truncated = truncateToBits(value, cuts.significantBits);
  const now = scoreBy(cuts.values, truncated);
  if (before === undefined || now === before) return now;
  return now > before
    ? (Math.max(before, scoreBy(cuts.toRise, truncated)) as Score)
    : (Math.min(before, scoreBy(cuts.toFall, truncated)) as Score);
}

function scoreBy(cutPoints: readonly number[], value: number): Score {
  let score = 1;
  for (const cut of cutPoints) if (value > cut && score < 5) score += 1;
  return score as Score;
}

/** Recency, frequency and monetary score of a customer; see {@link scoreOf}. */
export const rfmScoresOf = (orders: OrderFacts, cuts: RfmCutPoints, before?: RfmScores): RfmScores => ({
  recency: scoreOf(recencyValue(orders), cuts.recency, before?.recency),
  frequency: scoreOf(frequencyValue(orders), cuts.frequency, before?.frequency),
  monetary: scoreOf(monetaryValue(orders), cuts.monetary, before?.monetary),
});
