import {
  capOf,
  compareSpending,
  type RevenueDifference,
  type Spending,
  sumSpending,
} from '../../../../shared/report/shop/revenue.ts';
import {
  between,
  chance,
  type Draw,
  exponential,
  oneOf,
  wholeBetween,
} from '../../../../simulation/shop/random.ts';
import { armOf, type Look, looksOf } from './made-up-campaign.ts';

/** What a made-up campaign truly does, as shares: how many more order, and how much less an order is worth. */
export interface TrueEffect {
  readonly lift: number;
  readonly discount: number;
}

/** What its reports show, and what they should. */
export interface Reported {
  /** On each night. */
  readonly looks: readonly Look[];
  /** On the last night, with the caps of the night before; absent where it cannot be compared. */
  readonly revenue?: RevenueDifference & { readonly truth: number };
}

const [nights, goalDays] = [60, 30];
/**
 * Orders are worth by a Lomax distribution, whose tail is that of a shop with a few very large orders: the standard
 * deviation is 1.7 times the mean. Amounts are in minor units.
 */
const orderValue = { shape: 3, scale: 8000 };

/**
 * A campaign that some hundreds of customers enter over 30 nights. They differ in how much they like the shop, which
 * moves what they spent before, and whether they order.
 */
export function reportOn({ lift, discount }: TrueEffect, draw: Draw): Reported {
  const customers = wholeBetween(draw, 300, 1000);
  const holdout = oneOf(draw, [0.1, 0.2, 0.3]);
  const rate = between(draw, 0.06, 0.25);
  const treated = { ...armOf(rate * (1 + lift), { nights, goalDays }), spending: [] as Spent[] };
  const heldOut = { ...armOf(rate, { nights, goalDays }), spending: [] as Spent[] };
  for (let customer = 0; customer < customers; customer += 1) {
    const arm = chance(draw, holdout) ? heldOut : treated;
    const night = Math.floor((customer / customers) * (nights - goalDays));
    const liking = 2 * draw();
    const prior = exponential(draw, 10_000 * liking);
    arm.enter(night);
    if (!chance(draw, arm.rate * liking)) {
      arm.spending.push({ prior, value: 0, on: nights });
      continue;
    }
    const on = night + wholeBetween(draw, 0, goalDays - 1);
    arm.order(on);
    arm.spending.push({ prior, value: worthOf(draw) * (arm === treated ? 1 - discount : 1), on });
  }
  const looks = looksOf(treated, heldOut);
  const caps = capsBefore([...treated.spending, ...heldOut.spending], nights - 1);
  const revenue = compareSpending(sumSpending(treated.spending, caps), sumSpending(heldOut.spending, caps));
  const truth =
    rate * ((1 + lift) * (1 - discount) * meanUpTo(caps.value / (1 - discount)) - meanUpTo(caps.value));
  return { looks, ...(revenue && { revenue: { ...revenue, truth } }) };
}

/** What a customer spent, and on which night. */
type Spent = Spending & { readonly on: number };

const worthOf = (draw: Draw): number => orderValue.scale * ((1 - draw()) ** (-1 / orderValue.shape) - 1);

/** The mean of orders that are counted up to a cap. */
const meanUpTo = (cap: number): number => {
  const { shape, scale } = orderValue;
  return (scale / (shape - 1)) * (1 - (scale / (scale + cap)) ** (shape - 1));
};

/** The caps by what was spent before a night. */
const capsBefore = (all: readonly Spent[], night: number) => ({
  value: capOf(all.map(({ value, on }) => (on < night ? value : 0))) ?? 0,
  prior: capOf(all.map(({ prior }) => prior)) ?? 0,
});
