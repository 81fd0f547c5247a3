import type { PlainDate } from '../calendar.ts';
import type { Facts } from '../profile/profile.ts';
import {
  addCounts,
  addValue,
  type Counts,
  type CountsJson,
  countsFromJson,
  countsToJson,
  emptyCounts,
} from './counts.ts';
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

/** What pass 1 of a night gathers, over one scan segment or over all of them. */
export interface Measurement {
  customers: number;
  prospects: number;
  repeatCustomers: number;
  readonly recency: Counts;
  readonly frequency: Counts;
  readonly monetary: Counts;
  /** Days between each repeat customer's last two order days. */
  readonly gapDays: Counts;
  /** When customers bought and what their orders were worth, in cells for the models. */
  readonly histories: HistoryCells;
  readonly values: ValueCells;
}

export const emptyMeasurement = (): Measurement => ({
  customers: 0,
  prospects: 0,
  repeatCustomers: 0,
  recency: emptyCounts(),
  frequency: emptyCounts(),
  monetary: emptyCounts(),
  gapDays: emptyCounts(),
  histories: emptyHistoryCells(),
  values: emptyValueCells(),
});

/** Adds one customer as of a day; nothing but sums, so segments can be measured apart and merged. */
export function measure(measurement: Measurement, facts: Pick<Facts, 'orders'>, asOf: PlainDate): void {
  measurement.customers += 1;
  const { orders } = facts;
  if (orders === undefined) {
    measurement.prospects += 1;
    return;
  }
  addValue(measurement.recency, recencyValue(orders));
  addValue(measurement.frequency, frequencyValue(orders));
  addValue(measurement.monetary, monetaryValue(orders));
  const history = historyOf(orders, asOf);
  addHistory(measurement.histories, history);
  if (orders.lastGapDays !== undefined) {
    addValueOf(measurement.values, orders.days, history.meanValue);
    measurement.repeatCustomers += 1;
    addValue(measurement.gapDays, orders.lastGapDays);
  }
}

const countedValues = ['recency', 'frequency', 'monetary', 'gapDays'] as const;

export function mergeMeasurements(measurements: Iterable<Measurement>): Measurement {
  const merged = emptyMeasurement();
  for (const one of measurements) {
    merged.customers += one.customers;
    merged.prospects += one.prospects;
    merged.repeatCustomers += one.repeatCustomers;
    for (const name of countedValues) addCounts(merged[name], one[name]);
    addHistoryCells(merged.histories, one.histories);
    addValueCells(merged.values, one.values);
  }
  return merged;
}

export interface MeasurementJson {
  readonly customers: number;
  readonly prospects: number;
  readonly repeatCustomers: number;
  readonly recency: CountsJson;
  readonly frequency: CountsJson;
  readonly monetary: CountsJson;
  readonly gapDays: CountsJson;
  readonly histories: HistoryCellsJson;
  readonly values: ValueCellsJson;
}

export const measurementToJson = (one: Measurement): MeasurementJson => ({
  ...one,
  recency: countsToJson(one.recency),
  frequency: countsToJson(one.frequency),
  monetary: countsToJson(one.monetary),
  gapDays: countsToJson(one.gapDays),
  histories: historyCellsToJson(one.histories),
  values: valueCellsToJson(one.values),
});

export const measurementFromJson = (json: MeasurementJson): Measurement => ({
  ...json,
  recency: countsFromJson(json.recency),
  frequency: countsFromJson(json.frequency),
  monetary: countsFromJson(json.monetary),
  gapDays: countsFromJson(json.gapDays),
  histories: historyCellsFromJson(json.histories),
  values: valueCellsFromJson(json.values),
});
