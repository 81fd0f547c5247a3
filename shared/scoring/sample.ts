/** A customer with orders, as the sample keeps one: what forecasts are made of, and last year's spend. */
export interface SampledCustomer {
  /** A number in [0, 1) that depends on the customer's id alone. */
  readonly draw: number;
  readonly repeats: number;
  readonly lastAfterDays: number;
  readonly ageDays: number;
  readonly meanValue: number;
  readonly spentLastYear: number;
}

/**
 * The customers with the smallest draws. Forecasts exist only once the model is fitted, when pass 1 is over; of this
 * sample they can still be made, and so the night knows the average chance and the distribution of lifetime values
 * before pass 2 begins.
 *
 * Bottom-k sampling: whose draw is small does not depend on the order of customers or on their scan segment, so the
 * sample is the same however the table was split.
 */
export interface Sample {
  drawn: SampledCustomer[];
  /** Who is drawn at or above it cannot be in the sample any more. */
  below: number;
}

/** A share is known within 1.5 points (95%) from so many. */
export const sampledCustomersKept = 4096;

export const emptySample = (): Sample => ({ drawn: [], below: 1 });

export function addToSample(sample: Sample, customer: SampledCustomer): void {
  if (customer.draw >= sample.below) return;
  sample.drawn.push(customer);
  if (sample.drawn.length >= 2 * sampledCustomersKept) keepSmallest(sample);
}

/** The sample itself, smallest draw first. */
export function sampledIn(sample: Sample): readonly SampledCustomer[] {
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

/** Columns, so that names are not repeated four thousand times. */
export type SampleJson = readonly (readonly number[])[];

const columns = ['draw', 'repeats', 'lastAfterDays', 'ageDays', 'meanValue', 'spentLastYear'] as const;

export const sampleToJson = (sample: Sample): SampleJson => {
  const drawn = sampledIn(sample);
  return columns.map((name) => drawn.map((customer) => customer[name]));
};

export function sampleFromJson(json: SampleJson): Sample {
  const sample = emptySample();
  json[0]?.forEach((draw, index) => {
    const [, repeats = 0, lastAfterDays = 0, ageDays = 0, meanValue = 0, spentLastYear = 0] = json.map(
      (column) => column[index] ?? 0,
    );
    addToSample(sample, { draw, repeats, lastAfterDays, ageDays, meanValue, spentLastYear });
  });
  return sample;
}
