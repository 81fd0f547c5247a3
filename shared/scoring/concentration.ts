import { addMonths, monthOf, type PlainDate } from '../calendar.ts';
import { type Counts, totalOf } from './counts.ts';
import {
  addCell,
  emptyCell,
  type FlowCell,
  type PeriodPair,
  periodMonths,
  periodsBefore,
  type SpendFlow,
  type SpendFlows,
} from './spend-flow.ts';

/** How unevenly revenue is spread and where it comes from: whether to spend on loyalty or on new customers. */
export interface Concentration {
  /** From the first order to the night, both included; absent before the first order. */
  readonly window?: { readonly from: PlainDate; readonly to: PlainDate };
  readonly customers: number;
  /** The value of all their orders before refunds, in minor units. */
  readonly revenue: number;
  /** How many orders that were; absent in populations of before they were counted. */
  readonly orders?: number;
  /** The share of revenue that the top 20% of customers brought. */
  readonly topFifthShare: number;
  /** 0 when all spent the same, towards 1 when one spent everything. */
  readonly gini: number;
  /** Absent until the shop is two whole months old. */
  readonly flow?: RevenueFlow;
}

/** This period's revenue, net of refunds, by what its customers had spent in the period before. */
export interface RevenueFlow {
  readonly periods: PeriodPair;
  /** The share of the period before's buyers who count as heavy: the settings', as nearly as ties allow. */
  readonly heavyShare: number;
  /** The spend, in minor units, from which they do. */
  readonly heavyFrom: number;
  readonly heavy: FlowCell;
  readonly light: FlowCell;
  /** Bought earlier, but not in the period before. */
  readonly returned: FlowCell;
  readonly firstTime: FlowCell;
}

/**
 * How revenue is spread over customers with an order, and how it flowed from one period to the next.
 *
 * @param ordered the value of each customer's orders in minor units, counted, their exact sum, and how many they are
 * @param firstDay the day of the shop's first order
 * @param heavyShare the share of a period's buyers, by spend, who count as heavy
 */
export function concentrationOf(
  ordered: { readonly counts: Counts; readonly total: number; readonly orders?: number | undefined },
  flows: SpendFlows,
  firstDay: PlainDate | undefined,
  asOf: PlainDate,
  heavyShare: number,
): Concentration {
  const flow = firstDay && revenueFlowOf(flows, firstDay, asOf, heavyShare);
  return {
    ...(firstDay !== undefined && { window: { from: firstDay, to: asOf } }),
    customers: totalOf(ordered.counts),
    revenue: ordered.total,
    ...(ordered.orders !== undefined && { orders: ordered.orders }),
    topFifthShare: topShareOf(ordered.counts, 0.2),
    gini: giniOf(ordered.counts),
    ...(flow && { flow }),
  };
}

/** What an order of the shop is worth on average, in minor units; undefined where its orders were not counted. */
export const meanOrderOf = ({ revenue, orders }: Concentration): number | undefined =>
  orders === undefined || orders === 0 ? undefined : revenue / orders;

const sumOf = (ordered: Counts): number => {
  let revenue = 0;
  for (const [value, times] of ordered.byValue) revenue += value * times;
  return revenue;
};

/**
 * The share of all value that the top `share` of customers bring, from 0 to 1; of the customers who tie at the edge,
 * as many count as fit, and parts of one.
 */
export function topShareOf(counts: Counts, share: number): number {
  const descending = [...counts.byValue].sort(([one], [other]) => other - one);
  let places = share * totalOf(counts);
  let topValue = 0;
  for (const [value, times] of descending) {
    const taken = Math.min(times, places);
    topValue += value * taken;
    places -= taken;
    if (places <= 0) break;
  }
  const all = sumOf(counts);
  return all === 0 ? 0 : topValue / all;
}

/** The Gini coefficient: Σ (2i − n − 1)·value / (n · Σ value) over values in ascending order, i from 1. */
export function giniOf(counts: Counts): number {
  const ascending = [...counts.byValue].sort(([one], [other]) => one - other);
  const n = totalOf(counts);
  let below = 0;
  let weighted = 0;
  for (const [value, times] of ascending) {
    // Σ (2i − n − 1) over the ranks from below + 1 to below + times.
    weighted += value * times * (2 * below + times - n);
    below += times;
  }
  const all = sumOf(counts);
  return all === 0 ? 0 : weighted / (n * all);
}

/** A month counts as whole when the shop's history lacks at most this many of its first days. */
const missingDaysAtMost = 6;

/** The first month that the shop's history covers. */
function firstWholeMonth(firstDay: PlainDate): string {
  const month = monthOf(firstDay);
  return Number(firstDay.slice(8)) - 1 <= missingDaysAtMost ? month : addMonths(month, 1);
}

/** Over the longest two periods that the shop's history covers; undefined while it covers no two months. */
function revenueFlowOf(
  flows: SpendFlows,
  firstDay: PlainDate,
  asOf: PlainDate,
  heavyShare: number,
): RevenueFlow | undefined {
  const since = firstWholeMonth(firstDay);
  const months = periodMonths.find((length) => periodsBefore(asOf, length).before.from >= since);
  if (months === undefined) return undefined;
  const flow = flows[months];
  const { heavy, light, heavyFrom } = heavyAndLight(flow, heavyShare);
  return {
    periods: periodsBefore(asOf, months),
    heavyShare: heavy.customers / Math.max(1, heavy.customers + light.customers),
    heavyFrom,
    heavy,
    light,
    returned: flow.returned,
    firstTime: flow.firstTime,
  };
}

/** Customers who spent alike are not separated: a cell is heavy when most of it fits. */
function heavyAndLight(
  flow: SpendFlow,
  heavyShare: number,
): { heavy: FlowCell; light: FlowCell; heavyFrom: number } {
  const descending = [...flow.byBefore].sort(([one], [other]) => other - one);
  const places = heavyShare * descending.reduce((sum, [, cell]) => sum + cell.customers, 0);
  const heavy = emptyCell();
  const light = emptyCell();
  let heavyFrom = 0;
  for (const [before, cell] of descending) {
    const fits = heavy.customers === 0 || heavy.customers + cell.customers / 2 <= places;
    if (fits && light.customers === 0) {
      addCell(heavy, cell);
      heavyFrom = before;
    } else addCell(light, cell);
  }
  return { heavy, light, heavyFrom };
}
