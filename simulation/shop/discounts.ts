import { discountOn, type Offer } from '../../shared/coupons/offer.ts';
import type { Personality } from './personality.ts';
import { chance, type Draw, oneOf } from './random.ts';

/** A campaign's coupon in a customer's hands. */
export type HeldCoupon = Offer & { readonly code: string };

/** As how many percent off a coupon attracts its holder; other benefits than a share attract like the usual tenth. */
export function pullOf(coupon: HeldCoupon | undefined): number {
  if (coupon === undefined) return 0;
  return coupon.benefit.kind === 'percent' ? coupon.benefit.percentOff : 10;
}

/** One deduction from an order. */
export interface Discount {
  readonly couponCode?: string;
  /** Minor units. */
  readonly amount: number;
}

/** Vouchers and special offers that the shop always has for customers who look for them. */
const bargainPercents = [5, 10, 10, 15, 20] as const;

/**
 * The discounts on an order of `subtotal` minor units. A campaign's coupon, a sale and a bargain are not combined: the
 * coupon takes precedence, because only the coupon would otherwise be lost.
 */
export function drawDiscounts(
  draw: Draw,
  subtotal: number,
  personality: Personality,
  salePercent: number,
  coupon: HeldCoupon | undefined,
): Discount[] {
  const findsBargain = chance(draw, personality.isDiscountDriven ? 0.75 : 0.05);
  const bargain = findsBargain ? oneOf(draw, bargainPercents) : 0;
  if (coupon !== undefined) {
    const lines = [{ sku: coupon.products?.[0] ?? 'any', quantity: 1, unitPrice: subtotal }];
    return [{ couponCode: coupon.code, amount: discountOn(coupon, lines) }];
  }
  const amount = Math.round((subtotal * Math.max(bargain, salePercent)) / 100);
  return amount > 0 ? [{ amount }] : [];
}
