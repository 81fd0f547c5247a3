import { closest } from '../../shared/did-you-mean.ts';
import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import {
  type AddedField,
  addedFields,
  type LineField,
  lineColumnOf,
  type Mapping,
  type OrderAmountField,
  type OrderField,
  orderFields,
} from './mapping.ts';

/** The index of each mapped field in the rows of one file, counted from 0. */
export interface ColumnPositions {
  readonly orderId: number;
  readonly customerId: number;
  readonly placedAt: number;
  /** The time of day, where the file has it in a column of its own. */
  readonly placedAtTime: number | undefined;
  readonly quantity: number | undefined;
  readonly unitPrice: number | undefined;
  readonly lineTotal: number | undefined;
  readonly sku: number | undefined;
  readonly name: number | undefined;
  readonly returnedQuantity: number | undefined;
  readonly orderFields: readonly { readonly field: OrderField; readonly index: number }[];
  /** The columns with amounts of the order as a whole; several of one field are added. */
  readonly orderAmounts: readonly AmountColumn[];
  /** The columns with amounts of the single line; several of one field are added. */
  readonly lineAmounts: readonly AmountColumn[];
}

/** A column with an amount, and what it is part of. */
export interface AmountColumn {
  readonly field: OrderAmountField;
  readonly index: number;
}

/**
 * Finds the columns of a mapping in a file's header, ignoring case and spaces around a name.
 *
 * @throws InvalidInputError listing each missing column with the one that was probably meant
 */
export function locateColumns(mapping: Mapping, header: readonly string[], where: string): ColumnPositions {
  const issues: InputIssue[] = [];
  const find = (field: LineField, isRequired: boolean): number | undefined => {
    const wanted = [mapping.columns[field] ?? []].flat();
    if (wanted.length === 0) return undefined;
    const index = wanted.map((name) => indexOf(name, header)).find((found) => found !== -1);
    if (index === undefined && isRequired) {
      issues.push({ path: `columns.${field}`, message: missingColumn(wanted, header) });
    }
    return index;
  };
  const required = (field: LineField): number => find(field, true) ?? -1;
  const optional = (field: LineField) => find(field, !mapping.columnsMayBeMissing);
  const single = <F extends LineField>(field: F) => {
    const index = optional(field);
    return index === undefined ? [] : [{ field, index }];
  };
  // One of several columns that are added is no substitute for another, so each is missed by itself.
  const added = (field: AddedField, column: LineField): AmountColumn[] => {
    const indexes = new Set<number>();
    for (const name of [mapping.columns[column] ?? []].flat()) {
      const index = indexOf(name, header);
      if (index !== -1) indexes.add(index);
      else if (!mapping.columnsMayBeMissing)
        issues.push({ path: `columns.${column}`, message: missingColumn([name], header) });
    }
    return [...indexes].map((index) => ({ field, index }));
  };
  const columns: ColumnPositions = {
    orderId: required('orderId'),
    customerId: required('customerId'),
    placedAt: required('placedAt'),
    placedAtTime: optional('placedAtTime'),
    quantity: find('quantity', true),
    unitPrice: find('unitPrice', mapping.columns.lineTotal === undefined),
    lineTotal: find('lineTotal', mapping.columns.unitPrice === undefined),
    sku: optional('sku'),
    name: optional('name'),
    returnedQuantity: optional('returnedQuantity'),
    orderAmounts: [
      ...addedFields.flatMap((field) => added(field, field)),
      ...(['total', 'refunded'] as const).flatMap((field) => single(field)),
    ],
    lineAmounts: addedFields.flatMap((field) => added(field, lineColumnOf[field])),
    orderFields: orderFields.flatMap((field) => single(field)),
  };
  if (issues.length === 0 && columns.sku === undefined && columns.name === undefined) {
    issues.push({
      path: 'columns.sku',
      message: 'the file has no column for the product, neither sku nor name',
    });
  }
  if (issues.length === 0) return columns;
  const listed = `The columns of this file are: ${header.map((name) => name.trim() || '(no name)').join(', ')}.`;
  throw new InvalidInputError(`The column mapping does not match this file. ${listed}`, issues, where);
}

/** How many fields a row has at least to contain all that no order can be without. */
export function neededWidth({ orderId, customerId, placedAt, sku, name, ...price }: ColumnPositions): number {
  const product = Math.min(sku ?? Number.POSITIVE_INFINITY, name ?? Number.POSITIVE_INFINITY);
  const { quantity = -1, unitPrice = -1, lineTotal = -1 } = price;
  return 1 + Math.max(orderId, customerId, placedAt, product, quantity, unitPrice, lineTotal);
}

/** Whether `header` has all columns that no order can be without. */
export function hasNeededColumns({ columns }: Mapping, header: readonly string[]): boolean {
  const fields = [columns.orderId, columns.customerId, columns.placedAt, columns.quantity];
  const price = columns.lineTotal ?? columns.unitPrice;
  return [...fields, price].every(
    (names) => names === undefined || [names].flat().some((name) => indexOf(name, header) !== -1),
  );
}

function indexOf(name: string, header: readonly string[]): number {
  const exact = header.indexOf(name);
  if (exact !== -1) return exact;
  const wanted = name.trim().toLowerCase();
  return header.findIndex((column) => column.trim().toLowerCase() === wanted);
}

function missingColumn(wanted: readonly string[], header: readonly string[]): string {
  const meant = wanted.map((name) => closest(name, header)).find((name) => name !== undefined);
  const names = wanted.map((name) => `"${name}"`).join(' or ');
  return `the file has no column ${names}${meant === undefined ? '' : `; did you mean "${meant.trim()}"?`}`;
}
