import type { OrderHistory } from './order-history.ts';

/**
 * All customers, by when they bought: what the purchase models are fitted on. Equal histories share a cell. When there
 * would be more than `historyCellsKept`, neighbours are merged, so neither memory nor the time to fit grows with the
 * number of customers. A cell keeps sums and sums of products; how often each x occurs is kept exactly.
 *
 * Neighbours are alike in x, in T, and in the silence relative to the customer's own rhythm, which is what a
 * likelihood depends on. How coarse the cells get depends only on the set of customers, not on their order or scan
 * segment.
 */
export interface HistoryCells {
  /** Index of the resolution; 0 is exact. */
  coarseness: number;
  /** How many customers have each x, exactly. */
  readonly byRepeats: Map<number, number>;
  /** The sum over all gaps between orders of ln(days), in millionths. */
  logGapSum: number;
  readonly byKey: Map<number, HistoryCell>;
}

/** Sums over the customers of a cell: of x, of the silence g = T − t_x, of T, in days, and of their products. */
export interface HistoryCell {
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

/** With this many cells, parameters are within 0.1% for a million customers, and 0.2% for 60,000 (see the tests). */
export const historyCellsKept = 2000;

/** The cells of no customers yet. */
export const emptyHistoryCells = (): HistoryCells => ({
  coarseness: 0,
  byRepeats: new Map(),
  logGapSum: 0,
  byKey: new Map(),
});

/**
 * Adds one customer. Times below 0 and a last order after today are clamped.
 *
 * @param logGapSum the sum over the customer's gaps of ln(days), in millionths: only comparisons of models that differ in
 *   regularity need it
 */
export function addHistory(cells: HistoryCells, history: OrderHistory, logGapSum = 0): void {
  cells.logGapSum += logGapSum;
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

/** Adds all customers of `from` to `into`. */
export function addHistoryCells(into: HistoryCells, from: HistoryCells): void {
  into.logGapSum += from.logGapSum;
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

/** The mean days between a customer's orders, over all intervals of all customers; undefined without any. */
export function meanGapDaysOf(cells: HistoryCells): number | undefined {
  let days = 0;
  let intervals = 0;
  for (const cell of cells.byKey.values()) {
    days += cell.T - cell.g;
    intervals += cell.x;
  }
  return intervals > 0 ? days / intervals : undefined;
}

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

/** More than ln(1 + x·T) can be. */
const silenceAtMost = 24;
/** The largest x and T, in days, that cells distinguish. */
export const longest = 2 ** 15 - 1;

/**
 * From exact to coarsest: the significant binary digits of x and of T, and the number of steps (as a power of 2) in
 * which the silence is distinguished. Fewer digits of T cost next to nothing, of x twenty times as much.
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
  /** How many different corners T and the silence have. */
  readonly manyT: number;
  readonly manySilences: number;
}

const coarsest: Resolution = { bitsOfX: 1, bitsOfT: 1, steps: 1, manyT: 16, manySilences: silenceAtMost };

/** ln(1 + the silence in units of the customer's own mean interval); 0 without an interval. */
const silenceOf = (x: number, g: number, T: number): number =>
  x === 0 ? 0 : Math.log1p((g * (x + 1)) / (T + 1));

/** The key of a cell. Coarse cells have small keys, which a Map finds several times as fast as large ones. */
function keyOf(x: number, T: number, silence: number, coarseness: number): number {
  const { bitsOfX, bitsOfT, steps, manyT, manySilences } = resolutions[coarseness] ?? coarsest;
  const ofX = indexOf(Math.min(x, longest), bitsOfX);
  const ofT = indexOf(Math.min(T, longest), bitsOfT);
  return (ofX * manyT + ofT) * manySilences + Math.floor(silence * steps);
}

/** The lower corner of a cell, the smallest values that it covers: x, T in days, and the silence as a logarithm. */
export function cornerOf(key: number, coarseness: number) {
  const { bitsOfX, bitsOfT, steps, manyT, manySilences } = resolutions[coarseness] ?? coarsest;
  const ofHistory = Math.floor(key / manySilences);
  return {
    silence: (key % manySilences) / steps,
    T: atIndex(ofHistory % manyT, bitsOfT),
    x: atIndex(Math.floor(ofHistory / manyT), bitsOfX),
  };
}

/**
 * Numbers, from 0 up, the whole numbers with at most `bits` significant binary digits; a value in between is rounded
 * down.
 */
export function indexOf(value: number, bits: number): number {
  const dropped = 32 - Math.clz32(value) - bits;
  return dropped <= 0 ? value : (dropped << (bits - 1)) + (value >>> dropped);
}

/** The inverse of {@link indexOf}. */
function atIndex(index: number, bits: number): number {
  const dropped = Math.max(0, (index >>> (bits - 1)) - 1);
  return (index - (dropped << (bits - 1))) << dropped;
}
