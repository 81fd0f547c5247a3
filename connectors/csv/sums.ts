import type { AmountReader } from './amount.ts';
import { type Amounts, addUp, together } from './amounts.ts';
import { type Decimal, negate, plus, roundedMinor, zero } from './decimal.ts';
import type { Group } from './group.ts';
import type { Line } from './line.ts';
import type { Refused } from './rejection.ts';

/**
 * What the columns of an order and of its lines say about its amounts, or why that cannot be read. They do not apply to
 * credit notes, which give back what their lines come to.
 *
 * @param refunded what was given back of its lines, for a file that does not state the amount
 */
export function amountsOf(
  { kind, amountTexts, lines, spare }: Group,
  refunded: Decimal | undefined,
  read: AmountReader,
): Amounts | Refused {
  if (kind === 'refund') return {};
  const ofOrder = addUp(amountTexts.values(), read);
  if ('refusal' in ofOrder) return ofOrder;
  // What a free line costs to ship is paid all the same.
  const ofLines = [...lines, ...spare.flatMap(({ line }) => line ?? [])].map(({ added }) => added);
  return { ...(refunded !== undefined && { refunded }), ...together([ofOrder, ...ofLines]) };
}

/** What the lines and amounts of a group come to. */
export interface Sums {
  readonly goods: readonly Line[];
  readonly usesSpare: boolean;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  /** Below zero when the customer got money. */
  readonly totalMinor: number;
  /** The total in major units, unrounded. */
  readonly value: Decimal;
}

/** Sums up a group. @param decimals of the currency */
export function sumsOf(group: Group, amounts: Amounts, decimals: number): Sums {
  const { discount = zero, shipping = zero, tax = zero, total } = amounts;
  const minor = (major: Decimal) => roundedMinor(major, decimals);
  const lowering = group.lines.filter(({ amount }) => amount.digits < 0n);
  const goods = lowering.length === 0 ? group.lines : group.lines.filter(({ amount }) => amount.digits >= 0n);
  const linesMinor = sumOfRounded(group.lines, decimals);
  const computed = linesMinor - minor(discount) + minor(shipping);
  // A discount that is larger than the order makes it free; lines below zero give money back.
  const isOverDiscounted = total === undefined && computed < 0 && linesMinor >= 0;
  const exact = total ?? plus(plus(exactSum(group.lines), negate(discount)), shipping);
  const totalMinor = isOverDiscounted ? 0 : total === undefined ? computed : minor(total);
  const spareGoods = group.spare.flatMap(({ line }) => line ?? []);
  const usesSpare = goods.length === 0 && totalMinor > 0 && spareGoods.length > 0;
  return {
    goods: usesSpare ? spareGoods : goods,
    usesSpare,
    discountMinor: minor(discount) - sumOfRounded(lowering, decimals) + Math.max(0, -minor(shipping)),
    shippingMinor: Math.max(0, minor(shipping)),
    taxMinor: Math.max(0, minor(tax)),
    totalMinor,
    value: isOverDiscounted ? zero : exact,
  };
}

const sumOfRounded = (lines: readonly Line[], decimals: number): number =>
  lines.reduce((sum, { amount }) => sum + roundedMinor(amount, decimals), 0);

const exactSum = (lines: readonly Line[]): Decimal =>
  lines.reduce((sum, { amount }) => plus(sum, amount), zero);
