import type { PlainDate } from '../../calendar.ts';
import type { Currency } from '../../money.ts';
import type { RescoreTally } from '../../night/night.ts';
import type { RfmScores, Score } from '../../profile/classes.ts';
import type { Concentration } from '../../scoring/concentration.ts';
import type { Borderline, CustomerType } from '../../scoring/customer-types.ts';
import type { ModelFit } from '../../scoring/models/model.ts';
import type { Percentiles } from '../../scoring/percentiles.ts';
import type { GapLimits, Population } from '../../scoring/population.ts';
import {
  type RfmSegment,
  rfmSegmentOf,
  rfmSegments,
  type ValueGroup,
  valueGroupOf,
  valueGroups,
} from '../../scoring/rfm-cells.ts';

/** What a night counted, that the report tells as it stands. */
type Counted = Pick<
  RescoreTally,
  'customers' | 'lifecycles' | 'movements' | 'reactivated' | 'tiers' | 'traits' | 'man'
>;

/** Who the shop's customers are as of one night, for a marketer. Amounts in minor units. */
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
  readonly model: ModelFit;
  /** The average customer's chance of an order within the horizon; absent without a model. */
  readonly meanChance?: number;
  /** Of customer lifetime values; empty where these could not be fitted. */
  readonly lifetimeValue: Percentiles;
  readonly lifetimeMonths: number;
  readonly concentration: Concentration;
}

export interface RfmReport {
  /** Customers by recency (rows, from 1) and frequency (columns, from 1). */
  readonly grid: readonly (readonly number[])[];
  readonly segments: Readonly<Record<RfmSegment, number>>;
  readonly groups: Readonly<Record<ValueGroup, number>>;
  /** Scores that nobody has, since too many customers are alike. */
  readonly empty: Readonly<Record<keyof RfmScores, readonly Score[]>>;
}

/** What a night counted and measured, put together for reading. */
export function populationReportOf(
  tally: RescoreTally,
  population: Population,
  shopName: string,
): PopulationReport {
  const { settings, distributions, meanGapDays } = population;
  const { lifecycles, traits, movements } = tally;
  return {
    shopName,
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
    ...(distributions.forecast && { meanChance: distributions.forecast.meanChance }),
    lifetimeValue: distributions.forecast?.lifetimeValue ?? [],
    lifetimeMonths: settings.value.months,
    concentration: population.concentration,
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
    segments: counted(rfmSegments, (segment) => customersWith((scored) => rfmSegmentOf(scored) === segment)),
    groups: counted(valueGroups, (group) =>
      customersWith((scored) => valueGroupOf(scored, highFrom) === group),
    ),
    empty: { recency: emptyOf('recency'), frequency: emptyOf('frequency'), monetary: emptyOf('monetary') },
  };
}

const counted = <K extends string>(names: readonly K[], count: (name: K) => number): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<K, number>;
