import { addDays, daysBetween, type PlainDate } from '../calendar.ts';
import type { Currency } from '../money.ts';
import {
  type LifecycleSettings,
  type ScoringSettings,
  scoringSettingsIn,
} from '../settings/scoring-settings.ts';
import { chooseModel } from './choose-model.ts';
import { type Concentration, concentrationOf } from './concentration.ts';
import { addValue, type Counts, emptyCounts } from './counts.ts';
import { assumedLimits, type GapLimits, measuredLimits } from './gap-limits.ts';
import { heldBackDays } from './held-back.ts';
import { forecastHeldBack, type HeldBackForecast } from './held-back-forecast.ts';
import type { Measurement } from './measurement.ts';
import type { NoFit } from './models/fit.ts';
import { meanGapDaysOf } from './models/history-cells.ts';
import { fitModel, type Model, type ModelFit, type ModelKind } from './models/model.ts';
import { createChanceForecaster, createForecaster } from './models/outlook.ts';
import { createSeasoning } from './models/outlook-in-season.ts';
import { normalised, type Season, seasonUpTo } from './models/season.ts';
import { type Percentiles, percentilesIn } from './percentiles.ts';
import { cutPointsOf, type RfmCutPoints } from './rfm.ts';
import { type SampledCustomer, sampledCustomersIn } from './sample.ts';

/** What one night measured over all customers: everything that scoring needs besides the profile itself. */
export interface Population {
  readonly asOf: PlainDate;
  readonly currency: Currency;
  /** The thresholds of that night, which all its customers are compared with, and which explanations name. */
  readonly settings: ScoringSettings;
  readonly customers: number;
  readonly prospects: number;
  readonly repeatCustomers: number;
  readonly rfmCutPoints: RfmCutPoints;
  readonly gaps: GapLimits;
  /** Mean days between a customer's orders; absent until somebody has come back. */
  readonly meanGapDays?: number;
  /** Predicts when customers will order again and what it will be worth; or why there is no model yet. */
  readonly model: PopulationModel;
  /** Measured from 24 whole months on, until then the setting; absent where all months count alike. */
  readonly season?: Season;
  /** Absent without a model, and where none could have been fitted before these days. */
  readonly heldBack?: HeldBackForecast;
  readonly distributions: Distributions;
  readonly concentration: Concentration;
}

/** A fitted model, or why there is none yet. */
export type PopulationModel = ModelFit | NoModel;

/** Why nothing can be forecast. */
export type NoModel = NoFit | TooYoung;

/** A shop whose first order is too recent for a forecast. */
export interface TooYoung {
  readonly fitted: false;
  readonly reason: 'too-young';
  /** Days since the first order. */
  readonly days: number;
  readonly daysNeeded: number;
}

/** How customers with an order are distributed; all but `orderDays` over a sample. Amounts are in minor units. */
export interface Distributions {
  readonly orderDays: Percentiles;
  readonly orderValue: Percentiles;
  readonly spentLastYear: Percentiles;
  /** Absent without a model, and when nobody has ordered lately. */
  readonly forecast?: {
    /**
     * The mean chance of an order within the horizon, over customers who ordered within the settings' `recentDays`.
     */
    readonly meanChance: number;
    /** Empty when values could not be fitted. */
    readonly lifetimeValue: Percentiles;
  };
}

/** What a fit needs besides the measurement. */
export type PopulationSettings = ScoringSettings & { readonly currency: Currency };

/**
 * Fits the models to a night's measurement and derives the population that pass 2 applies.
 *
 * @param before the kind of model that the night before used; it stays until another predicts better
 */
export function fitPopulation(
  measured: Measurement,
  asOf: PlainDate,
  settings: PopulationSettings,
  before?: ModelKind,
): Population {
  const model = modelOf(measured, asOf, settings.lifecycle, before);
  const season = seasonIn(measured, asOf, settings);
  const heldBack = model.fitted ? heldBackIn(measured, asOf, model.model.kind, settings) : undefined;
  const meanGapDays = meanGapDaysOf(measured.histories);
  const cutPoints = (counts: Counts) => cutPointsOf(counts, settings.rfm.slack);
  return {
    asOf,
    currency: settings.currency,
    settings: scoringSettingsIn(settings),
    customers: measured.customers,
    prospects: measured.prospects,
    repeatCustomers: measured.repeatCustomers,
    rfmCutPoints: {
      recency: cutPoints(measured.recency),
      frequency: cutPoints(measured.frequency),
      monetary: cutPoints(measured.monetary),
    },
    gaps: model.fitted
      ? measuredLimits(measured.histories, model.model, settings.lifecycle)
      : assumedLimits(settings.lifecycle),
    ...(meanGapDays !== undefined && { meanGapDays }),
    model,
    ...(season && { season }),
    ...(heldBack && { heldBack }),
    distributions: distributionsOf(measured, { asOf, model, season }, settings),
    concentration: concentrationOf(
      { counts: measured.ordered, total: measured.orderedTotal, orders: measured.orderCount },
      measured.spendFlows,
      measured.firstDay,
      asOf,
      settings.concentration.heavyShare,
    ),
  };
}

