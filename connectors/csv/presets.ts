import { didYouMean } from '../../shared/did-you-mean.ts';
import { InvalidInputError } from '../../shared/errors.ts';
import { type Mapping, mappingSchema } from './mapping.ts';
import type { Table } from './table.ts';

/**
 * Shopify's own export (Orders → Export → Plain CSV). It has no customer id, so the email address serves as one. The
 * order's own columns are filled only on its first line.
 */
const shopify = mappingSchema.parse({
  columns: {
    orderId: 'Name',
    customerId: 'Email',
    placedAt: 'Created at',
    sku: 'Lineitem sku',
    name: 'Lineitem name',
    quantity: 'Lineitem quantity',
    unitPrice: 'Lineitem price',
    email: 'Email',
    customerName: ['Billing Name', 'Shipping Name'],
    phone: ['Phone', 'Billing Phone'],
    country: ['Billing Country', 'Shipping Country'],
    acceptsEmail: 'Accepts Marketing',
    currency: 'Currency',
    discount: 'Discount Amount',
    couponCode: 'Discount Code',
    shipping: 'Shipping',
    tax: 'Taxes',
    total: 'Total',
    refunded: 'Refunded Amount',
    status: 'Financial Status',
    cancelledAt: ['Cancelled at', 'Canceled at'],
  },
  columnsMayBeMissing: true,
  orderColumns: 'first-line',
  statuses: {
    placed: ['paid', 'pending', 'authorized', 'partially_paid', 'partially_refunded', 'unpaid'],
    cancelled: ['voided'],
    refunded: ['refunded'],
    notAnOrder: ['expired'],
  },
});

/** WooCommerce with "Advanced Order Export", one row per item. Guests have no user id, so email serves as the id. */
const woocommerce = mappingSchema.parse({
  columns: {
    orderId: 'Order Number',
    customerId: 'Email (Billing)',
    placedAt: 'Order Date',
    sku: 'SKU',
    name: ['Item Name', 'Name', 'Product Name'],
    quantity: ['Quantity', 'Quantity (- Refund)'],
    unitPrice: ['Item Cost', 'Item Cost (inc. tax)'],
    email: 'Email (Billing)',
    firstName: 'First Name (Billing)',
    lastName: 'Last Name (Billing)',
    phone: 'Phone (Billing)',
    country: 'Country Code (Billing)',
    currency: ['Currency', 'Order Currency'],
    discount: 'Cart Discount Amount',
    couponCode: ['Coupon Code', 'Coupons Used'],
    shipping: 'Order Shipping Amount',
    tax: 'Order Total Tax Amount',
    total: 'Order Total Amount',
    refunded: 'Order Refund Amount',
    status: 'Order Status',
  },
  columnsMayBeMissing: true,
  orderColumns: 'first-line',
  statuses: {
    placed: ['processing', 'completed', 'on-hold'],
    cancelled: ['cancelled'],
    refunded: ['refunded'],
    notAnOrder: ['failed', 'pending', 'pending payment', 'draft', 'checkout-draft', 'auto-draft', 'trash'],
  },
});

/** The public "Online Retail" data of the UCI repository: a British gift shop, 2010 to 2011. */
const uciOnlineRetail = mappingSchema.parse({
  columns: {
    orderId: 'InvoiceNo',
    customerId: 'CustomerID',
    placedAt: 'InvoiceDate',
    sku: 'StockCode',
    name: 'Description',
    quantity: 'Quantity',
    unitPrice: 'UnitPrice',
    country: 'Country',
  },
  columnsMayBeMissing: true,
  timeZone: 'Europe/London',
  currency: 'GBP',
  cancellations: { orderIdPrefix: 'C' },
});

/** Built-in column mappings for common exports. */
export const presets: ReadonlyMap<string, Mapping> = new Map([
  ['uci-online-retail', uciOnlineRetail],
  ['shopify', shopify],
  ['woocommerce', woocommerce],
]);

const essential = ['orderId', 'customerId', 'placedAt', 'quantity', 'unitPrice'] as const;

/** The only preset whose essential columns are all in `columns`; `undefined` when there is none or several. */
export function detectPreset(columns: readonly string[]): string | undefined {
  const present = new Set(columns.map((column) => column.trim().toLowerCase()));
  const matching = [...presets].filter(([, mapping]) =>
    essential.every((field) =>
      [mapping.columns[field] ?? []].flat().some((name) => present.has(name.toLowerCase())),
    ),
  );
  return matching.length === 1 ? matching[0]?.[0] : undefined;
}

/** The preset with a name. @throws InvalidInputError listing the known presets */
export function presetNamed(name: string): Mapping {
  const preset = presets.get(name);
  if (preset !== undefined) return preset;
  const message = `unknown preset "${name}"${didYouMean(name, presets.keys()) || `; the presets are ${listed}`}`;
  throw new InvalidInputError('This preset cannot be used', [{ path: 'preset', message }]);
}

/** The preset that matches a header. @throws InvalidInputError with what to do when none or several match */
export function presetFor({ columns, name }: Pick<Table, 'columns' | 'name'>): {
  name: string;
  mapping: Mapping;
} {
  const detected = detectPreset(columns);
  if (detected !== undefined) return { name: detected, mapping: presetNamed(detected) };
  const message =
    `no single preset (${listed}) matches its columns: ${columns.map((column) => column.trim()).join(', ')}; ` +
    'describe the columns in a column mapping and pass it with --mapping FILE.yaml';
  throw new InvalidInputError('The format of this file is not known', [{ path: 'mapping', message }], name);
}

const listed = [...presets.keys()].join(', ');
