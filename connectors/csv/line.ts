import type { Currency } from '../../shared/money.ts';
import { isBelowZero, readAmount } from './amount.ts';
import { cellText, shorten } from './cell.ts';
import type { ColumnPositions } from './columns.ts';
import { absolute, type Decimal, type DecimalMark, dividedBy, negate, times } from './decimal.ts';
import type { Mapping, OrderField } from './mapping.ts';
import type { Refusal } from './rejection.ts';
import type { Row } from './rows.ts';

/** A row whose fields could be read. */
export type ReadableRow = Extract<Row, { fields: readonly string[] }>;

/** Whether a line belongs to an order or to a credit note. */
export type LineKind = 'order' | 'refund';

/** One product bought or returned, or an amount that lowers an order. */
export interface Line {
  readonly row: ReadableRow;
  readonly sku: string;
  readonly name: string | undefined;
  /** Above zero, in an order as in a credit note. */
  readonly quantity: Decimal;
  /** Major units, zero or more. */
  readonly unitPrice: Decimal;
  /** What the line adds to its order, in major units; below zero when it lowers the order or gives money back. */
  readonly amount: Decimal;
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

/** Reads the product, quantity and price of a row. */
export function readLine(
  row: ReadableRow,
  kind: LineKind,
  columns: ColumnPositions,
  { mapping, shopCurrency }: LineRules,
): LineReading {
  const mark = mapping.decimalMark;
  const quantityText = columns.quantity === undefined ? '1' : fieldOf(row, columns.quantity);
  const priceText = fieldOf(row, columns.lineTotal ?? columns.unitPrice);
  const priceName = columns.lineTotal === undefined ? 'unit price' : 'line total';
  const quantity = readAmount(quantityText, mark, shopCurrency);
  const price = readAmount(priceText, mark, shopCurrency);
  if (typeof quantity === 'string')
    return refuseOrder('bad-number', notANumber('quantity', quantityText, mark));
  if (price === 'other-currency') {
    return refuseOrder('other-currency', `"${priceText}" is not in ${shopCurrency}, the shop's currency`);
  }
  if (price === 'not-an-amount') return refuseOrder('bad-number', notANumber(priceName, priceText, mark));
  const name = fieldOf(row, columns.name);
  const sku = fieldOf(row, columns.sku) || shorten(name, 128);
  if (sku === '') return refuseOrder('no-product', 'the product is missing: sku and name are empty');
  const size = absolute(quantity);
  const isLowering = price.digits < 0n || (kind === 'refund' && quantity.digits < 0n);
  const hasTotal = columns.lineTotal !== undefined;
  const amount = hasTotal ? absolute(price) : times(size, absolute(price));
  const unitPrice = hasTotal && size.digits > 0n ? dividedBy(absolute(price), size) : absolute(price);
  const line: Line = {
    row,
    sku,
    name: name || undefined,
    quantity: size.digits === 0n ? { digits: 1n, scale: 0 } : size,
    unitPrice,
    amount: isLowering ? negate(amount) : amount,
    status: fieldOf(row, indexOfField(columns, 'status')),
  };
  const isReturned = kind === 'order' && quantity.digits < 0n;
  const spare = kind === 'order' && !isReturned && !isLowering ? { spare: line } : {};
  if (size.digits === 0n || isReturned) {
    const reason = `a quantity of ${quantityText} sells nothing`;
    return { refusal: { code: 'nothing-sold', reason }, isFatal: false, ...spare };
  }
  if (price.digits === 0n) {
    const reason = `a ${priceName} of ${priceText} earns nothing`;
    return { refusal: { code: 'no-price', reason }, isFatal: false, ...spare };
  }
  return { line };
}

const refuseOrder = (code: Refusal['code'], reason: string): LineReading => ({
  refusal: { code, reason },
  isFatal: true,
});

const notANumber = (what: string, text: string, mark: DecimalMark): string =>
  text === ''
    ? `the ${what} is empty`
    : `"${text}" is not a valid ${what}; the column mapping sets the decimal mark to "${mark}"`;
