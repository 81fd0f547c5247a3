import * as z from 'zod';
import { timeZoneSchema } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import { isoFormat } from './time.ts';

/** One column's name, or several: the first one that the file has is used. */
const columnSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'give the name of a column, or a list of names: the first one found in the file is used',
});

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
  'discount',
  'couponCode',
  'shipping',
  'tax',
  'total',
  'refunded',
  'status',
  'cancelledAt',
] as const;
export type OrderField = (typeof orderFields)[number];

/** What a file says about an order as a whole, as text. */
export type OrderDetails = Partial<Record<OrderField, string>>;

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
  discount: optional,
  couponCode: optional,
  shipping: optional,
  tax: optional,
  /** What the customer paid for the whole order; without it, the lines minus the discount plus shipping. */
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
    decimalMark: z.enum(['.', ',']).default('.'),
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
