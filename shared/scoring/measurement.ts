import type { PlainDate } from '../calendar.ts';
import { uniformFrom } from '../hash.ts';
import type { OrderFacts, Profile } from '../profile/profile.ts';
import {
  addCounts,
  addValue,
  type Counts,
  type CountsJson,
  countsFromJson,
  countsToJson,
  emptyCounts,
} from './counts.ts';
import { beforeHeldBack } from './held-back.ts';
import { addHistory, addHistoryCells, emptyHistoryCells, type HistoryCells } from './models/history-cells.ts';
import {
  type HistoryCellsJson,
  historyCellsFromJson,
  historyCellsToJson,
} from './models/history-cells-json.ts';
import { historyOf } from './models/outlook.ts';
import {
  addValueCells,
  addValueOf,
  emptyValueCells,
  type ValueCells,
  type ValueCellsJson,
  valueCellsFromJson,
  valueCellsToJson,
} from './models/value-cells.ts';
import { frequencyValue, monetaryValue, recencyValue } from './rfm.ts';
import {
  addSample,
  addToSample,
  emptySample,
  type Sample,
  type SampleJson,
  sampleFromJson,
  sampleToJson,
} from './sample.ts';
import {
  addSpendFlow,
  addToSpendFlows,
  eachPeriod,
  emptySpendFlows,
  type PeriodMonths,
  periodMonths,
  type SpendFlowJson,
  type SpendFlows,
  spendFlowFromJson,
  spendFlowToJson,
} from './spend-flow.ts';
import { spentInLastYear } from './tier.ts';

/** What pass 1 of a night measures, over one scan segment or over all of them. Amounts are in minor units. */
export interface Measurement {
  customers: number;
  prospects: number;
  repeatCustomers: number;
  /** The day of the first order of all. */
  firstDay?: PlainDate;
  readonly recency: Counts;
  readonly frequency: Counts;
  readonly monetary: Counts;
  /** The value of all orders of a customer, before refunds. */
  readonly ordered: Counts;
  /** Its exact sum; the counts become coarse where there are many values. */
  orderedTotal: number;
  /** How many orders that were; absent in what was measured before they were counted. */
  orderCount?: number;
  /** Days on which customers ordered again, by month. */
  readonly repeatDays: Record<string, number>;
  /** What customers spent in a period, by what they had spent in the one before. */
  readonly spendFlows: SpendFlows;
  /** Customers for whom forecasts can still be made once the model is fitted. */
  readonly sample: Sample;
  /** When customers bought and what their orders were worth, in cells for the models. */
  readonly histories: HistoryCells;
  readonly values: ValueCells;
}

/** A measurement of nobody yet. */
export const emptyMeasurement = (): Measurement => ({
  customers: 0,
  prospects: 0,
  repeatCustomers: 0,
  recency: emptyCounts(),
  frequency: emptyCounts(),
  monetary: emptyCounts(),
  ordered: emptyCounts(),
  orderedTotal: 0,
  orderCount: 0,
  repeatDays: {},
  spendFlows: emptySpendFlows(),
  sample: emptySample(),
  histories: emptyHistoryCells(),
  values: emptyValueCells(),
});

/** Adds one customer as of a day to `measurement`. All of it adds up, so segments can be measured apart and merged. */
export function measure(
  measurement: Measurement,
  { customerId, orders }: Pick<Profile, 'customerId' | 'orders'>,
  asOf: PlainDate,
): void {
  measurement.customers += 1;
  if (orders === undefined) {
    measurement.prospects += 1;
    return;
  }
  const history = historyOf(orders, asOf);
  addFirstDay(measurement, orders.firstDay);
  addValue(measurement.recency, recencyValue(orders));
  addValue(measurement.frequency, frequencyValue(orders));
  addValue(measurement.monetary, monetaryValue(orders));
  addValue(measurement.ordered, orderedValue(orders));
  measurement.orderedTotal += orderedValue(orders);
  measurement.orderCount = (measurement.orderCount ?? 0) + orders.count;
  addRepeatDays(measurement.repeatDays, orders.repeatDaysByMonth ?? {});
  addToSpendFlows(measurement.spendFlows, orders, asOf);
  addToSample(measurement.sample, {
    draw: uniformFrom('sample', customerId),
    ...history,
    ...beforeHeldBack(orders, history),
    spentLastYear: spentInLastYear(orders, asOf),
  });
  addHistory(measurement.histories, history, orders.gaps?.logSum);
  if (orders.days > 1) {
    addValueOf(measurement.values, orders.days, history.meanValue);
    measurement.repeatCustomers += 1;
  }
}

