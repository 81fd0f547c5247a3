import type { PlainDate } from '../../calendar.ts';
import type { Currency } from '../../money.ts';
import type { RescoreTally } from '../../night/night.ts';
import type { RfmScores, Score } from '../../profile/classes.ts';
import type { Concentration } from '../../scoring/concentration.ts';
import type { Borderline, CustomerType } from '../../scoring/customer-types.ts';
import type { GapLimits } from '../../scoring/gap-limits.ts';
import type { HeldBackForecast } from '../../scoring/held-back-forecast.ts';
import { seasonAhead } from '../../scoring/models/season.ts';
import type { Percentiles } from '../../scoring/percentiles.ts';
import type { Population, PopulationModel } from '../../scoring/population.ts';
import {
  type RfmSegment,
  rfmSegmentOf,
  rfmSegments,
  type ValueGroup,
  valueGroupOf,
  valueGroups,
} from '../../scoring/rfm-cells.ts';
import type { TargetReport } from '../targets.ts';

/** Counts of the night that the report shows unchanged. */
type Counted = Pick<
  RescoreTally,
  'customers' | 'lifecycles' | 'movements' | 'reactivated' | 'tiers' | 'traits' | 'man'
>;

/** Who the shop's customers are as of one night, for a marketer. Amounts are in minor units. */
export interface PopulationReport extends Counted {
  readonly shopName: string;
  readonly currency: Currency;
  readonly asOf: PlainDate;
  readonly rfm: RfmReport;
  readonly types: Readonly<Record<CustomerType, number>>;
  readonly borderline: Readonly<Record<Borderline, number>>;
  readonly gaps: GapLimits;
  readonly meanGapDays?: number;
  readonly horizonDays: number;
  readonly model: PopulationModel;
  /** How the forecasts would have done in the days before the night; absent where none could have been made. */
  readonly heldBack?: HeldBackForecast;
  /** The average customer's chance of an order within the horizon, from 0 to 1; absent without a model. */
  readonly meanChance?: number;
  /** By what the season multiplies the orders expected within the horizon; absent where all months count alike. */
  readonly seasonAhead?: number;
  /** The percentiles of customer lifetime value; empty when it could not be fitted. */
  readonly lifetimeValue: Percentiles;
  readonly lifetimeMonths: number;
  readonly concentration: Concentration;
  /** What an order must be worth on average before instalments are recommended, in minor units. */
  readonly instalmentsFrom: number;
  /** Empty for a shop that has set itself no targets. */
  readonly targets: readonly TargetReport[];
}

/** How the customers are spread over the RFM scores and the cells made from them. */
export interface RfmReport {
  /** Customers by recency (rows, from 1) and frequency (columns, from 1). */
  readonly grid: readonly (readonly number[])[];
  readonly segments: Readonly<Record<RfmSegment, number>>;
  readonly groups: Readonly<Record<ValueGroup, number>>;
  /** Scores that nobody has, because too many customers have the same values. */
  readonly empty: Readonly<Record<keyof RfmScores, readonly Score[]>>;
}

/** Builds the report from what a night counted and the population that it measured. */
export function populationReportOf(
  tally: RescoreTally,
  population: Population,
  shopName: string,
  targets: readonly TargetReport[] = [],
): PopulationReport {
  const { settings, distributions, meanGapDays } = population;
  const { lifecycles, traits, movements } = tally;
  return {
    shopName,
    targets,
    currency: population.currency,
    asOf: population.asOf,
    customers: tally.customers,
    lifecycles,
    movements,
    reactivated: tally.reactivated,
    tiers: tally.tiers,
    rfm: rfmReportOf(tally.rfm, settings.rfm.highFrom),
    types: {
      dissatisfied: traits.dissatisfied,
      loyal: traits.loyal,
      'discount-driven': traits['discount-driven'],
      new: lifecycles['first-time'],
      prospect: lifecycles.prospect,
    },
    borderline: {
      'slowed-regular': lifecycles.cooling,
      sleeper: lifecycles.silent,
      'interested-prospect': traits.interested,
    },
    traits,
    man: tally.man,
    gaps: population.gaps,
    ...(meanGapDays !== undefined && { meanGapDays }),
    horizonDays: settings.lifecycle.horizonDays,
    model: population.model,
    ...(population.heldBack && { heldBack: population.heldBack }),
    ...(distributions.forecast && { meanChance: distributions.forecast.meanChance }),
    ...(population.season && {
      seasonAhead: seasonAhead(population.season, population.asOf, settings.lifecycle.horizonDays),
    }),
    lifetimeValue: distributions.forecast?.lifetimeValue ?? [],
    lifetimeMonths: settings.value.months,
    concentration: population.concentration,
    instalmentsFrom: settings.man.instalmentsFrom ?? 0,
  };
}

const scores = [1, 2, 3, 4, 5] as const;

function rfmReportOf(counts: RescoreTally['rfm'], highFrom: number): RfmReport {
  const cells = scores.flatMap((recency) =>
    scores.flatMap((frequency) =>
      scores.map((monetary) => ({
        scored: { recency, frequency, monetary },
        customers: counts[`${recency}-${frequency}-${monetary}`] ?? 0,
      })),
    ),
  );
  const customersWith = (holds: (scored: RfmScores) => boolean) =>
    cells.reduce((sum, { scored, customers }) => sum + (holds(scored) ? customers : 0), 0);
  const emptyOf = (part: keyof RfmScores) =>
    scores.filter((score) => customersWith((scored) => scored[part] === score) === 0);
  return {
    grid: scores.map((recency) =>
      scores.map((frequency) =>
        customersWith((scored) => scored.recency === recency && scored.frequency === frequency),
      ),
    ),
    segments: countEach(rfmSegments, (segment) =>
      customersWith((scored) => rfmSegmentOf(scored) === segment),
    ),
    groups: countEach(valueGroups, (group) =>
      customersWith((scored) => valueGroupOf(scored, highFrom) === group),
    ),
    empty: { recency: emptyOf('recency'), frequency: emptyOf('frequency'), monetary: emptyOf('monetary') },
  };
}

const countEach = <K extends string>(names: readonly K[], count: (name: K) => number): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<K, number>;
