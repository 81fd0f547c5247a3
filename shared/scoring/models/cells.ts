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
 * there would be more than `historyCellsKept`, neighbours are put together, so neither memory nor the time to fit
 * grows with the customers. A cell keeps sums and sums of products; how often each x occurs is kept exactly.
 *
 * Neighbours are alike in x, in T, and in the silence as measured by the own rhythm, which is what a likelihood turns
 * on. How coarse the cells get depends on the set of customers only, not on their order or their scan segment.
 */
export interface HistoryCells {
  coarseness: number;
  readonly byRepeats: Map<number, number>;
  readonly byKey: Map<number, HistoryCell>;
}

/** Sums over the customers of a cell: of x, of the silence g = T − t_x, of T, in days, and of their products. */
interface HistoryCell {
  customers: number;
  x: number;
  g: number;
  T: number;
  xx: number;
  xg: number;
  xT: number;
  gg: number;
  gT: number;
  TT: number;
}

/** On so many cells, parameters come out within 0.1% for a million customers, and 0.2% for 60,000 (see the tests). */
export const historyCellsKept = 2000;

export const emptyHistoryCells = (): HistoryCells => ({
  coarseness: 0,
  byRepeats: new Map(),
  byKey: new Map(),
});

export function addHistory(cells: HistoryCells, history: OrderHistory): void {
  const x = history.repeats;
  const T = Math.max(0, history.ageDays);
  const g = T - Math.min(Math.max(0, history.lastAfterDays), T);
  cells.byRepeats.set(x, (cells.byRepeats.get(x) ?? 0) + 1);
  const key = keyOf(x, T, silenceOf(x, g, T), cells.coarseness);
  const cell = cells.byKey.get(key);
  if (cell === undefined) {
    const [xx, xg, xT, gg, gT, TT] = [x * x, x * g, x * T, g * g, g * T, T * T];
    cells.byKey.set(key, { customers: 1, x, g, T, xx, xg, xT, gg, gT, TT });
    coarsenWhileTooMany(cells);
    return;
  }
  cell.customers += 1;
  cell.x += x;
  cell.g += g;
  cell.T += T;
  cell.xx += x * x;
  cell.xg += x * g;
  cell.xT += x * T;
  cell.gg += g * g;
  cell.gT += g * T;
  cell.TT += T * T;
}

/** Adds all of `from` to `into`. */
export function addHistoryCells(into: HistoryCells, from: HistoryCells): void {
  for (const [repeats, customers] of from.byRepeats) {
    into.byRepeats.set(repeats, (into.byRepeats.get(repeats) ?? 0) + customers);
  }
  if (from.coarseness > into.coarseness) coarsenTo(into, from.coarseness);
  for (const [key, cell] of from.byKey) addCell(into, key, from.coarseness, cell);
  coarsenWhileTooMany(into);
}

function addCell(into: HistoryCells, finerKey: number, finerness: number, cell: HistoryCell): void {
  const { x, T, silence } = cornerOf(finerKey, finerness);
  const key = keyOf(x, T, silence, into.coarseness);
  const known = into.byKey.get(key);
  into.byKey.set(key, known === undefined ? { ...cell } : sumOf(known, cell));
}

const sumOf = (one: HistoryCell, other: HistoryCell): HistoryCell => ({
  customers: one.customers + other.customers,
  x: one.x + other.x,
  g: one.g + other.g,
  T: one.T + other.T,
  xx: one.xx + other.xx,
  xg: one.xg + other.xg,
  xT: one.xT + other.xT,
  gg: one.gg + other.gg,
  gT: one.gT + other.gT,
  TT: one.TT + other.TT,
});

function coarsenWhileTooMany(cells: HistoryCells): void {
  while (cells.byKey.size > historyCellsKept && cells.coarseness < resolutions.length - 1) {
    coarsenTo(cells, cells.coarseness + 1);
  }
}

