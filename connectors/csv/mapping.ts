import * as z from 'zod';
import { timeZoneSchema } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import { isoFormat } from './time.ts';

/** One column's name, or several: the first one that the file has is used. */
const columnSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'give the name of a column, or a list of names: the first one found in the file is used',
});

/** One column of amounts, or several whose amounts are added. */
const addedColumnsSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
    error: 'give the name of a column, or a list of names: the amounts in these columns are added',
  })
  .optional();

/** Fields of the order as a whole. Their columns may be empty on all lines of an order except the first. */
export const orderFields = [
  'email',
  'customerName',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'country',
  'acceptsEmail',
  'currency',
  'couponCode',
  'status',
  'cancelledAt',
] as const;
export type OrderField = (typeof orderFields)[number];

/** What a file says about an order as a whole, as text. */
export type OrderDetails = Partial<Record<OrderField, string>>;

/** Amounts that a file can state for an order as a whole, for each of its lines, or both; then all are added. */
export const addedFields = ['discount', 'shipping', 'tax'] as const;
export type AddedField = (typeof addedFields)[number];

/** The key of the columns with such an amount for each line. */
export const lineColumnOf = {
  discount: 'lineDiscount',
  shipping: 'lineShipping',
  tax: 'lineTax',
} as const satisfies Record<AddedField, string>;

/** The amounts of an order as a whole. */
export const orderAmountFields = [...addedFields, 'total', 'refunded'] as const;
export type OrderAmountField = (typeof orderAmountFields)[number];

const optional = columnSchema.optional();

export const columnsSchema = z.strictObject({
  orderId: columnSchema,
  customerId: columnSchema,
  placedAt: columnSchema,
  /** The time of day, where `placedAt` is a column of days. */
  placedAtTime: optional,
  /** One piece of everything when absent. */
  quantity: optional,
  /** Price of one piece in major units: 2.55. A file has this or `lineTotal`. */
  unitPrice: optional,
  /** Price of the whole line: 7.65 for three pieces at 2.55. */
  lineTotal: optional,
  sku: optional,
  name: optional,
  email: optional,
  customerName: optional,
  firstName: optional,
  lastName: optional,
  phone: optional,
  locale: optional,
  /** The locale is derived from it when there is no `locale` column. */
  country: optional,
  /** yes or no: whether the customer agreed to receive email. */
  acceptsEmail: optional,
  currency: optional,
  couponCode: optional,
  /** Of the whole order, however often it is repeated on the lines. */
  discount: addedColumnsSchema,
  shipping: addedColumnsSchema,
  tax: addedColumnsSchema,
  /** Of the single line, for all its pieces. */
  lineDiscount: addedColumnsSchema,
  lineShipping: addedColumnsSchema,
  lineTax: addedColumnsSchema,
  /** How many pieces of the line were given back; without `refunded`, their share of the line's price was refunded. */
  returnedQuantity: optional,
  /** What the customer paid for the whole order; without it, the lines minus the discounts plus shipping. */
  total: optional,
  /** Refunded so far. */
  refunded: optional,
  status: optional,
  /** Any value here means that the order was cancelled. */
  cancelledAt: optional,
});
export type LineField = keyof z.output<typeof columnsSchema>;

const valuesSchema = z.array(z.string().min(1)).default([]);

export const mappingSchema = z
  .strictObject({
    columns: columnsSchema,
    /** Ignores optional columns that a file does not have, for a mapping that is used with many files. */
    columnsMayBeMissing: z.boolean().default(false),
    placedAtFormat: z.string().min(1).default(isoFormat),
    /** The zone of times without an offset; the shop's when absent. */
    timeZone: timeZoneSchema.optional(),
    /** The currency of all amounts in the file; the shop's when absent. */
    currency: currencySchema.optional(),
    /** `none` for a file that never quotes fields, such as Amazon's reports: a `"` in it is an inch. */
    quoting: z.enum(['standard', 'none']).default('standard'),
    /** A point when absent, unless the amounts of the file leave that open. */
    decimalMark: z.enum(['.', ',']).optional(),
    /** `first-line` when the order's own columns are filled only on its first line. */
    orderColumns: z.enum(['every-line', 'first-line']).default('every-line'),
    /** Which lines are credit notes; they become refunds. */
    cancellations: z
      .strictObject({
        orderIdPrefix: z.string().min(1).optional(),
        negativeQuantity: z.boolean().default(false),
      })
      .prefault({}),
    /**
     * Values of the status column, by what they mean; case does not matter. A status that is not listed, and is none of
     * the common ones, stops the import.
     */
    statuses: z
      .strictObject({
        placed: valuesSchema,
        cancelled: valuesSchema,
        refunded: valuesSchema,
        notAnOrder: valuesSchema,
      })
      .prefault({}),
  })
  .refine(({ columns }) => columns.sku !== undefined || columns.name !== undefined, {
    path: ['columns', 'sku'],
    error: 'name the column with the product: sku, name or both',
  })
  .refine(({ columns }) => columns.unitPrice !== undefined || columns.lineTotal !== undefined, {
    path: ['columns', 'unitPrice'],
    error:
      'name the column with the price: unitPrice for that of one piece, or lineTotal for that of the line',
  });

/** A column mapping: how the columns of a file become orders. */
export type Mapping = z.output<typeof mappingSchema>;