/** The value of all orders before refunds; at least 0, as refunds of unknown orders can exceed it. */
const orderedValue = ({ spent, refunded }: OrderFacts): number => Math.max(0, spent + refunded);

function addFirstDay(measurement: Measurement, day: PlainDate): void {
  if (measurement.firstDay === undefined || day < measurement.firstDay) measurement.firstDay = day;
}

function addRepeatDays(into: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [month, days] of Object.entries(from)) into[month] = (into[month] ?? 0) + days;
}

const countedValues = ['recency', 'frequency', 'monetary', 'ordered'] as const;

/** The measurement of all customers of `measurements`, whatever their order. */
export function mergeMeasurements(measurements: Iterable<Measurement>): Measurement {
  const merged = emptyMeasurement();
  for (const one of measurements) {
    merged.customers += one.customers;
    merged.prospects += one.prospects;
    merged.repeatCustomers += one.repeatCustomers;
    if (one.firstDay !== undefined) addFirstDay(merged, one.firstDay);
    merged.orderedTotal += one.orderedTotal;
    merged.orderCount = (merged.orderCount ?? 0) + (one.orderCount ?? 0);
    addRepeatDays(merged.repeatDays, one.repeatDays);
    for (const name of countedValues) addCounts(merged[name], one[name]);
    for (const months of periodMonths) addSpendFlow(merged.spendFlows[months], one.spendFlows[months]);
    addSample(merged.sample, one.sample);
    addHistoryCells(merged.histories, one.histories);
    addValueCells(merged.values, one.values);
  }
  return merged;
}

type CountedName = (typeof countedValues)[number];
type NotPlainJson = CountedName | 'spendFlows' | 'sample' | 'histories' | 'values';

/** A measurement in a form that survives JSON. */
export interface MeasurementJson
  extends Omit<Measurement, NotPlainJson>,
    Readonly<Record<CountedName, CountsJson>> {
  readonly spendFlows: Readonly<Record<PeriodMonths, SpendFlowJson>>;
  readonly sample: SampleJson;
  readonly histories: HistoryCellsJson;
  readonly values: ValueCellsJson;
}

/** The measurement in a form that survives JSON; at most 270 KB compressed. */
export const measurementToJson = (one: Measurement): MeasurementJson => ({
  ...one,
  recency: countsToJson(one.recency),
  frequency: countsToJson(one.frequency),
  monetary: countsToJson(one.monetary),
  ordered: countsToJson(one.ordered),
  spendFlows: eachPeriod((months) => spendFlowToJson(one.spendFlows[months])),
  sample: sampleToJson(one.sample),
  histories: historyCellsToJson(one.histories),
  values: valueCellsToJson(one.values),
});

/** The inverse of {@link measurementToJson}. */
export const measurementFromJson = (json: MeasurementJson): Measurement => ({
  ...json,
  recency: countsFromJson(json.recency),
  frequency: countsFromJson(json.frequency),
  monetary: countsFromJson(json.monetary),
  ordered: countsFromJson(json.ordered),
  spendFlows: eachPeriod((months) => spendFlowFromJson(json.spendFlows[months])),
  sample: sampleFromJson(json.sample),
  histories: historyCellsFromJson(json.histories),
  values: valueCellsFromJson(json.values),
});
