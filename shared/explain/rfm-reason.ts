import { daysBetween } from '../calendar.ts';
import type { RfmScores } from '../profile/classes.ts';
import { dayOfRecency } from '../scoring/rfm.ts';
import { type RfmSegment, rfmSegmentOf, type ValueGroup, valueGroupOf } from '../scoring/rfm-cells.ts';
import type { Subject } from './subject.ts';

/** Why a customer has these scores: what was measured, and where the next better score begins. */
export interface RfmReason {
  readonly scores: RfmScores;
  readonly segment: RfmSegment;
  readonly group: ValueGroup;
  /** The score from which a part counts as high. */
  readonly highFrom: number;
  /** Of the last order. */
  readonly daysAgo: number;
  readonly orderDays: number;
  /** Net, in minor units. */
  readonly spent: number;
  /** The next better score needs fewer days ago, more order days or more money than this; absent at the best score. */
  readonly better: { readonly daysAgo?: number; readonly orderDays?: number; readonly spent?: number };
}

/** Explains the RFM scores; undefined for a customer without an order that counts. */
export function rfmReason({ population, classes, ordered, asOf }: Subject): RfmReason | undefined {
  const { rfm } = classes;
  if (rfm === undefined || ordered === undefined) return undefined;
  const { rfmCutPoints, settings } = population;
  const next = (part: keyof RfmScores): number | undefined => {
    const score = rfm[part];
    return score === 5 ? undefined : rfmCutPoints[part].toRise[score - 1];
  };
  const [lastDay, orderDays, spent] = [next('recency'), next('frequency'), next('monetary')];
  const betterDaysAgo = lastDay === undefined ? 0 : daysBetween(dayOfRecency(lastDay), asOf);
  return {
    scores: rfm,
    segment: rfmSegmentOf(rfm),
    group: valueGroupOf(rfm, settings.rfm.highFrom),
    highFrom: settings.rfm.highFrom,
    daysAgo: ordered.ranking.quietDays,
    orderDays: ordered.orders.days,
    spent: ordered.orders.spent,
    better: {
      ...(betterDaysAgo > 0 && { daysAgo: betterDaysAgo }),
      ...(orderDays !== undefined && { orderDays }),
      ...(spent !== undefined && { spent }),
    },
  };
}
