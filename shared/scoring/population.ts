import type { PlainDate } from '../calendar.ts';
import type { LifecycleSettings } from '../settings/settings.ts';
import { quantilesOf } from './counts.ts';
import type { Measurement } from './measurement.ts';
import { fitModel, type ModelFit } from './models/model.ts';
import { cutPointsOf, type RfmCutPoints } from './rfm.ts';

/** What one night measured over all customers. Everything that scoring needs beside the profile itself. */
export interface Population {
  readonly asOf: PlainDate;
  readonly customers: number;
  readonly prospects: number;
  readonly repeatCustomers: number;
  readonly rfmCutPoints: RfmCutPoints;
  readonly gaps: GapLimits;
  /** When customers will order again and what it will be worth; or why that cannot be said yet. */
  readonly model: ModelFit;
}

/** Days since the last order up to which a customer counts as active, cooling and silent. */
export interface GapLimits {
  readonly activeDays: number;
  readonly coolingDays: number;
  readonly silentDays: number;
  /** `assumed` while the shop has too few repeat customers to know its own. */
  readonly source: 'measured' | 'assumed';
}

/** Turns a night's measurement into the population that pass 2 applies. */
export const fitPopulation = (
  measured: Measurement,
  asOf: PlainDate,
  settings: LifecycleSettings,
): Population => ({
  asOf,
  customers: measured.customers,
  prospects: measured.prospects,
  repeatCustomers: measured.repeatCustomers,
  rfmCutPoints: {
    recency: cutPointsOf(measured.recency),
    frequency: cutPointsOf(measured.frequency),
    monetary: cutPointsOf(measured.monetary),
  },
  gaps: gapLimitsOf(measured, settings),
  // Without a warm start, so that a night that is resumed fits the very same numbers.
  model: fitModel(measured.histories, measured.values, asOf),
});

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
