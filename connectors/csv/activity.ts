import type { Instant } from '../../shared/calendar.ts';
import { type Currency, decimalsOf } from '../../shared/money.ts';
import { type Order, type OrderCustomer, validateOrder } from '../../shared/orders/order.ts';
import type { OrderActivity, RefundActivity } from '../../shared/profile/activity.ts';
import { type AmountReader, currencyNamed } from './amount.ts';
import type { Amounts } from './amounts.ts';
import { shorten } from './cell.ts';
import { buyerOf, withInventedAddress } from './contact.ts';
import { absolute, type Decimal, exactMinor, roundedMinor, toNumber, zero } from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import { settleLines } from './line-statuses.ts';
import type { Mapping } from './mapping.ts';
import { type Refused, refuse } from './rejection.ts';
import { meaningOf, type StatusMeaning } from './statuses.ts';
import { amountsOf, type Sums, sumsOf } from './sums.ts';
import type { StatedTime } from './time.ts';

/** The rules that apply to all orders of a file. */
export interface ActivityRules {
  readonly mapping: Mapping;
  /** The currency of the shop's accounts; orders in another are rejected. */
  readonly shopCurrency: Currency;
  /** The currency of orders for which no column states one. */
  readonly fileCurrency: Currency;
  /** Dates the version of every order and refund; without it, each has the time of its own. */
  readonly observedAt?: Instant;
  /** Orders placed more than a day after this are rejected. */
  readonly receivedAt: Instant;
  /** The shop's. An order of which only the day is known was placed on that day in the shop. */
  readonly timeZone: string;
  readonly inventAddresses: boolean;
  readonly readAmount: AmountReader;
}

/** A fact that an import can produce. */
export type ImportedActivity = OrderActivity | RefundActivity;

/** An order or refund with its exact value in major units. */
interface ValuedActivity {
  readonly activity: ImportedActivity;
  readonly value: Decimal;
}

/**
 * The activity that a complete group becomes, the contact details left out of it, and whether its spare lines are part
 * of it; or why it was refused.
 */
export type Outcome =
  | (ValuedActivity & { readonly leftOut: readonly string[]; readonly usesSpare: boolean })
  | Refused;

/** Turns a complete group, which has at least one row, into an order or refund, or returns why that is impossible. */
export function activityOf(whole: Group, rules: ActivityRules): Outcome {
  const { mapping, shopCurrency } = rules;
  const { group, refunded } = settleLines(whole, mapping);
  const { currency: currencyText = rules.fileCurrency, status } = group.details;
  if (currencyNamed(currencyText, shopCurrency) !== shopCurrency) {
    return refuse('other-currency', currencyMismatch(currencyText, rules));
  }
  const meaning = status === undefined ? 'placed' : meaningOf(status, mapping.statuses);
  if (meaning === undefined) {
    return refuse(
      'unknown-status',
      `nothing says what the status "${status}" means; list it under statuses in the mapping`,
    );
  }
  if (meaning === 'notAnOrder') {
    return refuse('not-an-order', `an order with the status "${status}" was never placed`);
  }
  if (group.placed === undefined)
    return refuse('bad-time', 'no line of the order has the time when it was placed');
  const amounts = amountsOf(group, refunded, rules.readAmount);
  if ('refusal' in amounts) return amounts;
  const buyer = buyerOf(group.customerId, group.details);
  const customer = rules.inventAddresses ? withInventedAddress(buyer.customer) : buyer.customer;
  const sums = sumsOf(group, amounts, decimalsOf(shopCurrency));
  const isCancelled = meaning === 'cancelled' || group.details.cancelledAt !== undefined;
  const complete = {
    group,
    customer,
    placed: group.placed,
    meaning: isCancelled ? ('cancelled' as const) : meaning,
    amounts,
    sums,
  };
  const isRefund = group.kind === 'refund' || sums.totalMinor < 0;
  const outcome = isRefund ? refundOf(complete, rules) : orderOf(complete, rules);
  return 'refusal' in outcome ? outcome : { ...outcome, leftOut: buyer.leftOut, usesSpare: sums.usesSpare };
}

/** A complete group with what was derived for it. */
interface CompleteGroup {
  readonly group: Group;
  readonly customer: OrderCustomer;
  readonly placed: StatedTime;
  readonly meaning: StatusMeaning;
  readonly amounts: Amounts;
  readonly sums: Sums;
}

/** Money given back: a credit note, or an order whose total is below zero. */
function refundOf(
  { group, customer, placed, meaning, sums }: CompleteGroup,
  rules: ActivityRules,
): ValuedActivity | Refused {
  if (meaning === 'cancelled') {
    return refuse('not-an-order', 'a refund that was cancelled gave nothing back');
  }
  if (sums.totalMinor === 0) return refuse('order-invalid', 'the refund comes to nothing');
  const activity: RefundActivity = {
    type: 'refund',
    id: group.orderId,
    at: placed.at,
    ...(rules.observedAt !== undefined && { observedAt: rules.observedAt }),
    amount: Math.abs(sums.totalMinor),
    customer,
  };
  return { activity, value: absolute(sums.value) };
}

function orderOf(
  { group, customer, placed, meaning, amounts, sums }: CompleteGroup,
  rules: ActivityRules,
): ValuedActivity | Refused {
  const decimals = decimalsOf(rules.shopCurrency);
  const { discountMinor, shippingMinor, taxMinor, totalMinor } = sums;
  const refundedMinor = Math.min(roundedMinor(absolute(amounts.refunded ?? zero), decimals), totalMinor);
  const status = statusOf(meaning, refundedMinor, totalMinor);
  const couponCode = shorten(group.details.couponCode ?? '', 64) || undefined;
  const isDiscounted = discountMinor !== 0 || couponCode !== undefined;
  const verdict = validateOrder(
    {
      id: group.orderId,
      customer,
      placedAt: placed.on ?? placed.at,
      updatedAt: rules.observedAt ?? placed.at,
      status,
      currency: rules.shopCurrency,
      lines: sums.goods.map((line) => orderLineOf(line, decimals)),
      discounts: isDiscounted ? [{ amount: discountMinor, ...(couponCode && { couponCode }) }] : [],
      totals: { discount: discountMinor, shipping: shippingMinor, tax: taxMinor, total: totalMinor },
      ...(status === 'refunded-in-part' && { refunded: refundedMinor }),
    },
    rules,
  );
  if (!verdict.accepted) {
    const issues = verdict.issues.map(({ path, message }) => `${path}: ${message}`);
    return refuse('order-invalid', issues.slice(0, 3).join('; '));
  }
  return { activity: { type: 'order', order: verdict.order }, value: sums.value };
}

function statusOf(meaning: StatusMeaning, refundedMinor: number, totalMinor: number): Order['status'] {
  if (meaning === 'cancelled') return 'cancelled';
  if (meaning === 'refunded' || (refundedMinor > 0 && refundedMinor === totalMinor)) return 'refunded';
  return refundedMinor > 0 ? 'refunded-in-part' : 'placed';
}

const orderLineOf = ({ sku, name, quantity, unitPrice }: Line, decimals: number) => ({
  sku: shorten(sku, 128),
  ...(name !== undefined && { name: shorten(name, 500) }),
  quantity: toNumber(quantity),
  unitPrice: exactMinor(unitPrice, decimals),
});

const currencyMismatch = (found: string, { shopCurrency }: ActivityRules): string =>
  `the amounts are in ${found}, but this shop keeps its books in ${shopCurrency}; convert them first`;
