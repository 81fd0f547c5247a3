import { parse as parseYaml, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { timeZoneSchema } from '../../shared/calendar.ts';
import { didYouMean } from '../../shared/did-you-mean.ts';
import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import { currencySchema } from '../../shared/money.ts';
import { isoFormat } from './time.ts';

/** One column's name, or several of which the first that the file has is used. */
const columnSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'name a column, or a list of columns of which the first one in the file is used',
});

/** What stands once for each order; it may be left empty on all lines but the first. */
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

const optional = columnSchema.optional();

const columnsSchema = z.strictObject({
  orderId: columnSchema,
  customerId: columnSchema,
  placedAt: columnSchema,
  quantity: columnSchema,
  /** Of one piece, in major units: 2.55. */
  unitPrice: columnSchema,
  sku: optional,
  name: optional,
  email: optional,
  customerName: optional,
  firstName: optional,
  lastName: optional,
  phone: optional,
  locale: optional,
  /** Gives a locale where there is no column for it. */
  country: optional,
  /** yes or no: whether this customer agreed to be written to. */
  acceptsEmail: optional,
  currency: optional,
  discount: optional,
  couponCode: optional,
  shipping: optional,
  tax: optional,
  /** What the customer paid for the whole order; without it, the sum of the lines less the discount. */
  total: optional,
  /** Given back so far. */
  refunded: optional,
  status: optional,
  /** A time here, any time, means that the order was cancelled. */
  cancelledAt: optional,
});
export type LineField = keyof z.output<typeof columnsSchema>;

const valuesSchema = z.array(z.string().min(1)).default([]);

export const mappingSchema = z
  .strictObject({
    columns: columnsSchema,
    /** Passes over optional columns that a file lacks, for a mapping that serves many files. */
    columnsMayBeMissing: z.boolean().default(false),
    placedAtFormat: z.string().min(1).default(isoFormat),
    /** Of times without an offset. The shop's, when absent. */
    timeZone: timeZoneSchema.optional(),
    /** Of all amounts in the file. The shop's, when absent. */
    currency: currencySchema.optional(),
    decimalMark: z.enum(['.', ',']).default('.'),
    /** `first-line` when what belongs to the order stands on the first of its lines only. */
    orderColumns: z.enum(['every-line', 'first-line']).default('every-line'),
    /** Which lines are credit notes: they give money back, and become refunds. */
    cancellations: z
      .strictObject({
        orderIdPrefix: z.string().min(1).optional(),
        negativeQuantity: z.boolean().default(false),
      })
      .prefault({}),
    /** Which values of the status column say that an order does not stand as placed. Capitals do not matter. */
    statuses: z
      .strictObject({ cancelled: valuesSchema, refunded: valuesSchema, notAnOrder: valuesSchema })
      .prefault({}),
  })
  .refine(({ columns }) => columns.sku !== undefined || columns.name !== undefined, {
    path: ['columns', 'sku'],
    error: 'name the column that says what was bought: sku, name or both',
  });

/** How the columns of a file become orders. */
export type Mapping = z.output<typeof mappingSchema>;

/** Reads a mapping that a person wrote in YAML. @throws InvalidInputError naming each thing wrong with it */
export function parseMapping(yaml: string, where: string): Mapping {
  const parsed = mappingSchema.safeParse(contentOf(yaml, where));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError('This mapping cannot be used', parsed.error.issues.flatMap(issuesIn), where);
}

function contentOf(yaml: string, where: string): unknown {
  try {
    return parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new InvalidInputError('This is not YAML', [{ path: '', message: error.message }], where);
  }
}

const keysByPath: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(mappingSchema.shape),
  columns: Object.keys(columnsSchema.shape),
  cancellations: ['orderIdPrefix', 'negativeQuantity'],
  statuses: ['cancelled', 'refunded', 'notAnOrder'],
};

function issuesIn(issue: z.core.$ZodIssue): InputIssue[] {
  const path = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const known = keysByPath[path] ?? [];
  return issue.keys.map((key) => ({
    path: path === '' ? key : `${path}.${key}`,
    message: `unknown key${didYouMean(key, known) || `; known are ${known.join(', ')}`}`,
  }));
}
