import type { LifecycleSettings } from '../settings/scoring-settings.ts';
import type { HistoryCells } from './models/history-cells.ts';
import type { Model } from './models/model.ts';
import { daysIn } from './models/order-history.ts';
import { shopGap } from './models/own-gap.ts';
import { weightedHistories } from './models/weighted-histories.ts';

/** Days since the last order up to which a customer counts as active, cooling and silent. */
export interface GapLimits {
  readonly activeDays: number;
  readonly coolingDays: number;
  readonly silentDays: number;
  /** `assumed` while there is no model to measure the shop's own. */
  readonly source: 'measured' | 'assumed';
}

/** The limits that hold until there is a model. */
export const assumedLimits = ({
  assumedGapsDays: { active, cooling, silent },
}: LifecycleSettings): GapLimits => ({
  activeDays: active,
  coolingDays: cooling,
  silentDays: silent,
  source: 'assumed',
});

/**
 * The shop's own limits: quantiles of the next gap of its repeat customers, by the model. The gaps that have ended would
 * be too short a measure: a young shop cannot have seen long ones, and in any shop those still open are the longest.
 */
export function measuredLimits(
  histories: HistoryCells,
  model: Model,
  { activeUpTo, coolingUpTo, silentUpTo }: LifecycleSettings,
): GapLimits {
  const weighted = weightedHistories(histories, model.unit);
  const daysUpTo = (share: number) => Math.round(shopGap(model, weighted, share) * daysIn[model.unit]);
  const activeDays = daysUpTo(activeUpTo);
  // Strictly rising, even where gaps are shorter than a day, so that each lifecycle has its days.
  const coolingDays = Math.max(daysUpTo(coolingUpTo), activeDays + 1);
  return {
    activeDays,
    coolingDays,
    silentDays: Math.max(daysUpTo(silentUpTo), coolingDays + 1),
    source: 'measured',
  };
}
