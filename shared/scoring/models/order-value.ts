import { expectedOrderValue } from './gamma-gamma.ts';
import type { Model } from './model.ts';

/** How many orders at the shop's mean are added to a customer's own where there is no model of values. */
const ordersOfTheShop = 3;

/**
 * E[M] of a customer: by Gamma-Gamma; where that could not be fitted, (n·m + 3μ)/(n + 3), the customer's own mean m over
 * n order days and three of the shop's mean μ. Amounts are in minor units.
 *
 * @param mean the customer's own mean; below 0 (more refunded than paid) it counts as 0
 * @returns undefined when no order had a value
 */
export function orderValueBy(
  { gammaGamma, meanOrderValue }: Pick<Model, 'gammaGamma' | 'meanOrderValue'>,
  orders: number,
  mean: number,
): number | undefined {
  if (gammaGamma !== undefined) return expectedOrderValue(gammaGamma, orders, mean);
  if (meanOrderValue === undefined) return undefined;
  return (orders * Math.max(0, mean) + ordersOfTheShop * meanOrderValue) / (orders + ordersOfTheShop);
}