function coarsenTo(cells: HistoryCells, coarseness: number): void {
  const finer = [...cells.byKey];
  const finerness = cells.coarseness;
  cells.byKey.clear();
  cells.coarseness = coarseness;
  for (const [key, cell] of finer) addCell(cells, key, finerness, cell);
}

/** More than ln(1 + x·T) can come to. */
const silenceAtMost = 24;
const longest = 2 ** 15 - 1;

/**
 * From exact to as coarse as it gets: significant binary digits of x and of T, and the steps (to the power of 2) in
 * which the silence is told apart. Fewer digits of T cost next to nothing, of x twenty times as much.
 */
const resolutions: readonly Resolution[] = [
  [15, 15, 18],
  [12, 12, 16],
  [10, 10, 13],
  [8, 8, 11],
  [6, 6, 9],
  [5, 5, 8],
  [4, 4, 8],
  [4, 4, 7],
  [3, 3, 7],
  [3, 3, 6],
  [3, 2, 6],
  [2, 2, 6],
  [2, 2, 5],
  [2, 1, 5],
  [2, 1, 4],
  [2, 1, 3],
  [2, 1, 2],
  [2, 1, 1],
  [1, 1, 1],
  [1, 1, 0],
].map(([bitsOfX = 1, bitsOfT = 1, power = 0]) => ({
  bitsOfX,
  bitsOfT,
  steps: 2 ** power,
  manyT: indexOf(longest, bitsOfT) + 1,
  manySilences: silenceAtMost * 2 ** power,
}));

interface Resolution {
  readonly bitsOfX: number;
  readonly bitsOfT: number;
  readonly steps: number;
  /** How many numbers the corners of T and of the silence take up. */
  readonly manyT: number;
  readonly manySilences: number;
}

const coarsest: Resolution = { bitsOfX: 1, bitsOfT: 1, steps: 1, manyT: 16, manySilences: silenceAtMost };

/** ln(1 + how many of their own intervals somebody has been silent for); nothing where there is no interval. */
const silenceOf = (x: number, g: number, T: number): number =>
  x === 0 ? 0 : Math.log1p((g * (x + 1)) / (T + 1));

/** The number of the cell. Coarse cells have small numbers, which a Map finds several times as fast as large ones. */
function keyOf(x: number, T: number, silence: number, coarseness: number): number {
  const { bitsOfX, bitsOfT, steps, manyT, manySilences } = resolutions[coarseness] ?? coarsest;
  const ofX = indexOf(Math.min(x, longest), bitsOfX);
  const ofT = indexOf(Math.min(T, longest), bitsOfT);
  return (ofX * manyT + ofT) * manySilences + Math.floor(silence * steps);
}

/** The lower corner of a cell. */
function cornerOf(key: number, coarseness: number) {
  const { bitsOfX, bitsOfT, steps, manyT, manySilences } = resolutions[coarseness] ?? coarsest;
  const ofHistory = Math.floor(key / manySilences);
  return {
    silence: (key % manySilences) / steps,
    T: atIndex(ofHistory % manyT, bitsOfT),
    x: atIndex(Math.floor(ofHistory / manyT), bitsOfX),
  };
}

/** Numbers, from 0 up, the whole numbers that have only so many significant binary digits; others are cut off. */
function indexOf(value: number, bits: number): number {
  const dropped = 32 - Math.clz32(value) - bits;
  return dropped <= 0 ? value : (dropped << (bits - 1)) + (value >>> dropped);
}

/** The inverse of {@link indexOf}. */
function atIndex(index: number, bits: number): number {
  const dropped = Math.max(0, (index >>> (bits - 1)) - 1);
  return (index - (dropped << (bits - 1))) << dropped;
}

/**
 * The cells as the likelihood takes them, with times in `unit`. A cell of differing customers becomes up to six
 * points with its mean and its covariances (the sigma points of Julier & Uhlmann 1997), without which a fit on its
 * mean alone would be off by a tenth.
 */
