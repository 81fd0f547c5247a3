import { addMonths, monthOf, type PlainDate } from '../calendar.ts';
import type { OrderFacts } from '../profile/profile.ts';
import { coarsened, exactBits } from './counts.ts';

/** Months that a period can have. Pass 1 measures all of them; which one fits is known once the first order is. */
export const periodMonths = [12, 6, 3, 1] as const;
export type PeriodMonths = (typeof periodMonths)[number];

/** Two periods of whole months, one after the other. */
export interface PeriodPair {
  readonly months: PeriodMonths;
  /** Months as `2011-06`; a period includes both. */
  readonly before: { readonly from: string; readonly to: string };
  readonly now: { readonly from: string; readonly to: string };
}

/** The last whole months before the month of `asOf`, and as many before them. */
export function periodsBefore(asOf: PlainDate, months: PeriodMonths): PeriodPair {
  const month = monthOf(asOf);
  return {
    months,
    before: { from: addMonths(month, -2 * months), to: addMonths(month, -months - 1) },
    now: { from: addMonths(month, -months), to: addMonths(month, -1) },
  };
}

// All customers of a night have the same four, and making them takes longer than a customer's sums.
let made: { readonly asOf: PlainDate; readonly pairs: readonly PeriodPair[] } | undefined;

function allPeriodsBefore(asOf: PlainDate): readonly PeriodPair[] {
  if (made?.asOf !== asOf) made = { asOf, pairs: periodMonths.map((months) => periodsBefore(asOf, months)) };
  return made.pairs;
}

/** Customers who spent alike in the period before, and what they spent then and now, in minor units. */
export interface FlowCell {
  customers: number;
  before: number;
  /** Of them, those who spent anything now. */
  buyersNow: number;
  now: number;
}

/** What customers spend now, by what they spent in the period before: the joint distribution, in cells. */
export interface SpendFlow {
  /** By spend before; coarser, by significant binary digits, when there would be too many cells. */
  readonly byBefore: Map<number, FlowCell>;
  significantBits: number;
  /** Who spent nothing before: with an order of an earlier time, and with the first order ever. */
  readonly returned: FlowCell;
  readonly firstTime: FlowCell;
}

const cellsKept = 1024;

export const emptyCell = (): FlowCell => ({ customers: 0, before: 0, buyersNow: 0, now: 0 });

export const emptySpendFlow = (): SpendFlow => ({
  byBefore: new Map(),
  significantBits: exactBits,
  returned: emptyCell(),
  firstTime: emptyCell(),
});

export type SpendFlows = Readonly<Record<PeriodMonths, SpendFlow>>;

/** Makes something for every length of period. */
export const eachPeriod = <T>(make: (months: PeriodMonths) => T): Readonly<Record<PeriodMonths, T>> => ({
  12: make(12),
  6: make(6),
  3: make(3),
  1: make(1),
});

export const emptySpendFlows = (): SpendFlows => eachPeriod(emptySpendFlow);

/** Adds one customer to the flow of every length of period. */
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
  const key = coarsened(spentBefore, flow.significantBits);
  const known = flow.byBefore.get(key);
  if (known !== undefined) return known;
  const made = emptyCell();
  flow.byBefore.set(key, made);
  return made;
}

/** Adds the numbers of `from` to `into`. */
export function addCell(into: FlowCell, from: FlowCell): void {
  into.customers += from.customers;
  into.before += from.before;
  into.buyersNow += from.buyersNow;
  into.now += from.now;
}

/** Adds all of `from` to `into`. */
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

export interface SpendFlowJson extends Omit<SpendFlow, 'byBefore'> {
  readonly byBefore: readonly (readonly [before: number, cell: FlowCell])[];
}

export const spendFlowToJson = (flow: SpendFlow): SpendFlowJson => ({
  ...flow,
  byBefore: [...flow.byBefore],
});

export const spendFlowFromJson = (json: SpendFlowJson): SpendFlow => ({
  ...json,
  byBefore: new Map(json.byBefore),
});
