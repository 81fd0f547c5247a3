import type { WeightedMeans } from './gamma-gamma.ts';
import type { WeightedHistories } from './purchase-process.ts';

/** When a customer bought, in whole days. */
export interface OrderHistory {
  /** x: days with an order after the first one. */
  readonly repeats: number;
  /** t_x: days from the first order to the last. */
  readonly lastAfterDays: number;
  /** T: days from the first order to the night. */
  readonly ageDays: number;
}

export const timeUnits = ['days', 'weeks'] as const;
export type TimeUnit = (typeof timeUnits)[number];

export const daysIn: Readonly<Record<TimeUnit, number>> = { days: 1, weeks: 7 };

/**
 * All customers, by when they bought: what the purchase models are fitted on. Equal histories share a cell. Where
 * there are more than `historyCells`, each cell takes in its neighbours and stands for their mean, so neither memory
 * nor the time to fit grows with the customers. How often each x occurs is kept exactly.
 *
 * Cells halve in number of binary digits: of the silence, the age and the repeats in turn, as `Counts` does for one
 * value. How coarse they get depends on the set of customers only, not on their order or their scan segment.
 */
export interface HistoryCells {
  coarseness: number;
  readonly byRepeats: Map<number, number>;
  readonly byKey: Map<number, HistoryCell>;
}

interface HistoryCell {
  customers: number;
  repeats: number;
  lastAfterDays: number;
  ageDays: number;
}

/** Against the exact fit, 2,500 cells move no parameter by more than about 0.1% (see the tests). */
export const historyCells = 2500;

export const emptyHistoryCells = (): HistoryCells => ({
  coarseness: 0,
  byRepeats: new Map(),
  byKey: new Map(),
});

export function addHistory(cells: HistoryCells, history: OrderHistory, customers = 1): void {
  const { repeats } = history;
  const ageDays = Math.max(0, history.ageDays);
  const lastAfterDays = Math.min(Math.max(0, history.lastAfterDays), ageDays);
  cells.byRepeats.set(repeats, (cells.byRepeats.get(repeats) ?? 0) + customers);
  addToCell(cells, customers, repeats * customers, lastAfterDays * customers, ageDays * customers);
}

/** Adds all of `from` to `into`. */
export function addHistoryCells(into: HistoryCells, from: HistoryCells): void {
  for (const [repeats, customers] of from.byRepeats) {
    into.byRepeats.set(repeats, (into.byRepeats.get(repeats) ?? 0) + customers);
  }
  if (from.coarseness > into.coarseness) coarsenTo(into, from.coarseness);
  for (const cell of from.byKey.values()) {
    addToCell(into, cell.customers, cell.repeats, cell.lastAfterDays, cell.ageDays);
  }
}

function addToCell(
  cells: HistoryCells,
  customers: number,
  repeats: number,
  lastAfterDays: number,
  ageDays: number,
): void {
  // Every cell is a box, so the mean over some of its customers lies in it too, and finds it again.
  const age = Math.floor(ageDays / customers);
  const silence = Math.floor((ageDays - lastAfterDays) / customers);
  const key = keyOf(Math.floor(repeats / customers), silence, age, cells.coarseness);
  const cell = cells.byKey.get(key);
  if (cell !== undefined) {
    cell.customers += customers;
    cell.repeats += repeats;
    cell.lastAfterDays += lastAfterDays;
    cell.ageDays += ageDays;
    return;
  }
  cells.byKey.set(key, { customers, repeats, lastAfterDays, ageDays });
  while (cells.byKey.size > historyCells) coarsenTo(cells, cells.coarseness + 1);
}

function coarsenTo(cells: HistoryCells, coarseness: number): void {
  const finer = [...cells.byKey.values()];
  cells.byKey.clear();
  cells.coarseness = coarseness;
  for (const cell of finer) addToCell(cells, cell.customers, cell.repeats, cell.lastAfterDays, cell.ageDays);
}

const finestBits = 15;
const side = 2 ** 17;

/** The box that a history is in: its corner, which has only so many significant binary digits. */
function keyOf(repeats: number, silence: number, age: number, coarseness: number): number {
  const bits = finestBits - Math.floor(coarseness / 3);
  const step = coarseness % 3;
  const ofSilence = cornerOf(silence, bits - (step > 0 ? 1 : 0));
  const ofAge = cornerOf(age, bits - (step > 1 ? 1 : 0));
  // One digit more: the chance of being alive turns on the repeats most sharply.
  return (cornerOf(repeats, bits + 1) * side + ofAge) * side + ofSilence;
}

/** The largest number of `bits` significant binary digits that does not exceed `value`. */
function cornerOf(value: number, bits: number): number {
  const dropped = 32 - Math.clz32(value) - Math.max(1, bits);
  return dropped <= 0 ? value : (value >>> dropped) << dropped;
}

/** The cells as the likelihood takes them, with times in `unit`. */
export function weightedHistories(cells: HistoryCells, unit: TimeUnit): WeightedHistories {
  const all = [...cells.byKey.values()];
  const mostRepeats = Math.max(0, ...cells.byRepeats.keys());
  const atLeast = new Float64Array(mostRepeats + 1);
  for (const [repeats, customers] of cells.byRepeats) atLeast[repeats] = customers;
  for (let k = mostRepeats - 1; k >= 0; k -= 1) atLeast[k] = (atLeast[k] ?? 0) + (atLeast[k + 1] ?? 0);
  const column = (of: (cell: HistoryCell) => number) => Float64Array.from(all, of);
  return {
    weight: column((cell) => cell.customers),
    x: column((cell) => cell.repeats / cell.customers),
    tx: column((cell) => cell.lastAfterDays / cell.customers / daysIn[unit]),
    T: column((cell) => cell.ageDays / cell.customers / daysIn[unit]),
    atLeast,
  };
}

