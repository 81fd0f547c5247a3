import type { AmountReader } from './amount.ts';
import { absolute, type Decimal, plus } from './decimal.ts';
import { type OrderAmountField, orderAmountFields } from './mapping.ts';
import { type Refused, refuse } from './rejection.ts';

/**
 * Amounts besides the prices of the lines, in major units. A discount has no sign; shipping below zero is a discount.
 */
export type Amounts = Readonly<Partial<Record<OrderAmountField, Decimal>>>;

/** What one column says about an amount. */
export interface AmountText {
  readonly field: OrderAmountField;
  readonly text: string;
}

const nothing: Amounts = {};

/** Adds up what columns say, each field by itself, or returns why one of them is no amount. */
export function addUp(texts: Iterable<AmountText>, read: AmountReader): Amounts | Refused {
  let sums = nothing;
  for (const { field, text } of texts) {
    const amount = read(text);
    if (amount === 'other-currency') {
      return refuse(amount, `"${text}" in the column for ${field} is not in the shop's currency`);
    }
    if (amount === 'not-an-amount') {
      return refuse('bad-number', `"${text}" in the column for ${field} is not an amount`);
    }
    // Some files write a discount as an amount below zero, and others not.
    sums = withAmount(sums, field, field === 'discount' ? absolute(amount) : amount);
  }
  return sums;
}

/** All of these together, each field by itself. */
export function together(all: readonly Amounts[]): Amounts {
  let sums = nothing;
  for (const one of all) {
    if (one === nothing) continue;
    for (const field of orderAmountFields) {
      const amount = one[field];
      if (amount !== undefined) sums = withAmount(sums, field, amount);
    }
  }
  return sums;
}

function withAmount(sums: Amounts, field: OrderAmountField, amount: Decimal): Amounts {
  const before = sums[field];
  return { ...sums, [field]: before === undefined ? amount : plus(before, amount) };
}