export function weightedHistories(cells: HistoryCells, unit: TimeUnit): WeightedHistories {
  const weight: number[] = [];
  const [xs, txs, Ts]: [number[], number[], number[]] = [[], [], []];
  for (const cell of cells.byKey.values()) {
    const points = sigmaPointsOf(cell);
    for (const [x, g, T] of points) {
      weight.push(cell.customers / points.length);
      xs.push(x);
      txs.push(Math.max(0, T - g) / daysIn[unit]);
      Ts.push(T / daysIn[unit]);
    }
  }
  return {
    weight: Float64Array.from(weight),
    x: Float64Array.from(xs),
    tx: Float64Array.from(txs),
    T: Float64Array.from(Ts),
    atLeast: atLeastOf(cells.byRepeats),
  };
}

function atLeastOf(byRepeats: ReadonlyMap<number, number>): Float64Array {
  let most = 0;
  for (const repeats of byRepeats.keys()) most = Math.max(most, repeats);
  const atLeast = new Float64Array(most + 1);
  for (const [repeats, customers] of byRepeats) atLeast[repeats] = customers;
  for (let k = most - 1; k >= 0; k -= 1) atLeast[k] = (atLeast[k] ?? 0) + (atLeast[k + 1] ?? 0);
  return atLeast;
}

type Point = readonly [x: number, g: number, T: number];

/** Mean ± √n times each column of the Cholesky factor of the covariance, n being the columns that are not nothing. */
function sigmaPointsOf(cell: HistoryCell): Point[] {
  const n = cell.customers;
  const mean: Point = [cell.x / n, cell.g / n, cell.T / n];
  if (n === 1) return [mean];
  const columns = choleskyColumns(covariancesOf(cell));
  if (columns.length === 0) return [mean];
  const far = Math.sqrt(columns.length);
  const fewest = Math.min(1, mean[0]);
  return columns.flatMap((column) =>
    [far, -far].map((times): Point => {
      const T = Math.max(0, mean[2] + times * column[2]);
      const g = Math.min(T, Math.max(0, mean[1] + times * column[1]));
      return [Math.max(fewest, mean[0] + times * column[0]), g, T];
    }),
  );
}

interface Covariances {
  readonly xx: number;
  readonly xg: number;
  readonly xT: number;
  readonly gg: number;
  readonly gT: number;
  readonly TT: number;
}

// Sums of whole numbers below 2^53, so n·Σab − Σa·Σb loses little, and is exactly 0 where all are equal and few.
const covariancesOf = ({ customers: n, x, g, T, ...sums }: HistoryCell): Covariances => ({
  xx: (sums.xx - (x * x) / n) / n,
  xg: (sums.xg - (x * g) / n) / n,
  xT: (sums.xT - (x * T) / n) / n,
  gg: (sums.gg - (g * g) / n) / n,
  gT: (sums.gT - (g * T) / n) / n,
  TT: (sums.TT - (T * T) / n) / n,
});

/** Below this many days (or repeats) squared, a variance is rounding. */
const variesFrom = 1e-6;

function choleskyColumns({ xx, xg, xT, gg, gT, TT }: Covariances): Point[] {
  const columns: Point[] = [];
  const first: Point = xx > variesFrom ? [Math.sqrt(xx), xg / Math.sqrt(xx), xT / Math.sqrt(xx)] : [0, 0, 0];
  if (xx > variesFrom) columns.push(first);
  const restOfG = gg - first[1] ** 2;
  const side = Math.sqrt(Math.max(0, restOfG));
  const second: Point = restOfG > variesFrom ? [0, side, (gT - first[1] * first[2]) / side] : [0, 0, 0];
  if (restOfG > variesFrom) columns.push(second);
  const restOfT = TT - first[2] ** 2 - second[2] ** 2;
  if (restOfT > variesFrom) columns.push([0, 0, Math.sqrt(restOfT)]);
  return columns;
}

