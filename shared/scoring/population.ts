import type { PlainDate } from '../calendar.ts';
import type { Currency } from '../money.ts';
import {
  type LifecycleSettings,
  type ScoringSettings,
  scoringSettingsIn,
} from '../settings/scoring-settings.ts';
import { type Concentration, concentrationOf } from './concentration.ts';
import { addValue, type Counts, emptyCounts, quantilesOf } from './counts.ts';
import type { Measurement } from './measurement.ts';
import { meanGapDaysOf } from './models/history-cells.ts';
import { fitModel, type Model, type ModelFit } from './models/model.ts';
import { createChanceForecaster, createForecaster } from './models/outlook.ts';
import { type Percentiles, percentilesIn } from './percentiles.ts';
import { cutPointsOf, type RfmCutPoints } from './rfm.ts';
import { type SampledCustomer, sampledIn } from './sample.ts';

/** What one night measured over all customers. Everything that scoring needs beside the profile itself. */
export interface Population {
  readonly asOf: PlainDate;
  readonly currency: Currency;
  /** The thresholds of that night, so that all of its customers are held against the same, and can be told which. */
  readonly settings: ScoringSettings;
  readonly customers: number;
  readonly prospects: number;
  readonly repeatCustomers: number;
  readonly rfmCutPoints: RfmCutPoints;
  readonly gaps: GapLimits;
  /** Mean days between a customer's orders; absent until somebody has come back. */
  readonly meanGapDays?: number;
  /** When customers will order again and what it will be worth; or why that cannot be said yet. */
  readonly model: ModelFit;
  readonly distributions: Distributions;
  readonly concentration: Concentration;
}

/** Days since the last order up to which a customer counts as active, cooling and silent. */
export interface GapLimits {
  readonly activeDays: number;
  readonly coolingDays: number;
  readonly silentDays: number;
  /** `assumed` while the shop has too few repeat customers to know its own. */
  readonly source: 'measured' | 'assumed';
}

/** How customers with an order are spread, by a sample of them where it is a forecast. Amounts in minor units. */
export interface Distributions {
  readonly orderDays: Percentiles;
  readonly orderValue: Percentiles;
  readonly spentLastYear: Percentiles;
  /** Absent without a model, and where nobody has ordered lately. */
  readonly forecast?: {
    /** The mean chance of an order within the horizon, over those who have ordered within the settings' recent days. */
    readonly meanChance: number;
    /** Empty where values could not be fitted. */
    readonly lifetimeValue: Percentiles;
  };
}

/** What a fit is told beside the measurement. */
export type PopulationSettings = ScoringSettings & { readonly currency: Currency };

/** Turns a night's measurement into the population that pass 2 applies. */
export function fitPopulation(
  measured: Measurement,
  asOf: PlainDate,
  settings: PopulationSettings,
): Population {
  // Without a warm start, so that a night that is resumed fits the very same numbers.
  const model = fitModel(measured.histories, measured.values, asOf);
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
    gaps: gapLimitsOf(measured, settings.lifecycle),
    ...(meanGapDays !== undefined && { meanGapDays }),
    model,
    distributions: distributionsOf(measured, model, settings),
    concentration: concentrationOf(
      { counts: measured.ordered, total: measured.orderedTotal },
      measured.spendFlows,
      measured.firstDay,
      asOf,
      settings.concentration.heavyShare,
    ),
  };
}

function distributionsOf(measured: Measurement, fit: ModelFit, settings: ScoringSettings): Distributions {
  const sampled = sampledIn(measured.sample);
  return {
    orderDays: percentilesIn(measured.frequency),
    orderValue: spreadOf(sampled.map((one) => one.meanValue)),
    spentLastYear: spreadOf(sampled.map((one) => one.spentLastYear)),
    ...(fit.fitted && forecastFor(sampled, fit.model, settings)),
  };
}

/**
 * The average is over recent customers. Over all who ever bought it would sink year after year, as those who left pile
 * up, and in an old shop somebody who has been gone for a year would still be likelier to buy than the average.
 */
function forecastFor(
  sampled: readonly SampledCustomer[],
  model: Model,
  { lifecycle, value }: ScoringSettings,
): Pick<Distributions, 'forecast'> {
  const outlookOf = createForecaster(model, lifecycle.horizonDays, value);
  const isRecent = ({ ageDays, lastAfterDays }: SampledCustomer) =>
    ageDays - lastAfterDays <= lifecycle.recentDays;
  const recent = sampled.filter(isRecent).map(createChanceForecaster(model, lifecycle.horizonDays));
  if (recent.length === 0) return {};
  const meanChance = recent.reduce((sum, chance) => sum + chance, 0) / recent.length;
  const lifetimeValues = sampled.flatMap((one) => outlookOf(one).lifetimeValue ?? []);
  return { forecast: { meanChance, lifetimeValue: spreadOf(lifetimeValues) } };
}

function spreadOf(amounts: readonly number[]): Percentiles {
  const counts = emptyCounts();
  for (const amount of amounts) addValue(counts, Math.max(0, Math.round(amount)));
  return percentilesIn(counts);
}

function gapLimitsOf(measured: Measurement, settings: LifecycleSettings): GapLimits {
  const probabilities = [settings.activeUpTo, settings.coolingUpTo, settings.silentUpTo];
  const [active, cooling, silent] = quantilesOf(measured.gapDays, probabilities);
  const isEnough = measured.repeatCustomers >= settings.repeatCustomersNeeded;
  if (!isEnough || active === undefined || cooling === undefined || silent === undefined) {
    const { active: activeDays, cooling: coolingDays, silent: silentDays } = settings.assumedGapsDays;
    return { activeDays, coolingDays, silentDays, source: 'assumed' };
  }
  // Strictly rising even where heavy ties make two quantiles one, so that each lifecycle has its days.
  const coolingDays = Math.max(cooling, active + 1);
  return {
    activeDays: active,
    coolingDays,
    silentDays: Math.max(silent, coolingDays + 1),
    source: 'measured',
  };
}
