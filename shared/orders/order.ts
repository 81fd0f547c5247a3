import * as z from 'zod';
import { type Instant, instantOfLocal, instantSchema, type PlainDate, plainDateSchema } from '../calendar.ts';
import { type InputIssue, issuesOf } from '../errors.ts';
import { customerIdSchema, orderIdSchema } from '../ids.ts';
import { type Currency, currencySchema, minorUnitsSchema } from '../money.ts';
import {
  futureIssues,
  isRecord,
  readableText,
  shortList,
  storageIssues,
  textFieldOf,
} from '../validation.ts';
import { contactSchemas, leaveOutUnusableContact } from './contact.ts';

/** What an order says about its buyer. An absent field does not erase what was known. */
export const orderCustomerSchema = z
  .strictObject({
    id: customerIdSchema.describe("The shop's id of the customer, at most 128 bytes without `#`."),
    email: contactSchemas.email.optional().describe('The address to write to.'),
    name: contactSchemas.name.optional().describe('How to address the customer.'),
    phone: contactSchemas.phone.optional().describe('The number to call, as it is written in its country.'),
    locale: contactSchemas.locale
      .optional()
      .describe('The language to write in, such as `en-GB` or `zh-CN`.'),
    birthday: contactSchemas.birthday.optional().describe('The day of birth.'),
    country: contactSchemas.country
      .optional()
      .describe('Where the customer lives: an ISO 3166-1 code of two letters, such as `GB`.'),
    acquisitionSource: contactSchemas.acquisitionSource
      .optional()
      .describe('How the customer first came to the shop; what the earliest fact says of it counts.'),
    referralCode: contactSchemas.referralCode
      .optional()
      .describe(
        'The personal code of another customer who sent this one; what the earliest fact says counts.',
      ),
    consents: z
      .strictObject({
        email: z.boolean().optional().describe('Whether the customer agrees to email.'),
        phone: z.boolean().optional().describe('Whether the customer agrees to calls.'),
      })
      .optional()
      .describe('A channel that is left out stays as it was.'),
  })
  .meta({
    id: 'Customer',
    description:
      'What is known about the customer. An absent field does not erase what was known; a contact field that cannot be used is left out, and the rest is taken.',
  });

// Far from the limits of DynamoDB's numbers, beyond which a whole batch would fail.
const largestNumber = 1e13;
const smallestNumber = 1e-6;
const notStorable = 'a number is 0, or at least 0.000001 and at most 10,000,000,000,000';

function isStorable(number: number): boolean {
  return number <= 0 || (number >= smallestNumber && number <= largestNumber);
}

export const skuSchema = readableText(128).min(1);
export const productNameSchema = readableText(500);
export const categorySchema = readableText(128).min(1);

/** Where an order was placed. */
export const orderChannels = ['web', 'store', 'marketplace'] as const;
export type OrderChannel = (typeof orderChannels)[number];

/** One line of an order, or of what is about to be ordered. */
export const orderLineSchema = z.strictObject({
  sku: skuSchema.describe("The shop's id of the product."),
  name: productNameSchema.optional().describe('The name of the product.'),
  category: categorySchema.optional().describe('What kind of product it is, in the words of the shop.'),
  quantity: z
    .number()
    .positive('a line has a quantity above zero; send returned goods as a refund')
    .refine(isStorable, notStorable)
    .describe('How many, or how much; may be a fraction.'),
  unitPrice: z
    .number()
    .nonnegative()
    .refine(isStorable, notStorable)
    .describe('Minor units; may be a fraction (screws at 0.1 p each).'),
});

const discountSchema = z.strictObject({
  couponCode: readableText(64).min(1).optional().describe('The code that gave it.'),
  amount: minorUnitsSchema.describe('Minor units.'),
});

const totalsSchema = z.strictObject({
  discount: minorUnitsSchema.default(0).describe('All discounts, in minor units.'),
  shipping: minorUnitsSchema.default(0).describe('Minor units.'),
  tax: minorUnitsSchema.default(0).describe('Minor units.'),
  total: minorUnitsSchema.describe('What the customer paid in total, in minor units.'),
});

const orderStatuses = ['placed', 'cancelled', 'refunded-in-part', 'refunded'] as const;

