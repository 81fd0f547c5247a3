import { monthOf, plainDate } from '../../shared/calendar.ts';
import type { SimulatedShop } from './simulated-shop.ts';

/** Figures that show how realistic a shop is. Shares are from 0 to 1; cancelled orders are not counted. */
export interface ShopFigures {
  readonly buyers: number;
  readonly orders: number;
  readonly cancelledOrders: number;
  /** Minor units, before refunds. */
  readonly revenue: number;
  readonly meanOrder: number;
  readonly oneTimeBuyers: number;
  /** Gini coefficient of spend over the buyers: 0 when all spend the same, 1 when one buyer spends everything. */
  readonly giniOfSpend: number;
  readonly revenueOfTopFifth: number;
  readonly ordersDiscounted: number;
  readonly ordersRefunded: number;
  /** Orders by month, `2026-09`, in UTC. */
  readonly ordersByMonth: Readonly<Record<string, number>>;
}

/** Measures a shop at the end of its period. */
export function figuresOf(shop: SimulatedShop): ShopFigures {
  const spends: number[] = [];
  const months = new Map<string, number>();
  let [orders, cancelledOrders, discounted, refunded, oneTimeBuyers] = [0, 0, 0, 0, 0];
  for (const { id } of shop.customers()) {
    const all = shop.ordersOf(id);
    const counted = all.filter((order) => order.status !== 'cancelled');
    cancelledOrders += all.length - counted.length;
    if (counted.length === 0) continue;
    orders += counted.length;
    if (counted.length === 1) oneTimeBuyers += 1;
    spends.push(counted.reduce((total, order) => total + order.totals.total, 0));
    for (const order of counted) {
      if ((order.discounts ?? []).length > 0) discounted += 1;
      if (order.status !== 'placed') refunded += 1;
      const month = monthOf(plainDate(order.placedAt.slice(0, 10)));
      months.set(month, (months.get(month) ?? 0) + 1);
    }
  }
  const revenue = spends.reduce((total, spend) => total + spend, 0);
  spends.sort((one, other) => one - other);
  const topFifth = spends.slice(spends.length - Math.round(spends.length / 5));
  return {
    buyers: spends.length,
    orders,
    cancelledOrders,
    revenue,
    meanOrder: Math.round(share(revenue, orders)),
    oneTimeBuyers: share(oneTimeBuyers, spends.length),
    giniOfSpend: gini(spends, revenue),
    revenueOfTopFifth: share(
      topFifth.reduce((total, spend) => total + spend, 0),
      revenue,
    ),
    ordersDiscounted: share(discounted, orders),
    ordersRefunded: share(refunded, orders),
    ordersByMonth: Object.fromEntries([...months].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function gini(ascending: readonly number[], total: number): number {
  const count = ascending.length;
  const weighted = ascending.reduce((sum, value, index) => sum + (2 * (index + 1) - count - 1) * value, 0);
  return share(weighted, count * total);
}
