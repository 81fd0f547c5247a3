import { type Interval, plainQuantile } from './difference.ts';

/** What one customer bought, net of what was given back, in minor units: within the goal, and in the year before. */
export interface Spending {
  readonly value: number;
  readonly prior: number;
}

/** Up to how much of one customer's spending is counted, either way, in minor units. */
export interface Caps {
  readonly value: number;
  readonly prior: number;
}

/** All that the comparison needs to know of one group. Sums of parts of a group add up to those of the whole. */
export interface SpendingSums {
  readonly customers: number;
  readonly value: number;
  readonly valueSquared: number;
  readonly prior: number;
  readonly priorSquared: number;
  readonly product: number;
}

/** The difference in net spending per customer, in minor units. Nothing decides by it. */
export interface RevenueDifference {
  readonly estimate: number;
  /** The plain 95% interval, which holds for a single look on a day fixed beforehand. */
  readonly today: Interval;
  /** The means of the two groups, before they are adjusted for what customers had spent before. */
  readonly treated: number;
  readonly heldOut: number;
  /** How much of each unit of earlier spending is expected again. */
  readonly theta: number;
}

/**
 * The cap on spending: the smallest amount that `share` of the amounts above zero do not exceed (a type-1 quantile).
 * Without it, one order can make a third of the revenue of a held-out group. Undefined when nothing is above zero.
 *
 * @param amounts of both groups together, so that the cap treats them alike
 */
export function capOf(amounts: readonly number[], share = 0.95): number | undefined {
  const positive = amounts.filter((amount) => amount > 0).sort((a, b) => a - b);
  return positive[Math.ceil(positive.length * share) - 1];
}

/** The sums of nobody. */
export const noSpending: SpendingSums = {
  customers: 0,
  value: 0,
  valueSquared: 0,
  prior: 0,
  priorSquared: 0,
  product: 0,
};

/** The sums of a group, in which each customer counts up to the caps. */
export const sumSpending = (group: readonly Spending[], caps: Caps): SpendingSums =>
  group.reduce<SpendingSums>((sums, one) => addSpending(sums, spendingOf(one, caps)), noSpending);

/** The sums of two groups together. */
export const addSpending = (one: SpendingSums, other: SpendingSums): SpendingSums => ({
  customers: one.customers + other.customers,
  value: one.value + other.value,
  valueSquared: one.valueSquared + other.valueSquared,
  prior: one.prior + other.prior,
  priorSquared: one.priorSquared + other.priorSquared,
  product: one.product + other.product,
});

function spendingOf(one: Spending, caps: Caps): SpendingSums {
  const [value, prior] = [clip(one.value, caps.value), clip(one.prior, caps.prior)];
  return {
    customers: 1,
    value,
    valueSquared: value * value,
    prior,
    priorSquared: prior * prior,
    product: prior * value,
  };
}

const clip = (amount: number, cap: number): number => Math.max(-cap, Math.min(cap, amount));

/**
 * Compares the net spending per customer of two groups, from their sums. What customers spent before is taken out of
 * the comparison (CUPED: Deng, Xu, Kohavi and Walker, "Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data", WSDM 2013), with its weight from deviations within the groups. The variance is pooled:
 * that of a small holdout alone is too low whenever its few large orders happen to be missing, and then says "raised"
 * falsely in 10 to 20% of cases. Undefined while a group is empty, or too little is known to say how far spending varies.
 */
export function compareSpending(treated: SpendingSums, heldOut: SpendingSums): RevenueDifference | undefined {
  const freedom = treated.customers + heldOut.customers - 2;
  if (treated.customers === 0 || heldOut.customers === 0 || freedom < 1) return undefined;
  const [one, other] = [deviationsIn(treated), deviationsIn(heldOut)];
  const priorSquared = one.priorSquared + other.priorSquared;
  const product = one.product + other.product;
  const theta = priorSquared > 0 ? product / priorSquared : 0;
  const variance = (one.valueSquared + other.valueSquared - theta * product) / freedom;
  if (!(variance > 0)) return undefined;
  const estimate = one.value - other.value - theta * (one.prior - other.prior);
  const reach = plainQuantile * Math.sqrt(variance * (1 / treated.customers + 1 / heldOut.customers));
  return {
    estimate,
    today: { low: estimate - reach, high: estimate + reach },
    treated: one.value,
    heldOut: other.value,
    theta,
  };
}

/** The means of a group, and the sums of the squares and products of the deviations from them. */
function deviationsIn({ customers, ...sums }: SpendingSums): Omit<SpendingSums, 'customers'> {
  const [value, prior] = [sums.value / customers, sums.prior / customers];
  return {
    value,
    prior,
    valueSquared: Math.max(0, sums.valueSquared - customers * value * value),
    priorSquared: Math.max(0, sums.priorSquared - customers * prior * prior),
    product: sums.product - customers * value * prior,
  };
}
