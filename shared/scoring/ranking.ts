import { daysBetween, type PlainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import type { OrderHistory } from './models/order-history.ts';
import {
  createChanceForecaster,
  createForecaster,
  historyOf,
  type Outlook,
  type ValuedHistory,
} from './models/outlook.ts';
import { ownGapDays, ownRhythmDays } from './models/own-gap.ts';
import { positionOf } from './percentiles.ts';
import type { Population } from './population.ts';
import { spentInLastYear } from './tier.ts';

/**
 * Where a customer with orders stands among the others as of a day: what classes are decided on and explained by. All
 * of it moves with the calendar, so none of it is stored. Positions are shares of customers that lie below.
 */
export interface Ranking {
  readonly quietDays: number;
  /** Days without an order up to which the customer counts as active and as cooling. */
  readonly limits: QuietLimits;
  /** Usual days between the customer's orders; absent until anybody has come back. */
  readonly rhythmDays?: number;
  /** Last twelve months, in minor units. */
  readonly spentLastYear: number;
  readonly positions: {
    readonly orderDays: number;
    readonly orderValue: number;
    readonly spentLastYear: number;
    /** Absent where values could not be fitted. */
    readonly lifetimeValue?: number;
  };
  /** Absent without a model. */
  readonly forecast?: Forecast;
}

export interface Forecast {
  readonly outlook: Outlook;
  /** The chance of an order within the horizon, over that of the average recent customer. */
  readonly chanceOverAverage: number;
  /** That chance over what it was right after the last order: what the silence since has left of it. */
  readonly chanceKept: number;
}

export interface QuietLimits {
  readonly activeDays: number;
  readonly coolingDays: number;
  readonly silentDays: number;
  /** Whose gaps the first limit is of: the own rhythm's, the shop's, or nobody's while the shop is too young. */
  readonly of: 'own' | 'shop' | 'assumed';
}

/** Tells where each customer stands in a population. Holds what is costly to compute, so make one for many customers. */
export function createRanker(population: Population): (orders: OrderFacts, asOf: PlainDate) => Ranking {
  const { model, distributions, settings, meanGapDays } = population;
  const outlookFor = model.fitted
    ? createForecaster(model.model, settings.lifecycle.horizonDays, settings.value)
    : undefined;
  const chanceOf = model.fitted
    ? createChanceForecaster(model.model, settings.lifecycle.horizonDays)
    : undefined;
  const forecastOf = (history: ValuedHistory): Forecast | undefined => {
    const outlook = outlookFor?.(history);
    if (outlook === undefined || distributions.forecast === undefined) return undefined;
    const fresh = chanceOf?.({ ...history, ageDays: history.lastAfterDays }) ?? 1;
    return {
      outlook,
      chanceOverAverage: outlook.chanceOfOrder / distributions.forecast.meanChance,
      chanceKept: Math.min(1, outlook.chanceOfOrder / fresh),
    };
  };
  return (orders, asOf) => {
    const history = historyOf(orders, asOf);
    const spentLastYear = spentInLastYear(orders, asOf);
    const forecast = forecastOf(history);
    const lifetimeValue = forecast?.outlook.lifetimeValue;
    const byLifetimeValue = distributions.forecast?.lifetimeValue ?? [];
    return {
      // A shop's clock may be ahead of ours by a day.
      quietDays: Math.max(0, daysBetween(orders.lastDay, asOf)),
      limits: quietLimitsOf(history, population),
      ...(meanGapDays !== undefined && { rhythmDays: ownRhythmDays(history, meanGapDays) }),
      spentLastYear,
      positions: {
        orderDays: positionOf(orders.days, distributions.orderDays),
        orderValue: positionOf(Math.round(history.meanValue), distributions.orderValue),
        spentLastYear: positionOf(spentLastYear, distributions.spentLastYear),
        ...(lifetimeValue !== undefined &&
          byLifetimeValue.length > 0 && {
            lifetimeValue: positionOf(Math.round(lifetimeValue), byLifetimeValue),
          }),
      },
      ...(forecast && { forecast }),
    };
  };
}

/**
 * The shop's gap quantiles, or the customer's own where those are shorter: a weekly buyer is quiet after a month in a
 * shop where most come twice a year. Never longer, since a forecast of gaps knows no end of them.
 */
function quietLimitsOf(history: OrderHistory, { gaps, model, settings }: Population): QuietLimits {
  const ofShop = gaps.source === 'assumed' ? 'assumed' : 'shop';
  if (!model.fitted || history.repeats === 0) return { ...shopLimits(gaps), of: ofShop };
  const { activeUpTo, coolingUpTo, silentUpTo } = settings.lifecycle;
  const ownActiveDays = Math.ceil(ownGapDays(model.model, history, activeUpTo));
  return {
    activeDays: Math.min(gaps.activeDays, ownActiveDays),
    coolingDays: Math.min(gaps.coolingDays, Math.ceil(ownGapDays(model.model, history, coolingUpTo))),
    silentDays: Math.min(gaps.silentDays, Math.ceil(ownGapDays(model.model, history, silentUpTo))),
    of: ownActiveDays < gaps.activeDays ? 'own' : ofShop,
  };
}

const shopLimits = ({ activeDays, coolingDays, silentDays }: Population['gaps']) => ({
  activeDays,
  coolingDays,
  silentDays,
});