const sums = ['x', 'g', 'T', 'xx', 'xg', 'xT', 'gg', 'gT', 'TT'] as const;

export type HistoryCellsJson = {
  readonly coarseness: number;
  readonly byRepeats: readonly (readonly [repeats: number, customers: number])[];
  /** Columns of whole numbers in base 36, one entry a cell: its key, its mean silence, its customers, and
   * its sums about its corner. */
  readonly columns: readonly string[];
};

/** A form that survives JSON, in under 100 KB. */
export function historyCellsToJson(cells: HistoryCells): HistoryCellsJson {
  const rows = [...cells.byKey].map(([key, cell]) => {
    const corner = cornerOf(key, cells.coarseness);
    const g = Math.round(cell.g / cell.customers);
    const about = movedBy(cell, corner.x, g, corner.T);
    return [key, g, cell.customers, ...sums.map((name) => about[name])];
  });
  const columns = Array.from({ length: 3 + sums.length }, (_, column) =>
    rows.map((row) => (row[column] ?? 0).toString(36)).join(' '),
  );
  return { coarseness: cells.coarseness, byRepeats: [...cells.byRepeats], columns };
}

export function historyCellsFromJson(json: HistoryCellsJson): HistoryCells {
  const { coarseness } = json;
  const cells: HistoryCells = { coarseness, byRepeats: new Map(json.byRepeats), byKey: new Map() };
  const columns = json.columns.map((column) =>
    column.split(' ').flatMap((entry) => (entry === '' ? [] : [Number.parseInt(entry, 36)])),
  );
  columns[0]?.forEach((key, index) => {
    const [, g0 = 0, customers = 0, ...values] = columns.map((column) => column[index] ?? 0);
    const [x = 0, g = 0, T = 0, xx = 0, xg = 0, xT = 0, gg = 0, gT = 0, TT = 0] = values;
    const corner = cornerOf(key, coarseness);
    const about = { customers, x, g, T, xx, xg, xT, gg, gT, TT };
    cells.byKey.set(key, movedBy(about, -corner.x, -g0, -corner.T));
  });
  return cells;
}

/** The same sums about another origin. */
function movedBy(cell: HistoryCell, x0: number, g0: number, T0: number): HistoryCell {
  const n = cell.customers;
  const { x, g, T } = cell;
  return {
    customers: n,
    x: x - n * x0,
    g: g - n * g0,
    T: T - n * T0,
    xx: cell.xx - 2 * x0 * x + n * x0 * x0,
    xg: cell.xg - x0 * g - g0 * x + n * x0 * g0,
    xT: cell.xT - x0 * T - T0 * x + n * x0 * T0,
    gg: cell.gg - 2 * g0 * g + n * g0 * g0,
    gT: cell.gT - g0 * T - T0 * g + n * g0 * T0,
    TT: cell.TT - 2 * T0 * T + n * T0 * T0,
  };
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

export const valueCellsKept = 2000;

const unitsInLog = 2 ** 24;
/** Amounts between 1e-26 and 1e26, so that a bin has a number below 2³¹. */
const logAtMost = 60;
const coarsestValues = 30;

export const emptyValueCells = (): ValueCells => ({ coarseness: 0, byKey: new Map() });

/** Counts a customer whose `orders` orders had this mean value; one who paid nothing on balance tells nothing. */
export function addValueOf(cells: ValueCells, orders: number, meanValue: number, customers = 1): void {
  if (!(meanValue > 0) || !(orders > 0) || !Number.isFinite(meanValue)) return;
  const log = Math.max(-logAtMost, Math.min(logAtMost, Math.log(meanValue)));
  const logUnits = Math.round(log * unitsInLog);
  addToValueCell(cells, customers, orders * customers, logUnits * customers);
}

/** Adds all of `from` to `into`. */
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
