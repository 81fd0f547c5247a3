import { addDays } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { today } from './arbitraries.ts';
import { purchaseTimes, uniformsFrom } from './models/simulated.ts';
import { factsOf } from './order-days.ts';

/** A made-up shop where customers order at random or regularly. */
export interface Shop {
  readonly customers: number;
  readonly seed: number;
  /** Steps of a gap: 1 for orders at random, the more the more regular. */
  readonly steps: number;
  readonly oldestDays?: number;
  /** What becomes of the days, since the first, on which a customer orders. */
  readonly change?: (days: readonly number[], ageDays: number) => readonly number[];
}

export const purchases = { r: 1.2, a: 0.6, b: 3 };
/** Weeks between orders, on average. */
export const pace = 5;

/** What a night measures in a shop where customers came evenly over the time since it opened. */
export function measureShop({ customers, seed, steps, oldestDays = 700, change = (days) => days }: Shop) {
  const uniform = uniformsFrom(seed);
  const measurement = emptyMeasurement();
  for (let customer = 0; customer < customers; customer += 1) {
    const ageDays = Math.floor(uniform() * (oldestDays + 1));
    const days = [0];
    const parameters = { ...purchases, alpha: (pace * purchases.r) / steps };
    for (const weeks of purchaseTimes(uniform, parameters, steps)) {
      if (7 * weeks > ageDays) break;
      days.push(Math.floor(7 * weeks));
    }
    const ordered = [...new Set(change(days, ageDays))].sort((one, other) => one - other);
    const orders = factsOf(ordered.map((day) => addDays(today, day - ageDays)));
    const customerId = customerIdSchema.parse(`c${customer}`);
    measure(measurement, { customerId, ...(orders && { orders }) }, today);
  }
  return measurement;
}

export const regular: Shop = { customers: 4000, seed: 51, steps: 3 };
export const random: Shop = { customers: 4000, seed: 52, steps: 1 };

/** Too few for any model to predict clearly better than another. */
export const few: Shop = { ...regular, customers: 250 };
