import type * as z from 'zod';
import { instantFromMs } from '../../shared/calendar.ts';
import type { Currency } from '../../shared/money.ts';
import type { orderSchema } from '../../shared/orders/order.ts';
import { type BasketLine, fillBasket, subtotalOf } from './basket.ts';
import { type Catalogue, minorUnitsFor } from './catalogue.ts';
import { drawDiscounts, type HeldCoupon } from './discounts.ts';
import { type LaterChange, orderOutcomeOf } from './order-outcome.ts';
import { customerIdOf, personOf } from './people.ts';
import type { Period } from './period.ts';
import { personalityOf } from './personality.ts';
import { createRandomStream } from './random.ts';
import { salePercent } from './seasons.ts';
import { firstExtraOrder, timeOfOrder } from './webhook-calendar.ts';

/** An order as the shop sends it: JSON that `orderSchema` parses. */
export type OrderInput = z.input<typeof orderSchema>;

/** What identifies an order; everything else about it follows from this. */
export interface OrderOrigin {
  readonly customer: number;
  readonly orderIndex: number;
  /** The day on which it is placed, as an index in the period. */
  readonly day: number;
}

/** Creates the orders of one shop. */
export interface OrderWriter {
  /** The order as placed, or as changed later (the same if it never changes). */
  write(origin: OrderOrigin, version: 'placed' | 'changed'): OrderInput;
}

const shippingEuros = 4.9;
const freeShippingFromEuros = 60;

/**
 * Creates the writer of one shop's orders.
 *
 * @param catalogue priced in `currency`
 * @param couponFor the campaign's coupon that is used on an order, if any
 */
export function createOrderWriter(
  seed: number,
  period: Period,
  catalogue: Catalogue,
  currency: Currency,
  couponFor: (customer: number, orderIndex: number) => HeldCoupon | undefined,
): OrderWriter {
  const shippingFee = minorUnitsFor(shippingEuros, currency);
  const freeShippingFrom = minorUnitsFor(freeShippingFromEuros, currency);
  const sales = Array.from({ length: period.days }, (_, day) => salePercent(period.dayAt(day)));
  return {
    write(origin, version) {
      const { customer, orderIndex, day } = origin;
      const personality = personalityOf(seed, customer);
      const draw = createRandomStream(seed, customer, 'basket', orderIndex);
      const lines = fillBasket(draw, personality, catalogue);
      const subtotal = subtotalOf(lines);
      const coupon = couponFor(customer, orderIndex);
      const discounts = drawDiscounts(draw, subtotal, personality, sales[day] ?? 0, coupon);
      const discount = discounts.reduce((total, one) => total + one.amount, 0);
      const shipping = subtotal - discount >= freeShippingFrom ? 0 : shippingFee;
      const total = subtotal - discount + shipping;
      const { laterChange } = orderOutcomeOf(seed, customer, orderIndex, personality);
      const position = day + timeOfOrder(seed, customer, orderIndex);
      const placedAt = instantFromMs(period.msAt(position));
      const change = version === 'placed' || laterChange.kind === 'none' ? undefined : laterChange;
      return {
        id: orderIdOf(customer, orderIndex),
        customer: { id: customerIdOf(customer), ...personOf(seed, customer) },
        placedAt,
        lines,
        discounts,
        totals: { discount, shipping, total },
        currency,
        ...(change === undefined
          ? { status: 'placed' as const, updatedAt: placedAt }
          : changedState(change, position, lines, total, period)),
      };
    },
  };
}

function changedState(
  change: Exclude<LaterChange, { kind: 'none' }>,
  position: number,
  lines: readonly BasketLine[],
  total: number,
  period: Period,
): Pick<OrderInput, 'status' | 'updatedAt' | 'refunded'> {
  const updatedAt = instantFromMs(period.msAt(position + change.afterDays));
  if (change.kind !== 'refunded-in-part') return { status: change.kind, updatedAt };
  const refunded = refundedAmount(lines, change.share, total);
  return refunded < total
    ? { status: 'refunded-in-part', updatedAt, refunded }
    : { status: 'refunded', updatedAt };
}

/** Of several lines, one whole line is returned; for a single line, a share is refunded because of a flaw. */
function refundedAmount(lines: readonly BasketLine[], share: number, total: number): number {
  const line = lines[Math.floor(share * lines.length)];
  const value = lines.length === 1 || line === undefined ? total * share : line.quantity * line.unitPrice;
  return Math.min(Math.max(Math.round(value), 1), total);
}

/** The ids of extra orders contain an `x`, to show why there is one more. */
export function orderIdOf(customer: number, orderIndex: number): string {
  const number =
    orderIndex < firstExtraOrder ? String(orderIndex + 1) : `x${orderIndex - firstExtraOrder + 1}`;
  return `${customerIdOf(customer)}-${number}`;
}

/** The code of the campaign's coupon that an order redeems, if any; sales and bargains have no code. */
export const couponCodeIn = (order: OrderInput): string | undefined =>
  order.discounts?.find((discount) => discount.couponCode !== undefined)?.couponCode;
