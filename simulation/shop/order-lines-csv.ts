import { type Currency, decimalsOf } from '../../shared/money.ts';
import { couponCodeIn, type OrderInput } from './order-writer.ts';

type Row = Readonly<Record<(typeof orderLineColumns)[number], string | number>>;

/** The columns of an export of order lines. The fields of the whole order are repeated on each of its lines. */
export const orderLineColumns = [
  'order_id',
  'customer_id',
  'placed_at',
  'sku',
  'name',
  'quantity',
  'unit_price',
  'email',
  'customer_name',
  'phone',
  'locale',
  'currency',
  'coupon_code',
  'discount',
  'status',
  'shipping',
  'refunded',
  'accepts_email',
] as const;

/** The header and the lines of all orders, each ending with a line feed. Amounts are in major units: 19.99. */
export function* orderLinesCsv(orders: Iterable<OrderInput>, currency: Currency): Generator<string> {
  yield `${orderLineColumns.join(',')}\n`;
  const decimals = decimalsOf(currency);
  const major = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  for (const order of orders) {
    for (const row of rowsOf(order, major)) {
      yield `${orderLineColumns.map((column) => quote(String(row[column]))).join(',')}\n`;
    }
  }
}

function rowsOf(order: OrderInput, major: (minor: number) => string): Row[] {
  const { customer, totals } = order;
  return order.lines.map(({ sku, name = '', quantity, unitPrice }) => ({
    order_id: order.id,
    customer_id: customer.id,
    placed_at: order.placedAt,
    sku,
    name,
    quantity,
    unit_price: major(unitPrice),
    email: customer.email ?? '',
    customer_name: customer.name ?? '',
    phone: customer.phone ?? '',
    locale: customer.locale ?? '',
    currency: order.currency,
    coupon_code: couponCodeIn(order) ?? '',
    discount: major(totals.discount ?? 0),
    status: order.status,
    shipping: major(totals.shipping ?? 0),
    refunded: order.refunded === undefined ? '' : major(order.refunded),
    accepts_email: customer.consents?.email === true ? 'yes' : 'no',
  }));
}

const quote = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The column mapping with which `rekindle import` reads such an export. */
export const orderLinesMapping = `columns:
  orderId: order_id
  customerId: customer_id
  placedAt: placed_at
  sku: sku
  name: name
  quantity: quantity
  unitPrice: unit_price
  email: email
  customerName: customer_name
  phone: phone
  locale: locale
  currency: currency
  couponCode: coupon_code
  discount: discount
  status: status
  shipping: shipping
  refunded: refunded
  acceptsEmail: accepts_email
statuses:
  cancelled: [cancelled]
  refunded: [refunded]
`;
