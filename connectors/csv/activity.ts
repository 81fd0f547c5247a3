import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import { type Currency, currencySchema, decimalsOf } from '../../shared/money.ts';
import { type Order, type OrderCustomer, validateOrder } from '../../shared/orders/order.ts';
import type { OrderActivity, RefundActivity } from '../../shared/profile/activity.ts';
import { buyerOf, withInventedAddress } from './contact.ts';
import {
  absolute,
  type Decimal,
  exactMinor,
  negated,
  parseDecimal,
  plus,
  roundedMinor,
  times,
  toNumber,
  zero,
} from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import type { Mapping, OrderField } from './mapping.ts';
import type { Refusal } from './rejection.ts';

/** What all orders of a file have in common. */
export interface ActivityRules {
  readonly mapping: Mapping;
  /** The shop keeps its books in this currency; orders in another are refused. */
  readonly shopCurrency: Currency;
  /** The currency of the file where no column says it. */
  readonly fileCurrency: Currency;
  /** Orders later than this, by more than a day, are refused. */
  readonly receivedAt: Instant;
  readonly inventAddresses: boolean;
}

export type ImportedActivity = OrderActivity | RefundActivity;

/** What a complete group came to. */
export type Outcome =
  | {
      readonly activity: ImportedActivity;
      /** Exact value in major units. */
      readonly value: Decimal;
      readonly leftOut: readonly string[];
    }
  | { readonly refusal: Refusal };

/** Makes an order or refund of a group that has lines, or says why that cannot be. */
export function activityOf(group: Group, rules: ActivityRules): Outcome {
  const currency = currencySchema.safeParse(group.told.currency?.toUpperCase() ?? rules.fileCurrency);
  if (!currency.success || currency.data !== rules.shopCurrency) {
    return refused('other-currency', otherCurrency(group.told.currency ?? rules.fileCurrency, rules));
  }
  if (group.placedAt === undefined)
    return refused('bad-time', 'no line of the order says when it was placed');
  const buyer = buyerOf(group.customerId, group.told);
  const customer = rules.inventAddresses ? withInventedAddress(buyer.customer) : buyer.customer;
  const told = { group, customer, placedAt: group.placedAt, decimals: decimalsOf(rules.shopCurrency) };
  const outcome = group.kind === 'refund' ? refundOf(told) : orderOf(told, rules);
  return 'refusal' in outcome ? outcome : { ...outcome, leftOut: buyer.leftOut };
}

interface Told {
  readonly group: Group;
  readonly customer: OrderCustomer;
  readonly placedAt: Instant;
  readonly decimals: number;
}

type Made = { readonly activity: ImportedActivity; readonly value: Decimal } | { readonly refusal: Refusal };

function refundOf({ group, customer, placedAt, decimals }: Told): Made {
  const amount = sumOfRounded(group.lines, decimals);
  const activity: RefundActivity = { type: 'refund', id: group.orderId, at: placedAt, amount, customer };
  return { activity, value: exactSum(group.lines) };
}

function orderOf({ group, customer, placedAt, decimals }: Told, rules: ActivityRules): Made {
  const amounts = amountsIn(group.told, rules.mapping);
  if ('refusal' in amounts) return amounts;
  const { discount = zero, shipping = zero, tax = zero, total, refunded = zero } = amounts;
  const minor = (major: Decimal) => roundedMinor(absolute(major), decimals);
  const totalMinor =
    total === undefined
      ? Math.max(0, sumOfRounded(group.lines, decimals) - minor(discount) + minor(shipping))
      : minor(total);
  const status = statusOf(group.told, rules.mapping, Math.min(minor(refunded), totalMinor), totalMinor);
  if (status === 'not-an-order') {
    return refused('not-an-order', `an order whose status is "${group.told.status}" was never placed`);
  }
  const couponCode = group.told.couponCode?.slice(0, 64);
  const isDiscounted = discount.digits !== 0n || couponCode !== undefined;
  const verdict = validateOrder(
    {
      id: group.orderId,
      customer,
      placedAt,
      updatedAt: instantFromMs(Date.parse(placedAt) + millisecondsByStatus[status]),
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
    return refused('order-invalid', issues.slice(0, 3).join('; '));
  }
  const value = total ?? plus(plus(exactSum(group.lines), negated(absolute(discount))), shipping);
  return { activity: { type: 'order', order: verdict.order }, value };
}

// Of two versions with one `updatedAt` the store keeps either, so the state that comes later in an order's life is
// dated a little later: a newer export then replaces what an older one said.
const millisecondsByStatus: Readonly<Record<Order['status'], number>> = {
  placed: 0,
  'refunded-in-part': 1,
  refunded: 2,
  cancelled: 3,
};

function statusOf(
  told: Group['told'],
  { statuses }: Mapping,
  refundedMinor: number,
  totalMinor: number,
): Order['status'] | 'not-an-order' {
  const status = told.status?.toLowerCase();
  const isOneOf = (values: readonly string[]) => values.some((value) => value.toLowerCase() === status);
  if (isOneOf(statuses.notAnOrder)) return 'not-an-order';
  if (isOneOf(statuses.cancelled) || told.cancelledAt !== undefined) return 'cancelled';
  if (isOneOf(statuses.refunded) || (refundedMinor > 0 && refundedMinor === totalMinor)) return 'refunded';
  return refundedMinor > 0 ? 'refunded-in-part' : 'placed';
}

const amountFields = ['discount', 'shipping', 'tax', 'total', 'refunded'] as const satisfies OrderField[];
type Amounts = Partial<Record<(typeof amountFields)[number], Decimal>>;

function amountsIn(told: Group['told'], { decimalMark }: Mapping): Amounts | { readonly refusal: Refusal } {
  const amounts: Amounts = {};
  for (const field of amountFields) {
    const text = told[field];
    if (text === undefined) continue;
    const amount = parseDecimal(text, decimalMark);
    if (amount === undefined) return refused('bad-number', `"${text}" is no amount for the order's ${field}`);
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

const otherCurrency = (found: string, { shopCurrency }: ActivityRules): string =>
  `the amounts are in ${found}, but this shop keeps its books in ${shopCurrency}; convert them first`;

const refused = (code: Refusal['code'], reason: string): { readonly refusal: Refusal } => ({
  refusal: { code, reason },
});
