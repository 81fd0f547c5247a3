import { expect, test } from 'vitest';
import { readActivities } from '../../../connectors/csv/activities.ts';
import { parseMapping } from '../../../connectors/csv/parse-mapping.ts';
import { openTable } from '../../../connectors/csv/table.ts';
import { currencySchema } from '../../../shared/money.ts';
import { type Order, orderSchema } from '../../../shared/orders/order.ts';
import { orderLinesCsv, orderLinesMapping } from '../../../simulation/shop/order-lines-csv.ts';
import { smallShop } from './small-shop.ts';

test.each(['GBP', 'JPY'])('an import reads back from the export what the shop sold, in %s', async (code) => {
  const currency = currencySchema.parse(code);
  const shop = smallShop({ currency, customers: 150 });
  const csv = [...orderLinesCsv(shop.orders(), currency)].join('');
  const table = await openTable(bytesOf(csv), { name: 'orders.csv' });
  const mapping = parseMapping(orderLinesMapping, 'mapping.yaml');
  const imported: Order[] = [];
  const rejected: unknown[] = [];
  const settings = { timeZone: 'UTC', currency };
  const onRejected = (rejection: unknown) => void rejected.push(rejection);
  for await (const { activity } of readActivities({ table, mapping, settings, onRejected })) {
    if (activity.type === 'order') imported.push(activity.order);
  }
  expect(rejected).toEqual([]);
  const exportedFields = (order: Order) => ({
    id: order.id,
    customer: order.customer.id,
    email: order.customer.email,
    name: order.customer.name,
    phone: order.customer.phone,
    placedAt: order.placedAt,
    status: order.status,
    lines: order.lines,
    total: order.totals.total,
    refunded: order.refunded,
  });
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  const sold = [...shop.orders()].map((order) => orderSchema.parse(order));
  expect(sold.length).toBeGreaterThan(400);
  expect(imported.map(exportedFields).sort(byId)).toEqual(sold.map(exportedFields).sort(byId));
});

test('a name with quotes and commas stays one field', () => {
  const [order] = smallShop({ customers: 1 }).orders();
  if (order === undefined) throw new Error('the shop sold nothing');
  const lines = [{ sku: 'S-1', name: 'Poster "Tea, please"', quantity: 1, unitPrice: 950 }];
  const [, line] = orderLinesCsv([{ ...order, lines }], currencySchema.parse('GBP'));
  expect(line).toContain(',S-1,"Poster ""Tea, please""",1,9.50,');
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
