import type * as z from 'zod';
import { instantFromMs } from '../../shared/calendar.ts';
import type { Currency } from '../../shared/money.ts';
import type { orderSchema } from '../../shared/orders/order.ts';
import { type Aftermath, fortuneOf } from './aftermath.ts';
import { type BasketLine, fillBasket, worthOf } from './basket.ts';
import { type Catalogue, minorUnitsFor } from './catalogue.ts';
import { discountsOn, type HeldCoupon } from './discounts.ts';
import { customerIdOf, personOf } from './people.ts';
import type { Period } from './period.ts';
import { createRandomStream } from './random.ts';
import { salePercent } from './seasons.ts';
import { firstExtraOrder, momentOfOrder } from './sending-calendar.ts';
import { temperOf } from './temper.ts';

/** An order as the shop sends it: JSON that `orderSchema` reads. */
export type OrderInput = z.input<typeof orderSchema>;

/** Where an order comes from: everything else about it follows. */
export interface OrderOrigin {
  readonly customer: number;
  readonly orderIndex: number;
  /** The index in the period of the day on which it is placed. */
  readonly day: number;
}

export interface OrderWriter {
  /** The order as it was placed, or as it was changed afterwards (the same, when it never is). */
  write(origin: OrderOrigin, version: 'placed' | 'changed'): OrderInput;
}

const shippingEuros = 4.9;
const freeShippingFromEuros = 60;

/**
 * Writes the orders of one shop.
 *
 * @param catalogue priced in `currency`
 * @param couponFor the campaign's coupon that is used on an order, if there is one
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
      const temper = temperOf(seed, customer);
      const draw = createRandomStream(seed, customer, 'basket', orderIndex);
      const lines = fillBasket(draw, temper, catalogue);
      const worth = worthOf(lines);
      const coupon = couponFor(customer, orderIndex);
      const discounts = discountsOn(draw, worth, temper, sales[day] ?? 0, coupon);
      const discount = discounts.reduce((total, one) => total + one.amount, 0);
      const shipping = worth - discount >= freeShippingFrom ? 0 : shippingFee;
      const total = worth - discount + shipping;
      const { aftermath } = fortuneOf(seed, customer, orderIndex, temper);
      const position = day + momentOfOrder(seed, customer, orderIndex);
      const placedAt = instantFromMs(period.msAt(position));
      const change = version === 'placed' || aftermath.kind === 'none' ? undefined : aftermath;
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
          : stateAfter(change, position, lines, total, period)),
      };
    },
  };
}

function stateAfter(
  change: Exclude<Aftermath, { kind: 'none' }>,
  position: number,
  lines: readonly BasketLine[],
  total: number,
  period: Period,
): Pick<OrderInput, 'status' | 'updatedAt' | 'refunded'> {
  const updatedAt = instantFromMs(period.msAt(position + change.afterDays));
  if (change.kind !== 'refunded-in-part') return { status: change.kind, updatedAt };
  const refunded = valueSentBack(lines, change.share, total);
  return refunded < total
    ? { status: 'refunded-in-part', updatedAt, refunded }
    : { status: 'refunded', updatedAt };
}

/** Whole lines come back where there are several; of a single one, a share is given back for a flaw. */
function valueSentBack(lines: readonly BasketLine[], share: number, total: number): number {
  const line = lines[Math.floor(share * lines.length)];
  const value = lines.length === 1 || line === undefined ? total * share : line.quantity * line.unitPrice;
  return Math.min(Math.max(Math.round(value), 1), total);
}

/** Extra orders look like all others but for an `x`, so that nobody has to guess why there is one more. */
export function orderIdOf(customer: number, orderIndex: number): string {
  const number =
    orderIndex < firstExtraOrder ? String(orderIndex + 1) : `x${orderIndex - firstExtraOrder + 1}`;
  return `${customerIdOf(customer)}-${number}`;
}

/** The code of the campaign's coupon that an order redeems, if it does; sales and bargains have no code. */
export const couponCodeIn = (order: OrderInput): string | undefined =>
  order.discounts?.find((discount) => discount.couponCode !== undefined)?.couponCode;
