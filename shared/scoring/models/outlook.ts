import { daysBetween, type PlainDate } from '../../calendar.ts';
import type { OrderFacts } from '../../profile/profile.ts';
import { discountedOrders, type ValueSettings } from './clv.ts';
import { type Model, type PurchaseModel, purchaseProcesses } from './model.ts';
import { daysIn, type OrderHistory } from './order-history.ts';
import { orderValueBy } from './order-value.ts';
import { aliveIn } from './purchase-process.ts';

/** When a customer bought, and what a day with an order was worth on average. */
export interface ValuedHistory extends OrderHistory {
  /** Net spend per day with an order, in minor units. Not needed for chances alone. */
  readonly meanValue?: number;
}

/** A customer's orders as the models see them: orders of one day are one, cancelled ones do not count. */
export const historyOf = (
  orders: Pick<OrderFacts, 'days' | 'firstDay' | 'lastDay' | 'spent'>,
  asOf: PlainDate,
): Required<ValuedHistory> => ({
  repeats: orders.days - 1,
  lastAfterDays: daysBetween(orders.firstDay, orders.lastDay),
  // A shop's clock may be ahead of ours by a day.
  ageDays: daysBetween(orders.firstDay, asOf < orders.lastDay ? orders.lastDay : asOf),
  meanValue: orders.spent / orders.days,
});

/** What to expect of a customer. */
export interface Outlook {
  /** The chance that they are still a customer, from 0 to 1. */
  readonly chanceAlive: number;
  /** The chance of at least one order within the horizon, from 0 to 1. */
  readonly chanceOfOrder: number;
  /** Expected days with an order within the horizon. */
  readonly expectedOrders: number;
  readonly expectedOrdersInYear: number;
  /** Expected net value of a day with an order, in minor units; absent without `meanValue`, and when no order had a value. */
  readonly expectedOrderValue?: number;
  /** Customer lifetime value over the settings' months, in minor units; absent in the same cases. */
  readonly lifetimeValue?: number;
}

/**
 * Creates a function that predicts nothing but the chance of an order within `horizonDays`. It returns the same
 * number as {@link createForecaster}, but in closed form, and is a hundred times as fast as a whole outlook.
 */
export function createChanceForecaster(
  model: PurchaseModel,
  horizonDays: number,
): (history: OrderHistory) => number {
  const process = purchaseProcesses[model.kind];
  const days = daysIn[model.unit];
  const horizon = Math.max(0, horizonDays) / days;
  return ({ repeats, lastAfterDays, ageDays }) => {
    const T = Math.max(0, ageDays) / days;
    const tx = Math.min(Math.max(0, lastAfterDays) / days, T);
    return process.chanceOfOrder(model.parameters, { x: Math.max(0, repeats), tx, T }, horizon);
  };
}

/** What to expect of customers who are alive, for one x, T and number of steps taken since the last order. */
interface WhileAlive {
  readonly chanceOfOrder: number;
  readonly orders: number;
  readonly ordersInYear: number;
  readonly discountedOrders: number;
}

const never: WhileAlive = { chanceOfOrder: 0, orders: 0, ordersInYear: 0, discountedOrders: 0 };

const cacheSizeAtMost = 200_000;
/** In days, 2,870 years; a customer with an older first order is treated as that old. */
const ageLimit = 2 ** 20;

/**
 * Creates a function that predicts what to expect of a customer: chances and orders within `horizonDays`, orders
 * within a year, value by the settings. What is expensive to compute depends only on x, T and the steps taken. A million
 * customers share some tens of thousands of pairs of x and T, so it is cached: about ten times as fast as without.
 */
export function createForecaster(
  model: Model,
  horizonDays: number,
  settings: ValueSettings,
): (history: ValuedHistory) => Outlook {
  const { parameters } = model;
  const process = purchaseProcesses[model.kind];
  const days = daysIn[model.unit];
  const horizon = Math.max(0, horizonDays) / days;
  const cache = new Map<number, readonly WhileAlive[]>();

  const whileAlive = (x: number, T: number, taken: number): WhileAlive => {
    const within = (inDays: number) => process.expectedWhileAlive(parameters, x, T, taken, inDays / days);
    return {
      chanceOfOrder: process.chanceOfOrderWhileAlive(parameters, x, T, taken, horizon),
      orders: within(horizonDays),
      ordersInYear: within(365),
      discountedOrders: discountedOrders(within, settings),
    };
  };
  const cachedByTaken = (x: number, ageDays: number): readonly WhileAlive[] => {
    const key = x * ageLimit + ageDays;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const computed = Array.from({ length: process.steps }, (_, taken) =>
      whileAlive(x, ageDays / days, taken),
    );
    if (cache.size >= cacheSizeAtMost) cache.clear();
    cache.set(key, computed);
    return computed;
  };

  return (history) => {
    const x = Math.max(0, history.repeats);
    const ageDays = Math.min(Math.max(0, history.ageDays), ageLimit - 1);
    const lastAfterDays = Math.min(Math.max(0, history.lastAfterDays), ageDays);
    const alive = process.chancesAlive(parameters, { x, tx: lastAfterDays / days, T: ageDays / days });
    const byTaken = cachedByTaken(x, ageDays);
    let chanceOfOrder = 0;
    let expectedOrders = 0;
    let expectedOrdersInYear = 0;
    let discounted = 0;
    for (let taken = 0; taken < alive.length; taken += 1) {
      const chance = alive[taken] ?? 0;
      const expected = byTaken[taken] ?? never;
      chanceOfOrder += chance * expected.chanceOfOrder;
      expectedOrders += chance * expected.orders;
      expectedOrdersInYear += chance * expected.ordersInYear;
      discounted += chance * expected.discountedOrders;
    }
    const chanceAlive = aliveIn(alive);
    const value = history.meanValue === undefined ? undefined : orderValueBy(model, x + 1, history.meanValue);
    if (value === undefined) return { chanceAlive, chanceOfOrder, expectedOrders, expectedOrdersInYear };
    return {
      chanceAlive,
      chanceOfOrder,
      expectedOrders,
      expectedOrdersInYear,
      expectedOrderValue: value,
      lifetimeValue: settings.margin * value * discounted,
    };
  };
}
