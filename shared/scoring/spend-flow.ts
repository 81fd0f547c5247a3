import { addMonths, monthOf, type PlainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { exactBits, truncateToBits } from './counts.ts';

/** Lengths of a period in months. Pass 1 measures all of them; which one fits is known once the first order is. */
export const periodMonths = [12, 6, 3, 1] as const;
export type PeriodMonths = (typeof periodMonths)[number];

/** Two periods of whole months, one after the other. */
export interface PeriodPair {
  readonly months: PeriodMonths;
  /** Months as `2011-06`; a period includes both. */
  readonly before: { readonly from: string; readonly to: string };
  readonly now: { readonly from: string; readonly to: string };
}

/** The last `months` whole months before the month of `asOf`, and as many before them. */
export function periodsBefore(asOf: PlainDate, months: PeriodMonths): PeriodPair {
  const month = monthOf(asOf);
  return {
    months,
    before: { from: addMonths(month, -2 * months), to: addMonths(month, -months - 1) },
    now: { from: addMonths(month, -months), to: addMonths(month, -1) },
  };
}

// All customers of a night have the same four, and creating them takes longer than a customer's sums.
let latestPairs: { readonly asOf: PlainDate; readonly pairs: readonly PeriodPair[] } | undefined;

function allPeriodsBefore(asOf: PlainDate): readonly PeriodPair[] {
  if (latestPairs?.asOf !== asOf)
    latestPairs = { asOf, pairs: periodMonths.map((months) => periodsBefore(asOf, months)) };
  return latestPairs.pairs;
}

/** Customers who spent alike in the period before, and what they spent then and now, net and in minor units. */
export interface FlowCell {
  customers: number;
  before: number;
  /** Those among them who spent anything now. */
  buyersNow: number;
  now: number;
}

/** What customers spend now, by what they spent in the period before: the joint distribution, in cells. */
export interface SpendFlow {
  /** By spend before; coarser, by significant binary digits, when there would be too many cells. */
  readonly byBefore: Map<number, FlowCell>;
  significantBits: number;
  /** Customers who spent nothing, on balance, in the period before, but had ordered earlier. */
  readonly returned: FlowCell;
  /** Customers whose first order ever is in this period. */
  readonly firstTime: FlowCell;
}

const cellsKept = 1024;

/** A cell of no customers yet. */
export const emptyCell = (): FlowCell => ({ customers: 0, before: 0, buyersNow: 0, now: 0 });

/** The flow of no customers yet. */
export const emptySpendFlow = (): SpendFlow => ({
  byBefore: new Map(),
  significantBits: exactBits,
  returned: emptyCell(),
  firstTime: emptyCell(),
});

export type SpendFlows = Readonly<Record<PeriodMonths, SpendFlow>>;

/** A value for every length of period. */
export const eachPeriod = <T>(valueFor: (months: PeriodMonths) => T): Readonly<Record<PeriodMonths, T>> => ({
  12: valueFor(12),
  6: valueFor(6),
  3: valueFor(3),
  1: valueFor(1),
});

/** The flow of no customers yet, for every length of period. */
export const emptySpendFlows = (): SpendFlows => eachPeriod(emptySpendFlow);

/** Adds one customer, as of a day, to the flow of every length of period. */
export function addToSpendFlows(flows: SpendFlows, orders: OrderFacts, asOf: PlainDate): void {
  for (const { months, before, now } of allPeriodsBefore(asOf)) {
    const spentBefore = spentWithin(orders, before);
    const spentNow = spentWithin(orders, now);
    if (spentBefore === 0 && spentNow === 0) continue;
    addCell(cellFor(flows[months], orders, spentBefore, now.from), {
      customers: 1,
      before: spentBefore,
      buyersNow: spentNow > 0 ? 1 : 0,
      now: spentNow,
    });
    coarsenWhileTooMany(flows[months]);
  }
}

const spentWithin = ({ spentByMonth }: OrderFacts, { from, to }: PeriodPair['now']): number => {
  let spent = 0;
  for (const month in spentByMonth) if (month >= from && month <= to) spent += spentByMonth[month] ?? 0;
  return spent;
};

function cellFor(flow: SpendFlow, orders: OrderFacts, spentBefore: number, nowFrom: string): FlowCell {
  if (spentBefore <= 0) return monthOf(orders.firstDay) >= nowFrom ? flow.firstTime : flow.returned;
  return cellAt(flow, spentBefore);
}

function cellAt(flow: SpendFlow, spentBefore: number): FlowCell {
  const key = truncateToBits(spentBefore, flow.significantBits);
  const known = flow.byBefore.get(key);
  if (known !== undefined) return known;
  const cell = emptyCell();
  flow.byBefore.set(key, cell);
  return cell;
}

/** Adds the numbers of `from` to `into`. */
export function addCell(into: FlowCell, from: FlowCell): void {
  into.customers += from.customers;
  into.before += from.before;
  into.buyersNow += from.buyersNow;
  into.now += from.now;
}

/** Adds all customers of `from` to `into`. */
export function addSpendFlow(into: SpendFlow, from: SpendFlow): void {
  if (from.significantBits < into.significantBits) coarsenTo(into, from.significantBits);
  for (const [before, cell] of from.byBefore) addCell(cellAt(into, before), cell);
  addCell(into.returned, from.returned);
  addCell(into.firstTime, from.firstTime);
  coarsenWhileTooMany(into);
}

function coarsenWhileTooMany(flow: SpendFlow): void {
  while (flow.byBefore.size > cellsKept) coarsenTo(flow, flow.significantBits - 1);
}

function coarsenTo(flow: SpendFlow, significantBits: number): void {
  const finer = [...flow.byBefore];
  flow.byBefore.clear();
  flow.significantBits = significantBits;
  for (const [before, cell] of finer) addCell(cellAt(flow, before), cell);
}

/** A flow in a form that survives JSON. */
export interface SpendFlowJson extends Omit<SpendFlow, 'byBefore'> {
  readonly byBefore: readonly (readonly [before: number, cell: FlowCell])[];
}

/** The flow in a form that survives JSON. */
export const spendFlowToJson = (flow: SpendFlow): SpendFlowJson => ({
  ...flow,
  byBefore: [...flow.byBefore],
});

/** The inverse of {@link spendFlowToJson}. */
export const spendFlowFromJson = (json: SpendFlowJson): SpendFlow => ({
  ...json,
  byBefore: new Map(json.byBefore),
});
