import { cornerOf, type HistoryCell, type HistoryCells } from './history-cells.ts';

const sums = ['x', 'g', 'T', 'xx', 'xg', 'xT', 'gg', 'gT', 'TT'] as const;

/** {@link HistoryCells} in a form that survives JSON. */
export type HistoryCellsJson = {
  readonly coarseness: number;
  readonly byRepeats: readonly (readonly [repeats: number, customers: number])[];
  readonly logGapSum: number;
  /**
   * Columns of whole numbers in base 36, with an entry for each cell: its key, its mean silence, its customers, and
   * its sums with its corner as the origin.
   */
  readonly columns: readonly string[];
};

/** The cells in a form that survives JSON, in under 100 KB. */
export function historyCellsToJson(cells: HistoryCells): HistoryCellsJson {
  const rows = [...cells.byKey].map(([key, cell]) => {
    const corner = cornerOf(key, cells.coarseness);
    const g = Math.round(cell.g / cell.customers);
    const shifted = shiftOrigin(cell, corner.x, g, corner.T);
    return [key, g, cell.customers, ...sums.map((name) => shifted[name])];
  });
  const columns = Array.from({ length: 3 + sums.length }, (_, column) =>
    rows.map((row) => (row[column] ?? 0).toString(36)).join(' '),
  );
  const { coarseness, byRepeats, logGapSum } = cells;
  return { coarseness, byRepeats: [...byRepeats], logGapSum, columns };
}

/** The inverse of {@link historyCellsToJson}. */
export function historyCellsFromJson(json: HistoryCellsJson): HistoryCells {
  const { coarseness, logGapSum } = json;
  const cells: HistoryCells = {
    coarseness,
    byRepeats: new Map(json.byRepeats),
    logGapSum,
    byKey: new Map(),
  };
  const columns = json.columns.map((column) =>
    column.split(' ').flatMap((entry) => (entry === '' ? [] : [Number.parseInt(entry, 36)])),
  );
  columns[0]?.forEach((key, index) => {
    const [, g0 = 0, customers = 0, ...values] = columns.map((column) => column[index] ?? 0);
    const [x = 0, g = 0, T = 0, xx = 0, xg = 0, xT = 0, gg = 0, gT = 0, TT = 0] = values;
    const corner = cornerOf(key, coarseness);
    const shifted = { customers, x, g, T, xx, xg, xT, gg, gT, TT };
    cells.byKey.set(key, shiftOrigin(shifted, -corner.x, -g0, -corner.T));
  });
  return cells;
}

/** The same sums with (x0, g0, T0) as the origin. */
function shiftOrigin(cell: HistoryCell, x0: number, g0: number, T0: number): HistoryCell {
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