/** One order as a shop sends it. The version with the latest `updatedAt` counts. */
export const orderSchema = z
  .strictObject({
    id: orderIdSchema.describe("The shop's id of the order, at most 128 bytes without `#`."),
    customer: orderCustomerSchema,
    placedAt: instantSchema.describe('When the order was placed.'),
    placedOn: plainDateSchema
      .optional()
      .describe("The day in the shop's zone, when nothing more is known; `placedAt` is then its beginning."),
    updatedAt: instantSchema.describe('When it last changed: the version with the latest time counts.'),
    status: z.enum(orderStatuses).describe('A cancelled order does not count; a refunded one does.'),
    channel: z.enum(orderChannels).optional().describe('Where it was placed.'),
    currency: currencySchema.describe("The shop's own currency, an ISO 4217 code such as `EUR`."),
    lines: shortList(
      z.array(orderLineSchema).min(1, 'an order has at least one line'),
      2000,
      'an order has at most 2,000 lines',
    ).describe('What was ordered.'),
    discounts: shortList(z.array(discountSchema), 50, 'an order has at most 50 discounts')
      .default([])
      .describe('What was taken off, and by which coupon.'),
    totals: totalsSchema.describe('What the order came to.'),
    refunded: minorUnitsSchema
      .optional()
      .describe('Refunded so far, in minor units; only for an order that was refunded in part.'),
  })
  .superRefine((order, context) => {
    const isPartlyRefunded = order.status === 'refunded-in-part';
    const problem = (message: string) => context.addIssue({ code: 'custom', path: ['refunded'], message });
    if (isPartlyRefunded && (order.refunded === undefined || order.refunded === 0)) {
      problem('say how much was given back, in minor units');
    }
    if (!isPartlyRefunded && order.refunded !== undefined) {
      problem(`only an order whose status is "refunded-in-part" has this; this one is "${order.status}"`);
    }
    if (order.refunded !== undefined && order.refunded > order.totals.total)
      problem('more was given back than was paid');
  })
  .meta({ id: 'Order', description: 'One version of an order.' });

export type Order = z.output<typeof orderSchema>;
export type OrderCustomer = Order['customer'];

/** What an order is checked against besides its own schema. */
export interface OrderRules {
  readonly shopCurrency: Currency;
  readonly receivedAt: Instant;
  /** The zone of an order of which only the day is known. */
  readonly timeZone: string;
}

/**
 * An order and what was left out of it, or why it was rejected; `orderId` is present if it could be read.
 */
export type OrderValidation =
  | {
      readonly accepted: true;
      readonly order: Order;
      /** The contact details that cannot be used. They do not cost the order. */
      readonly leftOut: readonly InputIssue[];
    }
  | {
      readonly accepted: false;
      readonly orderId: string | undefined;
      readonly issues: readonly InputIssue[];
    };

/**
 * Validates one order from untrusted input. An issue names the path of what is wrong. A plain date as `placedAt` means
 * that only the day is known.
 */
export function validateOrder(received: unknown, rules: OrderRules): OrderValidation {
  const { input, leftOut } = leaveOutUnusableContact(withMoment(received, rules.timeZone));
  const parsed = orderSchema.safeParse(input);
  if (!parsed.success)
    return { accepted: false, orderId: textFieldOf(input, 'id'), issues: issuesOf(parsed.error) };
  const issues = conflictsWith(parsed.data, rules);
  return issues.length === 0
    ? { accepted: true, order: parsed.data, leftOut }
    : { accepted: false, orderId: parsed.data.id, issues };
}

function withMoment(received: unknown, timeZone: string): unknown {
  if (!isRecord(received) || received.placedOn !== undefined || !isWrittenAsDay(received.placedAt))
    return received;
  const day = plainDateSchema.safeParse(received.placedAt);
  return day.success
    ? { ...received, placedAt: beginningOf(day.data, timeZone), placedOn: day.data }
    : received;
}

const isWrittenAsDay = (text: unknown): boolean => typeof text === 'string' && text.length === 10;

const beginningOf = (day: PlainDate, timeZone: string): Instant =>
  instantOfLocal(`${day}T00:00:00`, timeZone);

function conflictsWith(order: Order, rules: OrderRules): InputIssue[] {
  const issues: InputIssue[] = [];
  if (order.placedOn !== undefined && order.placedAt !== beginningOf(order.placedOn, rules.timeZone)) {
    const message =
      'this is not the day of placedAt; when only the day is known, send it as placedAt, without a time';
    issues.push({ path: 'placedOn', message });
  }
  if (order.currency !== rules.shopCurrency) {
    issues.push({
      path: 'currency',
      message: `this shop keeps its books in ${rules.shopCurrency}; convert ${order.currency} before sending`,
    });
  }
  issues.push(
    ...futureIssues(order, ['placedAt', 'updatedAt'], rules.receivedAt),
    ...storageIssues(order, 'lines'),
  );
  return issues;
}
