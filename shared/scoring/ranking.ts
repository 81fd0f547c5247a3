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
import { createSeasoning } from './models/outlook-in-season.ts';
import { ownGapDays, ownRhythmDays } from './models/own-gap.ts';
import { positionOf } from './percentiles.ts';
import type { Population } from './population.ts';
import { spentInLastYear } from './tier.ts';

/**
 * How a customer with orders ranks among the others as of a day: what classes are decided from and explained by. All
 * of it changes with the calendar, so none of it is stored. A position is the share of customers below, from 0 to
 * 0.99.
 */
export interface Ranking {
  /** Days since the last day with an order. */
  readonly quietDays: number;
  /** Days without an order up to which the customer counts as active and as cooling. */
  readonly limits: QuietLimits;
  /** Usual days between the customer's orders; absent until any customer has come back. */
  readonly rhythmDays?: number;
  /** Net spend of the last twelve months, in minor units. */
  readonly spentLastYear: number;
  readonly positions: {
    readonly orderDays: number;
    readonly orderValue: number;
    readonly spentLastYear: number;
    /** Absent when values could not be fitted. */
    readonly lifetimeValue?: number;
  };
  /** Absent without a model, and when nobody has ordered lately. */
  readonly forecast?: Forecast;
}

/** What the model predicts for a customer, also in comparison with the average. */
export interface Forecast {
  readonly outlook: Outlook;
  /** The chance of an order within the horizon, divided by that of the average recent customer. */
  readonly chanceOverAverage: number;
  /**
   * That chance divided by what it was right after the last order, 1 at most: what the silence since has left of it.
   */
  readonly chanceKept: number;
}

/** Days without an order up to which a customer counts as active, cooling and (without a forecast) silent. */
export interface QuietLimits {
  readonly activeDays: number;
  readonly coolingDays: number;
  readonly silentDays: number;
  /**
   * Whose gaps the first limit comes from: the customer's, the shop's, or assumed ones while the shop is too young.
   */
  readonly of: 'own' | 'shop' | 'assumed';
}

/** Ranks a customer within a population, as of a day. */
export type Ranker = (orders: OrderFacts, asOf: PlainDate) => Ranking;

/**
 * Creates a function that ranks customers within a population. It caches, so create one for many customers; and it keeps
 * its last answer, because of each customer a night asks for the classes and then for the audiences.
 */
export function createRanker(population: Population): Ranker {
  const rank = createUncachedRanker(population);
  let last: { readonly orders: OrderFacts; readonly asOf: PlainDate; readonly ranking: Ranking } | undefined;
  return (orders, asOf) => {
    if (last?.orders !== orders || last.asOf !== asOf) last = { orders, asOf, ranking: rank(orders, asOf) };
    return last.ranking;
  };
}

function createUncachedRanker(population: Population): Ranker {
  const { model, distributions, settings, meanGapDays } = population;
  const outlookFor = model.fitted
    ? createForecaster(model.model, settings.lifecycle.horizonDays, settings.value)
    : undefined;
  const chanceOf = model.fitted
    ? createChanceForecaster(model.model, settings.lifecycle.horizonDays)
    : undefined;
  const { horizonDays } = settings.lifecycle;
  const inSeason = createSeasoning(population.season, horizonDays, settings.value.months);
  const forecastOf = (history: ValuedHistory, asOf: PlainDate): Forecast | undefined => {
    const outlook = outlookFor?.(history);
    if (outlook === undefined || distributions.forecast === undefined) return undefined;
    const fresh = chanceOf?.({ ...history, ageDays: history.lastAfterDays }) ?? 1;
    return {
      outlook: inSeason(outlook, asOf),
      chanceOverAverage: outlook.chanceOfOrder / distributions.forecast.meanChance,
      chanceKept: Math.min(1, outlook.chanceOfOrder / fresh),
    };
  };
  return (orders, asOf) => {
    const history = historyOf(orders, asOf);
    const spentLastYear = spentInLastYear(orders, asOf);
    const forecast = forecastOf(history, asOf);
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
 * shop where most come twice a year. Never longer, since gaps as the model predicts them have no upper bound.
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
