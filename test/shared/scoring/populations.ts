import { emptyMeasurement } from '../../../shared/scoring/measurement.ts';
import type { Model } from '../../../shared/scoring/models/model.ts';
import { fitPopulation, type Population } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { today } from './arbitraries.ts';

/** Cut-points without slack, so that a score depends on tonight's numbers alone. */
export const cuts = (values: readonly number[]) => ({
  values,
  toFall: values,
  toRise: values,
  significantBits: 53,
});

/** A population without a model; only what a test passes matters. */
export const populationOf = (parts: Partial<Population> = {}): Population => ({
  ...fitPopulation(emptyMeasurement(), today, defaultSettings),
  customers: 100,
  repeatCustomers: 50,
  rfmCutPoints: {
    recency: cuts([20_000, 20_300, 20_500, 20_700]),
    frequency: cuts([1, 1, 2, 4]),
    monetary: cuts([1000, 5000, 20_000, 60_000]),
  },
  gaps: { activeDays: 30, coolingDays: 60, silentDays: 90, source: 'measured' },
  ...parts,
});

const hundredths = Array.from({ length: 99 }, (_, index) => index + 1);

/** MBG/NBD as it was fitted to CDNOW, in weeks, with amounts in cents. */
export const model: Model = {
  kind: 'mbg-nbd',
  unit: 'weeks',
  parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  gammaGamma: { p: 6.25, q: 3.74, v: 1544 },
  fittedOn: { date: today, customers: 2357, repeatBuyers: 946, logLikelihood: -9570, iterations: 30 },
};

/** A population with a model, and with known percentiles of order days, order values and so on. */
export const fittedPopulation = (parts: Partial<Population> = {}): Population =>
  populationOf({
    model: { fitted: true, model },
    meanGapDays: 60,
    distributions: {
      orderDays: hundredths.map((percent) => Math.ceil(percent / 10)),
      orderValue: hundredths.map((percent) => percent * 100),
      spentLastYear: hundredths.map((percent) => percent * 500),
      forecast: { meanChance: 0.2, lifetimeValue: hundredths.map((percent) => percent * 100) },
    },
    ...parts,
  });
