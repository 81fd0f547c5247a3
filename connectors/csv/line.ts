import type { Currency } from '../../shared/money.ts';
import { type AmountReader, isBelowZero } from './amount.ts';
import { type Amounts, type AmountText, addUp } from './amounts.ts';
import { cellText, shorten } from './cell.ts';
import type { AmountColumn, ColumnPositions } from './columns.ts';
import { absolute, type Decimal, dividedBy, minus, negate, times, toNumber, zero } from './decimal.ts';
import type { Mapping, OrderField } from './mapping.ts';
import { type Refusal, type Refused, refuse } from './rejection.ts';
import type { Row } from './rows.ts';

/** A row whose fields could be read. */
export type ReadableRow = Extract<Row, { fields: readonly string[] }>;

/** Whether a line belongs to an order or to a credit note. */
export type LineKind = 'order' | 'refund';

/** One product bought or returned, or an amount that lowers an order. */
export interface Line {
  /** Without its fields, which would be kept for as long as the order is open. */
  readonly row: Pick<Row, 'line' | 'raw'>;
  readonly sku: string;
  readonly name: string | undefined;
  /** Above zero, in an order as in a credit note. */
  readonly quantity: Decimal;
  /** Major units, zero or more. */
  readonly unitPrice: Decimal;
  /** What the line adds to its order, in major units; below zero when it lowers the order or gives money back. */
  readonly amount: Decimal;
  /** What its own columns say besides the price. */
  readonly added: Amounts;
  /** What was paid for the pieces that were given back, in major units; zero or more. */
  readonly returned: Decimal;
  /** The status on its own row; empty when there is none. */
  readonly status: string;
}

/**
 * A line, or why the row was refused. A fatal refusal is that of the whole order. A row that sells nothing or earns
 * nothing can have a spare line, for an order that was paid for all the same, such as a free sample with its postage.
 */
export type LineReading =
  | { readonly line: Line }
  | { readonly refusal: Refusal; readonly isFatal: boolean; readonly spare?: Line };

/** What all lines of a file are read by. */
export interface LineRules {
  readonly mapping: Mapping;
  readonly shopCurrency: Currency;
  readonly readAmount: AmountReader;
}

/** The text of a field, empty for a column that the file does not have. */
export const fieldOf = ({ fields }: ReadableRow, index: number | undefined): string =>
  index === undefined ? '' : cellText(fields[index] ?? '');

const indexOfField = ({ orderFields }: ColumnPositions, wanted: OrderField): number | undefined =>
  orderFields.find(({ field }) => field === wanted)?.index;

/**
 * An order's id as written, without the leading `#` of some shops. Our keys cannot contain that character; inside an id
 * it is kept as `%23`, and a `%` before 23 or 25 as `%25`, so that no two ids become one.
 */
export const orderIdOf = (row: ReadableRow, columns: ColumnPositions): string =>
  keyable(fieldOf(row, columns.orderId));

// What shops write in place of an id for whoever has no account. Taken as an id, it would be one very good customer.
const guests = new Set([
  '0',
  '-',
  '--',
  'guest',
  'null',
  '(null)',
  'none',
  'nil',
  'n/a',
  'undefined',
  'nan',
  'gast',
  'invité',
  '游客',
  '匿名',
]);

/**
 * A customer's id as written; an email address in lower case, because shops ignore case in addresses. A guest has no id:
 * the email address serves as one, and without it the customer is not known.
 */
export function customerIdOf(row: ReadableRow, columns: ColumnPositions): string {
  const written = fieldOf(row, columns.customerId);
  const id = keyable(
    guests.has(written.toLowerCase()) ? fieldOf(row, indexOfField(columns, 'email')) : written,
  );
  return id.includes('@') ? id.toLowerCase() : id;
}