export type HistoryCellsJson = {
  readonly coarseness: number;
  readonly byRepeats: readonly (readonly [repeats: number, customers: number])[];
  /** Columns of sums, one entry a cell. */
  readonly customers: readonly number[];
  readonly repeats: readonly number[];
  readonly lastAfterDays: readonly number[];
  readonly ageDays: readonly number[];
};

/** A form that survives JSON, in under 100 KB. */
export function historyCellsToJson(cells: HistoryCells): HistoryCellsJson {
  const all = [...cells.byKey.values()];
  return {
    coarseness: cells.coarseness,
    byRepeats: [...cells.byRepeats],
    customers: all.map((cell) => cell.customers),
    repeats: all.map((cell) => cell.repeats),
    lastAfterDays: all.map((cell) => cell.lastAfterDays),
    ageDays: all.map((cell) => cell.ageDays),
  };
}

export function historyCellsFromJson(json: HistoryCellsJson): HistoryCells {
  const cells = { ...emptyHistoryCells(), coarseness: json.coarseness, byRepeats: new Map(json.byRepeats) };
  json.customers.forEach((customers, index) => {
    const [repeats = 0, last = 0, age = 0] = [
      json.repeats[index],
      json.lastAfterDays[index],
      json.ageDays[index],
    ];
    addToCell(cells, customers, repeats, last, age);
  });
  return cells;
}

/**
 * Repeat buyers by the number of their orders and the mean value of one, for Gamma-Gamma: bounded as
 * {@link HistoryCells} are. Means are kept as logarithms, which is how the likelihood adds them up, and these as whole
 * numbers of 2⁻²⁴, so that sums are exact in any order.
 */
export interface ValueCells {
  coarseness: number;
  readonly byKey: Map<number, ValueCell>;
}

interface ValueCell {
  customers: number;
  orders: number;
  logUnits: number;
}

export const valueCells = 2000;

const unitsInLog = 2 ** 24;

export const emptyValueCells = (): ValueCells => ({ coarseness: 0, byKey: new Map() });

/** Counts a customer whose `orders` orders had this mean value; one who paid nothing on balance tells nothing. */
export function addValueOf(cells: ValueCells, orders: number, meanValue: number, customers = 1): void {
  if (!(meanValue > 0) || !(orders > 0) || !Number.isFinite(meanValue)) return;
  const logUnits = Math.round(Math.log(meanValue) * unitsInLog);
  addToValueCell(cells, customers, orders * customers, logUnits * customers);
}

/** Adds all of `from` to `into`. */
export function addValueCells(into: ValueCells, from: ValueCells): void {
  if (from.coarseness > into.coarseness) coarsenValuesTo(into, from.coarseness);
  for (const cell of from.byKey.values()) addToValueCell(into, cell.customers, cell.orders, cell.logUnits);
}

function addToValueCell(cells: ValueCells, customers: number, orders: number, logUnits: number): void {
  const { coarseness } = cells;
  const bin = Math.floor(logUnits / customers / 2 ** coarseness);
  const bits = finestBits - Math.floor(coarseness / 2);
  const key = cornerOf(Math.floor(orders / customers), bits) * 2 ** 32 + bin;
  const cell = cells.byKey.get(key);
  if (cell !== undefined) {
    cell.customers += customers;
    cell.orders += orders;
    cell.logUnits += logUnits;
    return;
  }
  cells.byKey.set(key, { customers, orders, logUnits });
  while (cells.byKey.size > valueCells) coarsenValuesTo(cells, cells.coarseness + 1);
}

function coarsenValuesTo(cells: ValueCells, coarseness: number): void {
  const finer = [...cells.byKey.values()];
  cells.byKey.clear();
  cells.coarseness = coarseness;
  for (const cell of finer) addToValueCell(cells, cell.customers, cell.orders, cell.logUnits);
}

/** The cells as the likelihood takes them. */
export function weightedMeans(cells: ValueCells): WeightedMeans {
  const all = [...cells.byKey.values()];
  return {
    weight: Float64Array.from(all, (cell) => cell.customers),
    orders: Float64Array.from(all, (cell) => cell.orders / cell.customers),
    mean: Float64Array.from(all, (cell) => Math.exp(cell.logUnits / cell.customers / unitsInLog)),
  };
}

export type ValueCellsJson = {
  readonly coarseness: number;
  /** Columns of sums, one entry a cell. */
  readonly customers: readonly number[];
  readonly orders: readonly number[];
  readonly logUnits: readonly number[];
};

/** A form that survives JSON, in under 100 KB. */
export function valueCellsToJson(cells: ValueCells): ValueCellsJson {
  const all = [...cells.byKey.values()];
  return {
    coarseness: cells.coarseness,
    customers: all.map((cell) => cell.customers),
    orders: all.map((cell) => cell.orders),
    logUnits: all.map((cell) => cell.logUnits),
  };
}

export function valueCellsFromJson(json: ValueCellsJson): ValueCells {
  const cells = { ...emptyValueCells(), coarseness: json.coarseness };
  json.customers.forEach((customers, index) => {
    addToValueCell(cells, customers, json.orders[index] ?? 0, json.logUnits[index] ?? 0);
  });
  return cells;
}
