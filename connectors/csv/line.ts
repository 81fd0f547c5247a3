import type { ColumnPositions } from './columns.ts';
import { absolute, type Decimal, type DecimalMark, parseDecimal } from './decimal.ts';
import type { Mapping } from './mapping.ts';
import type { Refusal } from './rejection.ts';
import type { Row } from './rows.ts';

export type ReadableRow = Extract<Row, { fields: readonly string[] }>;

/** Whether a line belongs to an order or to a credit note. */
export type LineKind = 'order' | 'refund';

/** One thing that was bought or given back; quantity and price are above zero. */
export interface Line {
  readonly row: ReadableRow;
  readonly sku: string;
  readonly name: string | undefined;
  readonly quantity: Decimal;
  /** Major units. */
  readonly unitPrice: Decimal;
}

/** What a line came to: a line, or why it is none; `fatal` when its order cannot do without it. */
export type LineReading = { readonly line: Line } | { readonly refusal: Refusal; readonly fatal: boolean };

const field = ({ fields }: ReadableRow, index: number | undefined): string =>
  index === undefined ? '' : (fields[index] ?? '').trim();

/** An order's id as it stands, without the `#` that some shops put before it and our keys cannot hold. */
export const orderIdOf = (row: ReadableRow, binding: ColumnPositions): string =>
  field(row, binding.orderId).replace(/^#/, '');

/** A customer's id as it stands; an email address in small letters, since shops do not tell capitals apart. */
export function customerIdOf(row: ReadableRow, binding: ColumnPositions): string {
  const id = field(row, binding.customerId).replace(/^#/, '');
  return id.includes('@') ? id.toLowerCase() : id;
}

/** Whether a row belongs to a credit note, by the order's id or by a quantity below zero. */
export function kindOf(
  row: ReadableRow,
  orderId: string,
  binding: ColumnPositions,
  mapping: Mapping,
): LineKind {
  const { orderIdPrefix, negativeQuantity } = mapping.cancellations;
  const isRefund =
    (orderIdPrefix !== undefined && orderId.startsWith(orderIdPrefix)) ||
    (negativeQuantity && field(row, binding.quantity).startsWith('-'));
  return isRefund ? 'refund' : 'order';
}

/** Reads what a row says of one product. */
export function readLine(
  row: ReadableRow,
  kind: LineKind,
  binding: ColumnPositions,
  mark: DecimalMark,
): LineReading {
  const quantityText = field(row, binding.quantity);
  const priceText = field(row, binding.unitPrice);
  const quantity = parseDecimal(quantityText, mark);
  const unitPrice = parseDecimal(priceText, mark);
  if (quantity === undefined) return fatal('bad-number', notANumber('quantity', quantityText, mark));
  if (unitPrice === undefined) return fatal('bad-number', notANumber('unit price', priceText, mark));
  const size = kind === 'refund' ? absolute(quantity) : quantity;
  if (size.digits <= 0n) return skipped('nothing-sold', `a quantity of ${quantityText} sells nothing`);
  if (unitPrice.digits <= 0n) return skipped('no-price', `a unit price of ${priceText} earns nothing`);
  const name = field(row, binding.name);
  const sku = field(row, binding.sku) || name.slice(0, 128);
  if (sku === '') return fatal('no-product', 'neither a sku nor a name says what was bought');
  return { line: { row, sku, name: name || undefined, quantity: size, unitPrice } };
}

const fatal = (code: Refusal['code'], reason: string): LineReading => ({
  refusal: { code, reason },
  fatal: true,
});

const skipped = (code: Refusal['code'], reason: string): LineReading => ({
  refusal: { code, reason },
  fatal: false,
});

const notANumber = (what: string, text: string, mark: DecimalMark): string =>
  text === ''
    ? `the ${what} is empty`
    : `"${text}" is not a ${what} (the mapping says that decimals are written with "${mark}")`;
