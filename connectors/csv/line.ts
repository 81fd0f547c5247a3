import type { ColumnPositions } from './columns.ts';
import { absolute, type Decimal, type DecimalMark, parseDecimal } from './decimal.ts';
import type { Mapping } from './mapping.ts';
import type { Refusal } from './rejection.ts';
import type { Row } from './rows.ts';

/** A row whose fields could be read. */
export type ReadableRow = Extract<Row, { fields: readonly string[] }>;

/** Whether a line belongs to an order or to a credit note. */
export type LineKind = 'order' | 'refund';

/** One product bought or returned; quantity and price are above zero. */
export interface Line {
  readonly row: ReadableRow;
  readonly sku: string;
  readonly name: string | undefined;
  readonly quantity: Decimal;
  /** Major units. */
  readonly unitPrice: Decimal;
}

/** A line, or why the row was refused and whether its whole order has to be refused with it. */
export type LineReading = { readonly line: Line } | { readonly refusal: Refusal; readonly isFatal: boolean };

const field = ({ fields }: ReadableRow, index: number | undefined): string =>
  index === undefined ? '' : (fields[index] ?? '').trim();

/** An order's id as written, without the leading `#` of some shops, which our keys cannot contain. */
export const orderIdOf = (row: ReadableRow, columns: ColumnPositions): string =>
  field(row, columns.orderId).replace(/^#/, '');

/** A customer's id as written; an email address in lower case, because shops ignore case in addresses. */
export function customerIdOf(row: ReadableRow, columns: ColumnPositions): string {
  const id = field(row, columns.customerId).replace(/^#/, '');
  return id.includes('@') ? id.toLowerCase() : id;
}

/** Whether a row belongs to a credit note, by the order's id or by a quantity below zero. */
export function kindOf(
  row: ReadableRow,
  orderId: string,
  columns: ColumnPositions,
  mapping: Mapping,
): LineKind {
  const { orderIdPrefix, negativeQuantity } = mapping.cancellations;
  const isRefund =
    (orderIdPrefix !== undefined && orderId.startsWith(orderIdPrefix)) ||
    (negativeQuantity && field(row, columns.quantity).startsWith('-'));
  return isRefund ? 'refund' : 'order';
}

/** Reads the product, quantity and price of a row. */
export function readLine(
  row: ReadableRow,
  kind: LineKind,
  columns: ColumnPositions,
  mark: DecimalMark,
): LineReading {
  const quantityText = field(row, columns.quantity);
  const priceText = field(row, columns.unitPrice);
  const quantity = parseDecimal(quantityText, mark);
  const unitPrice = parseDecimal(priceText, mark);
  if (quantity === undefined) return refuseOrder('bad-number', notANumber('quantity', quantityText, mark));
  if (unitPrice === undefined) return refuseOrder('bad-number', notANumber('unit price', priceText, mark));
  const size = kind === 'refund' ? absolute(quantity) : quantity;
  if (size.digits <= 0n) return skipLine('nothing-sold', `a quantity of ${quantityText} sells nothing`);
  if (unitPrice.digits <= 0n) return skipLine('no-price', `a unit price of ${priceText} earns nothing`);
  const name = field(row, columns.name);
  const sku = field(row, columns.sku) || name.slice(0, 128);
  if (sku === '') return refuseOrder('no-product', 'the product is missing: sku and name are empty');
  return { line: { row, sku, name: name || undefined, quantity: size, unitPrice } };
}

const refuseOrder = (code: Refusal['code'], reason: string): LineReading => ({
  refusal: { code, reason },
  isFatal: true,
});

const skipLine = (code: Refusal['code'], reason: string): LineReading => ({
  refusal: { code, reason },
  isFatal: false,
});

const notANumber = (what: string, text: string, mark: DecimalMark): string =>
  text === ''
    ? `the ${what} is empty`
    : `"${text}" is not a valid ${what}; the column mapping sets the decimal mark to "${mark}"`;
