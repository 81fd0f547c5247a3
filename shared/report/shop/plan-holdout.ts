import { newcombe, sequentialQuantile } from './difference.ts';

/** What is known of a campaign before it begins. */
export interface Outset {
  /** The customers who enter on the first night, and on each night after it. */
  readonly entering: number;
  readonly perNight: number;
  /** The chance that one of them orders within the goal's days when nobody does anything. */
  readonly baseRate: number;
  readonly goalDays: number;
}

/** What the report of a campaign will be able to find. Effects are rises of the base rate, as shares between 0 and 1. */
export interface HoldoutPlan {
  /** How far it looks ahead: to the end of the goal, and half a year where customers keep entering. */
  readonly weeks: number;
  /** The smallest effect that is found by then; absent when even the largest would not be. */
  readonly visible?: number;
  /** The effect that the recommendation is for. */
  readonly sought: number;
  /** When it is found with the campaign's own holdout; absent when it is not within the weeks. */
  readonly soughtWithin?: number;
  /** The smallest usual holdout that finds it within the weeks; absent when none does. */
  readonly recommended?: { readonly holdout: number; readonly weeks: number };
  /** The smallest effect that is found when as many are held out as treated; absent as `visible`. */
  readonly visibleByHalf?: number;
}

/** The holdouts to choose from. Beyond one half, fewer are treated and nothing is seen any better. */
const usualHoldouts = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
const halfAYear = 26;
/** A tenth of a point, for customers of whom hardly anybody orders. */
const leastSought = 0.001;
/** The standard normal quantile of 0.8: four cases of five. */
const fourOfFive = 0.8416212335729143;

/**
 * What a campaign's report will be able to find, and which holdout it takes to find a rise by a third (or, where more
 * than three in five order anyway, half of the way to everybody). An effect counts as found when the interval that
 * decides leaves zero in at least four cases of five.
 *
 * @param holdout the share that the campaign holds out, from 0 to 1
 */
export function planHoldout(outset: Outset, holdout: number): HoldoutPlan {
  const { baseRate } = outset;
  const weeks = weeksAhead(outset);
  const sought = Math.min(Math.max(baseRate / 3, leastSought), (1 - baseRate) / 2);
  const [visible, visibleByHalf] = [holdout, 0.5].map((share) =>
    visibleEffect(outset, againstHoldout(share), weeks),
  );
  const soughtWithin = weeksToFind(outset, holdout, sought, weeks);
  const recommended = usualHoldouts
    .map((share) => ({ holdout: share, weeks: weeksToFind(outset, share, sought, weeks) }))
    .find((one): one is { holdout: number; weeks: number } => one.weeks !== undefined);
  return {
    weeks,
    sought,
    ...(visible !== undefined && { visible }),
    ...(soughtWithin !== undefined && { soughtWithin }),
    ...(recommended && { recommended }),
    ...(visibleByHalf !== undefined && { visibleByHalf }),
  };
}

/** Two groups that a report compares, by their shares of those who enter. */
export interface Comparison {
  readonly raised: number;
  readonly other: number;
  /** How many intervals are to hold all together. */
  readonly comparisons: number;
}

const againstHoldout = (holdout: number): Comparison => ({
  raised: 1 - holdout,
  other: holdout,
  comparisons: 1,
});

/** How far a plan looks ahead. */
export const weeksAhead = ({ goalDays, perNight }: Outset): number =>
  Math.max(Math.ceil(goalDays / 7), perNight > 0 ? halfAYear : 0);

/**
 * The smallest effect that is found after some weeks; undefined when even the largest is not. The larger the effect, the
 * wider its interval, but never as much.
 */
export function visibleEffect(outset: Outset, comparison: Comparison, weeks: number): number | undefined {
  let [hidden, seen] = [0, 1 - outset.baseRate];
  if (!isFound(outset, comparison, seen, weeks)) return undefined;
  while (seen - hidden > 1e-6) {
    const middle = (hidden + seen) / 2;
    if (isFound(outset, comparison, middle, weeks)) seen = middle;
    else hidden = middle;
  }
  return seen;
}

/** The first of the weeks after which an effect is found. */
const weeksToFind = (outset: Outset, holdout: number, effect: number, weeks: number): number | undefined =>
  Array.from({ length: weeks }, (_, index) => index + 1).find((week) =>
    isFound(outset, againstHoldout(holdout), effect, week),
  );

/**
 * True when the every-night interval, around what is expected after some weeks, is above zero by so much that chance
 * takes it back below in at most one case of five. That somebody may have seen it on an earlier night comes on top.
 */
function isFound(
  outset: Outset,
  { raised, other, comparisons }: Comparison,
  effect: number,
  weeks: number,
): boolean {
  const { customers, throughGoal } = after(weeks * 7, outset);
  const group = (share: number, rate: number) => ({
    of: customers * share,
    did: throughGoal * share * rate,
  });
  const higher = group(raised, outset.baseRate + effect);
  const lower = group(other, outset.baseRate);
  if (higher.of === 0 || lower.of === 0) return false;
  const estimate = higher.did / higher.of - lower.did / lower.of;
  const standardErrors = sequentialQuantile(higher.did + lower.did, comparisons);
  const { low } = newcombe(higher, lower, standardErrors);
  return estimate > (estimate - low) * (1 + fourOfFive / standardErrors);
}

/**
 * How many customers have entered after some nights, and how many times one of them has been through all days of the
 * goal. Those who are still within theirs count in part, as if orders came evenly over its days.
 */
function after(nights: number, { entering, perNight, goalDays }: Outset) {
  const within = Math.min(nights, goalDays);
  return {
    customers: entering + perNight * nights,
    throughGoal:
      (entering * within + (perNight * (within * within)) / 2) / goalDays + perNight * (nights - within),
  };
}
