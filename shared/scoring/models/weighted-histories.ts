import type { HistoryCell, HistoryCells } from './history-cells.ts';
import { daysIn, type TimeUnit } from './order-history.ts';
import type { WeightedHistories } from './purchase-parameters.ts';

/**
 * The cells as a purchase process takes them, with times in `unit`. A cell of differing customers becomes up to six
 * points with its mean and covariances (the sigma points of Julier & Uhlmann 1997); a fit on the mean alone would be
 * off by a tenth.
 */
export function weightedHistories(cells: HistoryCells, unit: TimeUnit): WeightedHistories {
  const weight: number[] = [];
  const [xs, txs, Ts]: [number[], number[], number[]] = [[], [], []];
  // Sorted by key, so that the sums of the likelihood are the same to the last bit however the cells were gathered.
  for (const [, cell] of [...cells.byKey].sort(([one], [other]) => one - other)) {
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
    logGaps: logGapsIn(cells, unit),
  };
}

/** ln(days/d) is ln(days) − ln(d) for every gap. */
function logGapsIn({ logGapSum, byRepeats }: HistoryCells, unit: TimeUnit): number {
  let gaps = 0;
  for (const [repeats, customers] of byRepeats) gaps += repeats * customers;
  return logGapSum / 1e6 - gaps * Math.log(daysIn[unit]);
}

/** At index n, how many customers have n repeats or more. */
function atLeastOf(byRepeats: ReadonlyMap<number, number>): Float64Array {
  let most = 0;
  for (const repeats of byRepeats.keys()) most = Math.max(most, repeats);
  const atLeast = new Float64Array(most + 1);
  for (const [repeats, customers] of byRepeats) atLeast[repeats] = customers;
  for (let n = most - 1; n >= 0; n -= 1) atLeast[n] = (atLeast[n] ?? 0) + (atLeast[n + 1] ?? 0);
  return atLeast;
}

type Point = readonly [x: number, g: number, T: number];

/** The mean ± √n times each column of the Cholesky factor of the covariance, where n columns are not zero. */
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

// Sums of whole numbers below 2^53, so n·Σab − Σa·Σb loses little, and is exactly 0 for a few equal customers.
const covariancesOf = ({ customers: n, x, g, T, ...sums }: HistoryCell): Covariances => ({
  xx: (sums.xx - (x * x) / n) / n,
  xg: (sums.xg - (x * g) / n) / n,
  xT: (sums.xT - (x * T) / n) / n,
  gg: (sums.gg - (g * g) / n) / n,
  gT: (sums.gT - (g * T) / n) / n,
  TT: (sums.TT - (T * T) / n) / n,
});

/** A variance below this many days (or repeats) squared is a rounding error. */
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
