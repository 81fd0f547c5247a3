import type { WeightedMeans } from './gamma-gamma.ts';
import { indexOf, longest } from './history-cells.ts';

/**
 * Repeat buyers by the number of their orders and their mean order value, for Gamma-Gamma; bounded like
 * {@link HistoryCells}. Means are kept as logarithms, which is how the likelihood sums them, in whole multiples of
 * 2⁻²⁴, so that sums are exact in any order.
 */
export interface ValueCells {
  /** 0 is the finest; each further step doubles the width of a bin. */
  coarseness: number;
  readonly byKey: Map<number, ValueCell>;
}

/** Sums over the customers of a cell. */
interface ValueCell {
  customers: number;
  orders: number;
  /** The logarithm of the mean value, in units of 2⁻²⁴. */
  logUnits: number;
}

/** The most cells before neighbours are merged. */
export const valueCellsKept = 2000;

const unitsInLog = 2 ** 24;
/** Means are clamped to between 1e-26 and 1e26, so that the number of a bin is below 2³¹. */
const logAtMost = 60;
const coarsestValues = 30;

/** The cells of no customers yet. */
export const emptyValueCells = (): ValueCells => ({ coarseness: 0, byKey: new Map() });

/** Counts customers whose `orders` orders had this mean value; those who paid nothing on balance are left out. */
export function addValueOf(cells: ValueCells, orders: number, meanValue: number, customers = 1): void {
  if (!(meanValue > 0) || !(orders > 0) || !Number.isFinite(meanValue)) return;
  const log = Math.max(-logAtMost, Math.min(logAtMost, Math.log(meanValue)));
  const logUnits = Math.round(log * unitsInLog);
  addToValueCell(cells, customers, orders * customers, logUnits * customers);
}

/** Adds all customers of `from` to `into`. */
export function addValueCells(into: ValueCells, from: ValueCells): void {
  if (from.coarseness > into.coarseness) coarsenValuesTo(into, from.coarseness);
  for (const cell of from.byKey.values()) addToValueCell(into, cell.customers, cell.orders, cell.logUnits);
}

function addToValueCell(cells: ValueCells, customers: number, orders: number, logUnits: number): void {
  const { coarseness } = cells;
  const bins = 2 ** (31 - coarseness);
  const bin = bins / 2 + Math.floor(logUnits / customers / 2 ** coarseness);
  const bits = Math.max(1, 15 - (coarseness >> 1));
  const key = indexOf(Math.min(longest, Math.floor(orders / customers)), bits) * bins + bin;
  const cell = cells.byKey.get(key);
  if (cell !== undefined) {
    cell.customers += customers;
    cell.orders += orders;
    cell.logUnits += logUnits;
    return;
  }
  cells.byKey.set(key, { customers, orders, logUnits });
  while (cells.byKey.size > valueCellsKept && cells.coarseness < coarsestValues) {
    coarsenValuesTo(cells, cells.coarseness + 1);
  }
}

function coarsenValuesTo(cells: ValueCells, coarseness: number): void {
  const finer = [...cells.byKey.values()];
  cells.byKey.clear();
  cells.coarseness = coarseness;
  for (const cell of finer) addToValueCell(cells, cell.customers, cell.orders, cell.logUnits);
}

/**
 * The cells as the likelihood of Gamma-Gamma takes them. They are sorted by key, so that its sums are the same to the
 * last bit however the cells were gathered.
 */
export function weightedMeans(cells: ValueCells): WeightedMeans {
  const all = [...cells.byKey].sort(([one], [other]) => one - other).map(([, cell]) => cell);
  return {
    weight: Float64Array.from(all, (cell) => cell.customers),
    orders: Float64Array.from(all, (cell) => cell.orders / cell.customers),
    mean: Float64Array.from(all, (cell) => Math.exp(cell.logUnits / cell.customers / unitsInLog)),
  };
}

/** {@link ValueCells} in a form that survives JSON. */
export type ValueCellsJson = {
  readonly coarseness: number;
  /** Columns of sums, with an entry for each cell. */
  readonly customers: readonly number[];
  readonly orders: readonly number[];
  readonly logUnits: readonly number[];
};

/** The cells in a form that survives JSON, in under 100 KB. */
export function valueCellsToJson(cells: ValueCells): ValueCellsJson {
  const all = [...cells.byKey.values()];
  return {
    coarseness: cells.coarseness,
    customers: all.map((cell) => cell.customers),
    orders: all.map((cell) => cell.orders),
    logUnits: all.map((cell) => cell.logUnits),
  };
}

/** The inverse of {@link valueCellsToJson}. */
export function valueCellsFromJson(json: ValueCellsJson): ValueCells {
  const cells = { ...emptyValueCells(), coarseness: json.coarseness };
  json.customers.forEach((customers, index) => {
    addToValueCell(cells, customers, json.orders[index] ?? 0, json.logUnits[index] ?? 0);
  });
  return cells;
}
