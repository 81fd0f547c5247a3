import type { Instant } from '../../shared/calendar.ts';
import { type Currency, currencySchema, decimalsOf } from '../../shared/money.ts';
import { type Order, type OrderCustomer, validateOrder } from '../../shared/orders/order.ts';
import type { OrderActivity, RefundActivity } from '../../shared/profile/activity.ts';
import { buyerOf, withInventedAddress } from './contact.ts';
import {
  absolute,
  type Decimal,
  exactMinor,
  negate,
  parseDecimal,
  plus,
  roundedMinor,
  times,
  toNumber,
  zero,
} from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import type { Mapping, OrderDetails, OrderField } from './mapping.ts';
import type { Refusal } from './rejection.ts';

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
  readonly inventAddresses: boolean;
}

/** A fact that an import can produce. */
export type ImportedActivity = OrderActivity | RefundActivity;

/** An order or refund with its exact value in major units. */
interface ValuedActivity {
  readonly activity: ImportedActivity;
  readonly value: Decimal;
}

interface Refused {
  readonly refusal: Refusal;
}

/** The activity that a complete group becomes and the contact details left out of it, or why it was refused. */
export type Outcome = (ValuedActivity & { readonly leftOut: readonly string[] }) | Refused;

/** Turns a complete group, which has at least one line, into an order or refund, or returns why that is impossible. */
export function activityOf(group: Group, rules: ActivityRules): Outcome {
  const currency = currencySchema.safeParse(group.details.currency?.toUpperCase() ?? rules.fileCurrency);
  if (!currency.success || currency.data !== rules.shopCurrency) {
    return refuse('other-currency', currencyMismatch(group.details.currency ?? rules.fileCurrency, rules));
  }
  if (group.placedAt === undefined)
    return refuse('bad-time', 'no line of the order has the time when it was placed');
  const buyer = buyerOf(group.customerId, group.details);
  const customer = rules.inventAddresses ? withInventedAddress(buyer.customer) : buyer.customer;
  const complete = { group, customer, placedAt: group.placedAt, decimals: decimalsOf(rules.shopCurrency) };
  const outcome = group.kind === 'refund' ? refundOf(complete, rules) : orderOf(complete, rules);
  return 'refusal' in outcome ? outcome : { ...outcome, leftOut: buyer.leftOut };
}

/** A complete group with what was derived for it. */
interface CompleteGroup {
  readonly group: Group;
  readonly customer: OrderCustomer;
  readonly placedAt: Instant;
  readonly decimals: number;
}

function refundOf(
  { group, customer, placedAt, decimals }: CompleteGroup,
  { observedAt }: ActivityRules,
): ValuedActivity {
  const activity: RefundActivity = {
    type: 'refund',
    id: group.orderId,
    at: placedAt,
    ...(observedAt !== undefined && { observedAt }),
    amount: sumOfRounded(group.lines, decimals),
    customer,
  };
  return { activity, value: exactSum(group.lines) };
}

function orderOf(
  { group, customer, placedAt, decimals }: CompleteGroup,
  rules: ActivityRules,
): ValuedActivity | Refused {
  const amounts = amountsIn(group.details, rules.mapping);
  if ('refusal' in amounts) return amounts;
  const { discount = zero, shipping = zero, tax = zero, total, refunded = zero } = amounts;
  const minor = (major: Decimal) => roundedMinor(absolute(major), decimals);
  const totalMinor =
    total === undefined
      ? Math.max(0, sumOfRounded(group.lines, decimals) - minor(discount) + minor(shipping))
      : minor(total);
  const status = statusOf(group.details, rules.mapping, Math.min(minor(refunded), totalMinor), totalMinor);
  if (status === 'not-an-order') {
    return refuse('not-an-order', `an order with the status "${group.details.status}" was never placed`);
  }
  const couponCode = group.details.couponCode?.slice(0, 64);
  const isDiscounted = discount.digits !== 0n || couponCode !== undefined;
  const verdict = validateOrder(
    {
      id: group.orderId,
      customer,
      placedAt,
      updatedAt: rules.observedAt ?? placedAt,
      status,
      currency: rules.shopCurrency,
      lines: group.lines.map((line) => orderLineOf(line, decimals)),
      discounts: isDiscounted ? [{ amount: minor(discount), ...(couponCode && { couponCode }) }] : [],
      totals: { discount: minor(discount), shipping: minor(shipping), tax: minor(tax), total: totalMinor },
      ...(status === 'refunded-in-part' && { refunded: minor(refunded) }),
    },
    rules,
  );
  if (!verdict.accepted) {
    const issues = verdict.issues.map(({ path, message }) => `${path}: ${message}`);
    return refuse('order-invalid', issues.slice(0, 3).join('; '));
  }
  const value = total ?? plus(plus(exactSum(group.lines), negate(absolute(discount))), shipping);
  return { activity: { type: 'order', order: verdict.order }, value };
}

function statusOf(
  details: OrderDetails,
  { statuses }: Mapping,
  refundedMinor: number,
  totalMinor: number,
): Order['status'] | 'not-an-order' {
  const status = details.status?.toLowerCase();
  const isOneOf = (values: readonly string[]) => values.some((value) => value.toLowerCase() === status);
  if (isOneOf(statuses.notAnOrder)) return 'not-an-order';
  if (isOneOf(statuses.cancelled) || details.cancelledAt !== undefined) return 'cancelled';
  if (isOneOf(statuses.refunded) || (refundedMinor > 0 && refundedMinor === totalMinor)) return 'refunded';
  return refundedMinor > 0 ? 'refunded-in-part' : 'placed';
}

const amountFields = ['discount', 'shipping', 'tax', 'total', 'refunded'] as const satisfies OrderField[];
type Amounts = Partial<Record<(typeof amountFields)[number], Decimal>>;

function amountsIn(details: OrderDetails, { decimalMark }: Mapping): Amounts | Refused {
  const amounts: Amounts = {};
  for (const field of amountFields) {
    const text = details[field];
    if (text === undefined) continue;
    const amount = parseDecimal(text, decimalMark);
    if (amount === undefined)
      return refuse('bad-number', `"${text}" in the column for ${field} is not an amount`);
    amounts[field] = amount;
  }
  return amounts;
}

const orderLineOf = ({ sku, name, quantity, unitPrice }: Line, decimals: number) => ({
  sku: sku.slice(0, 128),
  ...(name !== undefined && { name: name.slice(0, 500) }),
  quantity: toNumber(quantity),
  unitPrice: exactMinor(unitPrice, decimals),
});

const sumOfRounded = (lines: readonly Line[], decimals: number): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + roundedMinor(times(quantity, unitPrice), decimals), 0);

const exactSum = (lines: readonly Line[]): Decimal =>
  lines.reduce((sum, { quantity, unitPrice }) => plus(sum, times(quantity, unitPrice)), zero);

const currencyMismatch = (found: string, { shopCurrency }: ActivityRules): string =>
  `the amounts are in ${found}, but this shop keeps its books in ${shopCurrency}; convert them first`;

const refuse = (code: Refusal['code'], reason: string): Refused => ({
  refusal: { code, reason },
});
