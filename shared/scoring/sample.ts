import { type BeforeHeldBack, heldBackDays } from './held-back.ts';
import type { OrderHistory } from './models/order-history.ts';

/**
 * A customer with orders, as in the sample: what forecasts are made from and compared by, and last year's spend in minor
 * units.
 */
export interface SampledCustomer extends BeforeHeldBack {
  /** A number in [0, 1) that depends on the customer's id alone. */
  readonly draw: number;
  readonly repeats: number;
  readonly lastAfterDays: number;
  readonly ageDays: number;
  readonly meanValue: number;
  readonly spentLastYear: number;
}

/**
 * The customers with the smallest draws. Forecasts exist only once the model is fitted, when pass 1 is over. They can
 * still be made for this sample, so the night knows the average chance and the distribution of lifetime values before
 * pass 2 begins.
 *
 * Bottom-k sampling: whose draw is small depends neither on the order of customers nor on their scan segment, so the
 * sample is the same however the table was split.
 */
export interface Sample {
  drawn: SampledCustomer[];
  /** A customer whose draw is not below this can no longer be in the sample. */
  below: number;
}

/** With this many, a share is known within 1.5 points (95%). */
export const sampledCustomersKept = 4096;

/** A sample of nobody yet. */
export const emptySample = (): Sample => ({ drawn: [], below: 1 });

/** Adds a customer, unless there are enough with smaller draws already. */
export function addToSample(sample: Sample, customer: SampledCustomer): void {
  if (customer.draw >= sample.below) return;
  sample.drawn.push(customer);
  if (sample.drawn.length >= 2 * sampledCustomersKept) keepSmallest(sample);
}

/** The customers of the sample, smallest draw first. */
export function sampledCustomersIn(sample: Sample): readonly SampledCustomer[] {
  keepSmallest(sample);
  return sample.drawn;
}

/** Adds all of `from` to `into`. */
export function addSample(into: Sample, from: Sample): void {
  for (const customer of from.drawn) addToSample(into, customer);
}

function keepSmallest(sample: Sample): void {
  sample.drawn = sample.drawn.sort((one, other) => one.draw - other.draw).slice(0, sampledCustomersKept);
  const last = sample.drawn.at(-1);
  if (last !== undefined && sample.drawn.length === sampledCustomersKept) sample.below = last.draw;
}

/** A customer as of the days that are held back, and the days with an order that then came. */
export interface HeldBackCustomer {
  readonly history: OrderHistory;
  readonly ordersSince: number;
}

/** Those of a sample who had ordered before the days that are held back. */
export const asOfHeldBack = (sampled: readonly SampledCustomer[]): readonly HeldBackCustomer[] =>
  sampled
    .filter(({ ageDays }) => ageDays >= heldBackDays)
    .map(({ repeats, ageDays, repeatsBefore, lastAfterDaysBefore }) => ({
      history: {
        repeats: repeatsBefore,
        lastAfterDays: lastAfterDaysBefore,
        ageDays: ageDays - heldBackDays,
      },
      ordersSince: repeats - repeatsBefore,
    }));

/** A sample in a form that survives JSON: columns, so that names are not repeated four thousand times. */
export type SampleJson = readonly (readonly number[])[];

const columns = [
  'draw',
  'repeats',
  'lastAfterDays',
  'ageDays',
  'repeatsBefore',
  'lastAfterDaysBefore',
  'meanValue',
  'spentLastYear',
] as const;

/** The sample in a form that survives JSON. */
export const sampleToJson = (sample: Sample): SampleJson => {
  const drawn = sampledCustomersIn(sample);
  return columns.map((name) => drawn.map((customer) => customer[name]));
};

/** The inverse of {@link sampleToJson}. */
export function sampleFromJson(json: SampleJson): Sample {
  const sample = emptySample();
  json[0]?.forEach((draw, index) => {
    const at = (name: (typeof columns)[number]) => json[columns.indexOf(name)]?.[index] ?? 0;
    addToSample(sample, {
      draw,
      repeats: at('repeats'),
      lastAfterDays: at('lastAfterDays'),
      ageDays: at('ageDays'),
      repeatsBefore: at('repeatsBefore'),
      lastAfterDaysBefore: at('lastAfterDaysBefore'),
      meanValue: at('meanValue'),
      spentLastYear: at('spentLastYear'),
    });
  });
  return sample;
}
