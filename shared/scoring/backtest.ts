import { addDays, dayIn, type PlainDate } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import type { Currency } from '../money.ts';
import type { Activity } from '../profile/activity.ts';
import { type Lifecycle, lifecycles } from '../profile/classes.ts';
import { foldActivity } from '../profile/fold.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { lifecycleOf } from './lifecycle.ts';
import { emptyMeasurement, measure } from './measurement.ts';
import {
  areaUnderCurve,
  type Calibration,
  calibrationOf,
  type MoneyCalibration,
  moneyCalibrationOf,
} from './models/calibration.ts';
import type { Model } from './models/model.ts';
import { createForecaster, historyOf } from './models/outlook.ts';
import { createSeasoning } from './models/outlook-in-season.ts';
import { fitPopulation, type NoModel, type PopulationSettings } from './population.ts';
import { createRanker } from './ranking.ts';

/** What was known about a customer on the day of the split, and how often they ordered afterwards. */
export interface SplitHistory {
  readonly customerId: CustomerId;
  readonly orders: OrderFacts;
  /** Days with an order within the horizon after the split. */
  readonly laterOrderDays: number;
  /** What these orders were worth, less what was refunded within the horizon, in minor units. */
  readonly laterSpent: number;
}

/** Where the known past ends, and how far beyond it predictions go. */
export interface Split {
  /** The last day that is known. */
  readonly on: PlainDate;
  readonly horizonDays: number;
}

/**
 * Splits one customer's activity in two; undefined for a customer who had not ordered by the day of the split. An
 * order falls on the day on which it was placed, also in a version that was sent later.
 */
export function splitHistory(
  customerId: CustomerId,
  activity: readonly Activity[],
  split: Split,
  timeZone: string,
): SplitHistory | undefined {
  const dayOf = (one: Activity): PlainDate | undefined => {
    if (one.type === 'order') return dayIn(timeZone, one.order.placedAt);
    return one.type === 'refund' ? dayIn(timeZone, one.at) : undefined;
  };
  const ordersUntil = (last: PlainDate) =>
    foldActivity(
      activity.filter((one) => (dayOf(one) ?? split.on) <= last),
      timeZone,
    ).orders;
  const orders = ordersUntil(split.on);
  if (orders === undefined) return undefined;
  const end = addDays(split.on, split.horizonDays);
  const later = activity.flatMap((one) => {
    const day = one.type === 'order' && one.order.status !== 'cancelled' ? dayOf(one) : undefined;
    return day !== undefined && day > split.on && day <= end ? [day] : [];
  });
  const laterSpent = (ordersUntil(end)?.spent ?? 0) - orders.spent;
  return { customerId, orders, laterOrderDays: new Set(later).size, laterSpent };
}

/** How well a model fitted on what was known on the day of the split predicted the days after it. */
export interface Backtest {
  readonly split: Split;
  readonly model: Model;
  readonly currency: Currency;
  readonly calibration: Calibration;
  /** Absent when no order had a value. */
  readonly money?: MoneyCalibration;
  /** The area under the ROC curve when the same customers are ranked by one number alone. */
  readonly aucByFrequency: number | undefined;
  readonly aucByRecency: number | undefined;
  /** Share of each lifecycle that ordered again within the horizon. */
  readonly orderedAgain: readonly {
    readonly lifecycle: Lifecycle;
    readonly customers: number;
    readonly share: number;
  }[];
}

/**
 * Fits a model on what was known on the day of the split, predicts the days after it, and compares predictions with
 * outcomes. Returns why there is no fit when nothing could be fitted.
 */
export function backtest(
  histories: readonly SplitHistory[],
  split: Split,
  settings: PopulationSettings,
): ({ readonly fitted: true } & Backtest) | NoModel {
  const measurement = emptyMeasurement();
  for (const history of histories) measure(measurement, history, split.on);
  const population = fitPopulation(measurement, split.on, settings);
  if (!population.model.fitted) return population.model;
  const { model } = population.model;
  const outlookFor = createForecaster(model, split.horizonDays, settings.value);
  const inSeason = createSeasoning(population.season, split.horizonDays, settings.value.months);
  const rank = createRanker(population);
  const customers = histories.map(({ orders, laterOrderDays, laterSpent }) => ({
    history: historyOf(orders, split.on),
    lifecycle: lifecycleOf({ days: orders.days, ranking: rank(orders, split.on) }, settings.lifecycle),
    laterOrderDays,
    laterSpent,
  }));
  const aucBy = (scoreOf: (one: (typeof customers)[number]) => number) =>
    areaUnderCurve(customers.map((one) => ({ score: scoreOf(one), isPositive: one.laterOrderDays > 0 })));
  const predicted = customers.map((one) => ({
    ...one,
    outlook: inSeason(outlookFor(one.history), split.on),
  }));
  const money = predicted.flatMap(({ outlook: { expectedOrders, expectedOrderValue }, laterSpent }) =>
    expectedOrderValue === undefined
      ? []
      : [{ expected: expectedOrders * expectedOrderValue, came: laterSpent }],
  );
  return {
    fitted: true,
    split,
    model,
    currency: settings.currency,
    calibration: calibrationOf(
      predicted.map(({ outlook, laterOrderDays }) => ({ ...outlook, orders: laterOrderDays })),
    ),
    ...(money.length > 0 && { money: moneyCalibrationOf(money) }),
    aucByFrequency: aucBy(({ history }) => history.repeats),
    aucByRecency: aucBy(({ history }) => history.lastAfterDays - history.ageDays),
    orderedAgain: lifecycles.flatMap((lifecycle) => {
      const group = customers.filter((one) => one.lifecycle === lifecycle);
      if (group.length === 0) return [];
      const again = group.filter((one) => one.laterOrderDays > 0).length;
      return [{ lifecycle, customers: group.length, share: again / group.length }];
    }),
  };
}