/**
 * In a young shop nobody can have been away for long, so nearly everybody who has not come back yet would look gone for
 * good.
 */
function modelOf(
  { firstDay, histories, values, sample }: Measurement,
  asOf: PlainDate,
  { historyDaysNeeded: daysNeeded }: LifecycleSettings,
  before: ModelKind = 'mbg-nbd',
): PopulationModel {
  const days = firstDay === undefined ? undefined : Math.max(0, daysBetween(firstDay, asOf));
  if (days !== undefined && days < daysNeeded)
    return { fitted: false, reason: 'too-young', days, daysNeeded };
  const { kind, comparison } = couldBeFittedBefore(firstDay, asOf, daysNeeded)
    ? chooseModel(histories, sampledCustomersIn(sample), before)
    : { kind: before };
  const fit = fitModel(histories, values, asOf, { kind });
  // Cells of very many frequent customers may be too coarse for regular orders, but good enough for orders at random.
  if (!fit.fitted && kind !== 'mbg-nbd') return fitModel(histories, values, asOf);
  return fit.fitted && comparison ? { ...fit, model: { ...fit.model, comparison } } : fit;
}

/** True where the shop was old enough for a forecast before the days that are held back. */
const couldBeFittedBefore = (firstDay: PlainDate | undefined, asOf: PlainDate, daysNeeded: number): boolean =>
  firstDay !== undefined && daysBetween(firstDay, asOf) - heldBackDays >= daysNeeded;

function heldBackIn(
  measured: Measurement,
  asOf: PlainDate,
  kind: ModelKind,
  settings: PopulationSettings,
): HeldBackForecast | undefined {
  if (!couldBeFittedBefore(measured.firstDay, asOf, settings.lifecycle.historyDaysNeeded)) return undefined;
  const season = seasonIn(measured, addDays(asOf, -heldBackDays), settings);
  return forecastHeldBack(sampledCustomersIn(measured.sample), { asOf, kind, season, value: settings.value });
}

function seasonIn(
  { firstDay, repeatDays }: Measurement,
  asOf: PlainDate,
  { season }: ScoringSettings,
): Season | undefined {
  const measured = firstDay === undefined ? undefined : seasonUpTo(asOf, firstDay, repeatDays);
  return measured ?? (season && normalised(season));
}

/** What forecasts are made from, and as of when. */
interface Fitted<Fit> {
  readonly asOf: PlainDate;
  readonly model: Fit;
  readonly season: Season | undefined;
}

function distributionsOf(
  measured: Measurement,
  fitted: Fitted<PopulationModel>,
  settings: ScoringSettings,
): Distributions {
  const sampled = sampledCustomersIn(measured.sample);
  return {
    orderDays: percentilesIn(measured.frequency),
    orderValue: percentilesOf(sampled.map((one) => one.meanValue)),
    spentLastYear: percentilesOf(sampled.map((one) => one.spentLastYear)),
    ...(fitted.model.fitted && forecastFor(sampled, { ...fitted, model: fitted.model.model }, settings)),
  };
}

/**
 * The average is over recent customers. Over everybody who ever bought it would fall year after year, as those who
 * left accumulate, and in an old shop a customer gone for a year would still be likelier to buy than the average.
 */
function forecastFor(
  sampled: readonly SampledCustomer[],
  { asOf, model, season }: Fitted<Model>,
  { lifecycle, value }: ScoringSettings,
): Pick<Distributions, 'forecast'> {
  const outlookFor = createForecaster(model, lifecycle.horizonDays, value);
  const inSeason = createSeasoning(season, lifecycle.horizonDays, value.months);
  const isRecent = ({ ageDays, lastAfterDays }: SampledCustomer) =>
    ageDays - lastAfterDays <= lifecycle.recentDays;
  const recent = sampled.filter(isRecent).map(createChanceForecaster(model, lifecycle.horizonDays));
  if (recent.length === 0) return {};
  const meanChance = recent.reduce((sum, chance) => sum + chance, 0) / recent.length;
  const lifetimeValues = sampled.flatMap((one) => inSeason(outlookFor(one), asOf).lifetimeValue ?? []);
  return { forecast: { meanChance, lifetimeValue: percentilesOf(lifetimeValues) } };
}

/** Of amounts rounded to minor units, with those below zero counted as zero. */
function percentilesOf(amounts: readonly number[]): Percentiles {
  const counts = emptyCounts();
  for (const amount of amounts) addValue(counts, Math.max(0, Math.round(amount)));
  return percentilesIn(counts);
}