const keyable = (id: string): string =>
  id.includes('#') || id.includes('%')
    ? id
        .replace(/^#/, '')
        .replace(/%(?=2[35])/g, '%25')
        .replaceAll('#', '%23')
    : id;

/** Whether a spreadsheet has turned an id of many digits into a number such as 2.24001E+17, which many ids become. */
export const isShortened = (id: string): boolean => /^\d(?:[.,]\d+)?E\+\d\d$/i.test(id);

/**
 * Whether an id may be several: spreadsheets keep 15 digits of a number and write zeros for the others. Some ids really
 * end like this, so it takes more to say so.
 */
export const mayBeRounded = (id: string): boolean => /^[1-9]\d{14}0+$/.test(id);

/**
 * Whether a row belongs to a credit note: by the order's id, by a quantity below zero where the mapping says so, and
 * always when quantity and amount are both below zero.
 */
export function kindOf(
  row: ReadableRow,
  orderId: string,
  columns: ColumnPositions,
  mapping: Mapping,
): LineKind {
  const { orderIdPrefix, negativeQuantity } = mapping.cancellations;
  if (orderIdPrefix !== undefined && orderId.startsWith(orderIdPrefix)) return 'refund';
  if (!isBelowZero(fieldOf(row, columns.quantity))) return 'order';
  const isPaidBack = isBelowZero(fieldOf(row, columns.lineTotal ?? columns.unitPrice));
  return negativeQuantity || isPaidBack ? 'refund' : 'order';
}

/** Reads the product, quantity and price of a row, and what else its columns say about the line. */
export function readLine(
  row: ReadableRow,
  kind: LineKind,
  columns: ColumnPositions,
  rules: LineRules,
): LineReading {
  const numbers = readNumbers(row, columns, rules);
  if ('refusal' in numbers) return { ...numbers, isFatal: true };
  const { quantity, quantityText, price, priceText } = numbers;
  const name = fieldOf(row, columns.name);
  const sku = fieldOf(row, columns.sku) || shorten(name, 128);
  if (sku === '') return fatal(refuse('no-product', 'the product is missing: sku and name are empty'));
  const size = absolute(quantity);
  const isLowering = price.digits < 0n || (kind === 'refund' && quantity.digits < 0n);
  const hasTotal = columns.lineTotal !== undefined;
  const amount = hasTotal ? absolute(price) : times(size, absolute(price));
  const unitPrice = hasTotal && size.digits > 0n ? dividedBy(absolute(price), size) : absolute(price);
  const added = addUp(amountTextsOf(row, columns.lineAmounts), rules.readAmount);
  if ('refusal' in added) return fatal(added);
  const isSold = kind === 'order' && quantity.digits >= 0n && !isLowering;
  const returned = isSold
    ? returnedShare(row, columns, rules, { bought: size, paid: minus(amount, added.discount ?? zero) })
    : zero;
  if ('refusal' in returned) return fatal(returned);
  const line: Line = {
    row: { line: row.line, raw: row.raw },
    sku,
    name: name || undefined,
    quantity: size.digits === 0n ? { digits: 1n, scale: 0 } : size,
    unitPrice,
    amount: isLowering ? negate(amount) : amount,
    added,
    returned,
    status: fieldOf(row, indexOfField(columns, 'status')),
  };
  const isReturned = kind === 'order' && quantity.digits < 0n;
  const spare = isSold ? { spare: line } : {};
  if (size.digits === 0n || isReturned) {
    return {
      ...refuse('nothing-sold', `a quantity of ${quantityText} sells nothing`),
      isFatal: false,
      ...spare,
    };
  }
  if (price.digits === 0n) {
    const reason = `a ${priceNameOf(columns)} of ${priceText} earns nothing`;
    return { ...refuse('no-price', reason), isFatal: false, ...spare };
  }
  return { line };
}

const fatal = ({ refusal }: Refused): LineReading => ({ refusal, isFatal: true });

const priceNameOf = ({ lineTotal }: ColumnPositions): string =>
  lineTotal === undefined ? 'unit price' : 'line total';

/** The numbers that every row has, with their texts. */
interface RowNumbers {
  readonly quantity: Decimal;
  readonly quantityText: string;
  readonly price: Decimal;
  readonly priceText: string;
}

function readNumbers(row: ReadableRow, columns: ColumnPositions, rules: LineRules): RowNumbers | Refused {
  const quantityText = columns.quantity === undefined ? '1' : fieldOf(row, columns.quantity);
  const priceText = fieldOf(row, columns.lineTotal ?? columns.unitPrice);
  const quantity = readNumber('quantity', quantityText, rules);
  if ('refusal' in quantity) return quantity;
  if (rules.readAmount(priceText) === 'other-currency') {
    return refuse('other-currency', `"${priceText}" is not in ${rules.shopCurrency}, the shop's currency`);
  }
  const price = readNumber(priceNameOf(columns), priceText, rules);
  return 'refusal' in price ? price : { quantity, quantityText, price, priceText };
}

function readNumber(what: string, text: string, { readAmount, mapping }: LineRules): Decimal | Refused {
  const number = readAmount(text);
  if (typeof number !== 'string') return number;
  if (text === '') return refuse('bad-number', `the ${what} is empty`);
  const mark = mapping.decimalMark ?? '.';
  const reason = `"${text}" is not a valid ${what}; the column mapping sets the decimal mark to "${mark}"`;
  return refuse('bad-number', reason);
}

function amountTextsOf(row: ReadableRow, columns: readonly AmountColumn[]): readonly AmountText[] {
  if (columns.length === 0) return noAmounts;
  return columns
    .map(({ field, index }) => ({ field, text: fieldOf(row, index) }))
    .filter(({ text }) => text !== '');
}

const noAmounts: readonly AmountText[] = [];

/** The share of what was paid for a line that belongs to the pieces given back. */
function returnedShare(
  row: ReadableRow,
  { returnedQuantity }: ColumnPositions,
  rules: LineRules,
  { bought, paid }: { readonly bought: Decimal; readonly paid: Decimal },
): Decimal | Refused {
  const text = fieldOf(row, returnedQuantity);
  if (text === '') return zero;
  const read = readNumber('returned quantity', text, rules);
  if ('refusal' in read) return read;
  const count = absolute(read);
  if (count.digits === 0n) return zero;
  const kept = minus(bought, count);
  if (kept.digits < 0n) {
    const reason = `more pieces were given back (${toNumber(count)}) than bought (${toNumber(bought)}); the column for quantity has to say how many were ordered`;
    return refuse('returned-more', reason);
  }
  if (paid.digits <= 0n) return zero;
  return kept.digits === 0n ? paid : dividedBy(times(paid, count), bought);
}
