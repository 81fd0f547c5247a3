import { closest } from '../../shared/did-you-mean.ts';
import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import { type LineField, type Mapping, type OrderField, orderFields } from './mapping.ts';

/** Where each field of a mapping stands in the rows of one file, counted from 0. */
export interface ColumnPositions {
  readonly orderId: number;
  readonly customerId: number;
  readonly placedAt: number;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly sku: number | undefined;
  readonly name: number | undefined;
  readonly orderFields: readonly { readonly field: OrderField; readonly index: number }[];
}

/**
 * Finds the columns of a mapping in a file's header; capitals and blanks around a name do not matter.
 *
 * @throws InvalidInputError for each column that is missing, with the one that was probably meant
 */
export function locateColumns(mapping: Mapping, columns: readonly string[], where: string): ColumnPositions {
  const issues: InputIssue[] = [];
  const find = (field: LineField, needed: boolean): number | undefined => {
    const wanted = [mapping.columns[field] ?? []].flat();
    if (wanted.length === 0) return undefined;
    const index = wanted.map((name) => indexOf(name, columns)).find((found) => found !== -1);
    if (index === undefined && needed) {
      issues.push({ path: `columns.${field}`, message: missing(wanted, columns) });
    }
    return index;
  };
  const needed = (field: LineField): number => find(field, true) ?? -1;
  const named = (field: LineField) => find(field, !mapping.columnsMayBeMissing);
  const binding: ColumnPositions = {
    orderId: needed('orderId'),
    customerId: needed('customerId'),
    placedAt: needed('placedAt'),
    quantity: needed('quantity'),
    unitPrice: needed('unitPrice'),
    sku: named('sku'),
    name: named('name'),
    orderFields: orderFields.flatMap((field) => {
      const index = named(field);
      return index === undefined ? [] : [{ field, index }];
    }),
  };
  if (issues.length === 0 && binding.sku === undefined && binding.name === undefined) {
    issues.push({ path: 'columns.sku', message: 'the file has neither a sku nor a name of what was bought' });
  }
  if (issues.length === 0) return binding;
  const listed = `The columns of this file are: ${columns.map((name) => name.trim() || '(no name)').join(', ')}.`;
  throw new InvalidInputError(`The mapping does not fit this file. ${listed}`, issues, where);
}

function indexOf(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  if (exact !== -1) return exact;
  const wanted = name.trim().toLowerCase();
  return columns.findIndex((column) => column.trim().toLowerCase() === wanted);
}

function missing(wanted: readonly string[], columns: readonly string[]): string {
  const meant = wanted.map((name) => closest(name, columns)).find((name) => name !== undefined);
  const names = wanted.map((name) => `"${name}"`).join(' or ');
  return `the file has no column ${names}${meant === undefined ? '' : `; did you mean "${meant.trim()}"?`}`;
}
