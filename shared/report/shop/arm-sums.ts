import type { Enrolment } from '../../journeys/enrolment.ts';
import type { Rate } from './difference.ts';
import { addSpending, type Caps, noSpending, type SpendingSums, sumSpending } from './revenue.ts';

/** What the customers of one arm did within the goal. Amounts are in minor units. */
export interface ArmSums {
  readonly ordered: number;
  readonly optedOut: number;
  /** Net order value, with nothing capped. */
  readonly spent: number;
  /** The same and what was spent in the year before, each customer counted up to the caps. */
  readonly spending: SpendingSums;
}

/** The sums of nobody. */
export const emptyArm: ArmSums = { ordered: 0, optedOut: 0, spent: 0, spending: noSpending };

/** The sums of some enrolments, in which each customer counts up to the caps. */
export function sumArm(arm: readonly Enrolment[], caps: Caps): ArmSums {
  const spent = arm.map(({ outcome, onEntry }) => ({
    value: outcome.spent,
    prior: onEntry.spentInYearBefore,
  }));
  return {
    ordered: arm.filter(hasOrdered).length,
    optedOut: arm.filter(({ outcome }) => outcome.hasOptedOut).length,
    spent: sumOf(spent, ({ value }) => value),
    spending: sumSpending(spent, caps),
  };
}

/** True for customers who have ordered within the goal. */
export const hasOrdered = ({ outcome }: Enrolment): boolean => outcome.orders > 0;

/** The sums of two parts of an arm together. */
export const addArms = (one: ArmSums, other: ArmSums): ArmSums => ({
  ordered: one.ordered + other.ordered,
  optedOut: one.optedOut + other.optedOut,
  spent: one.spent + other.spent,
  spending: addSpending(one.spending, other.spending),
});

/** The customers of an arm who ordered within the goal. */
export const orderedIn = ({ ordered, spending }: ArmSums): Rate => ({ of: spending.customers, did: ordered });

/** What the customers of an arm spent on average, in minor units. */
export const valuePerCustomer = ({ spent, spending: { customers } }: ArmSums): number =>
  customers === 0 ? 0 : spent / customers;

const sumOf = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, one) => sum + amount(one), 0);
