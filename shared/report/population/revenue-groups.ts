import type { RevenueFlow } from '../../scoring/concentration.ts';
import type { FlowCell } from '../../scoring/spend-flow.ts';

export const revenueGroups = ['heavy', 'light', 'returned', 'firstTime'] as const;
export type RevenueGroup = (typeof revenueGroups)[number];

/** The revenue from one group of customers in this period and the one before. */
export interface GroupRevenue {
  readonly group: RevenueGroup;
  readonly cell: FlowCell;
  /** The group's share of this period's revenue. */
  readonly shareNow: number;
  /** The share of customers who bought again; only for groups who bought before. */
  readonly retained?: number;
  /** Revenue now divided by revenue before; only for groups who bought before. */
  readonly change?: number;
}

/** All groups in one row: how many of those who bought before bought again, and how all revenue changed. */
export interface RevenueTotal {
  readonly customers: number;
  readonly buyersNow: number;
  readonly before: number;
  readonly now: number;
  readonly retained?: number;
  readonly change?: number;
}

/** A revenue flow, prepared for a report. */
export interface RevenueFinding {
  readonly groups: readonly GroupRevenue[];
  readonly total: RevenueTotal;
  /**
   * Whole percentages of this period's revenue, in the order of the groups. Each is rounded by itself, as in the table
   * beside them, so they may add up to 99 or 101. Absent without revenue.
   */
  readonly ofHundred?: readonly number[];
  /** Where most of the revenue came from: customers kept, customers won, or both. Absent without revenue. */
  readonly verdict?: 'kept' | 'won' | 'both';
  /** True when the periods are shorter than a year, so that seasons may explain a difference. */
  readonly inSeason: boolean;
}

/** The share from which one side counts as most of the revenue. */
const mostFrom = 0.6;

/** Works out what a revenue flow says: each group's share and change, and which side most of the revenue came from. */
export function revenueFindingOf(flow: RevenueFlow): RevenueFinding {
  const total = totalOf(flow);
  const { now } = total;
  const groups = revenueGroups.map((group): GroupRevenue => {
    const cell = flow[group];
    const hasBought = (group === 'heavy' || group === 'light') && cell.customers > 0;
    return {
      group,
      cell,
      shareNow: now > 0 ? cell.now / now : 0,
      ...(hasBought && { retained: cell.buyersNow / cell.customers }),
      ...(hasBought && cell.before > 0 && { change: cell.now / cell.before }),
    };
  });
  const inSeason = flow.periods.months < 12;
  if (now <= 0) return { groups, total, inSeason };
  const shares = groups.map(({ shareNow }) => shareNow);
  return {
    groups,
    total,
    inSeason,
    ofHundred: shares.map((share) => Math.round(share * 100)),
    verdict: verdictOn(shares),
  };
}

function totalOf(flow: RevenueFlow): RevenueTotal {
  const sumOf = (numberIn: (cell: FlowCell) => number) =>
    revenueGroups.reduce((sum, group) => sum + numberIn(flow[group]), 0);
  const customers = flow.heavy.customers + flow.light.customers;
  const before = sumOf((cell) => cell.before);
  const now = sumOf((cell) => cell.now);
  return {
    customers,
    buyersNow: sumOf((cell) => cell.buyersNow),
    before,
    now,
    ...(customers > 0 && { retained: (flow.heavy.buyersNow + flow.light.buyersNow) / customers }),
    ...(before > 0 && { change: now / before }),
  };
}

function verdictOn([heavy = 0, light = 0]: readonly number[]): 'kept' | 'won' | 'both' {
  const kept = heavy + light;
  if (kept >= mostFrom) return 'kept';
  return kept <= 1 - mostFrom ? 'won' : 'both';
}
