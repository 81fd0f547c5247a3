import { chance, type Draw, oneOf } from './random.ts';
import type { Temper } from './temper.ts';

/** A coupon of a campaign as the customer holds it. */
export interface HeldCoupon {
  readonly code: string;
  readonly percentOff: number;
}

export interface Discount {
  readonly couponCode?: string;
  /** Minor units. */
  readonly amount: number;
}

/** Vouchers and bargain corners that the shop always has for those who look for them. */
const bargainPercents = [5, 10, 10, 15, 20] as const;

/**
 * What comes off an order of `worth` minor units. A campaign's coupon, the sale and bargains do not add up: the
 * coupon goes first, because only it would otherwise be lost.
 */
export function discountsOn(
  draw: Draw,
  worth: number,
  temper: Temper,
  salePercent: number,
  coupon: HeldCoupon | undefined,
): Discount[] {
  const findsBargain = chance(draw, temper.isDiscountDriven ? 0.75 : 0.05);
  const bargain = findsBargain ? oneOf(draw, bargainPercents) : 0;
  if (coupon !== undefined) {
    return [{ couponCode: coupon.code, amount: Math.round((worth * coupon.percentOff) / 100) }];
  }
  const amount = Math.round((worth * Math.max(bargain, salePercent)) / 100);
  return amount > 0 ? [{ amount }] : [];
}
