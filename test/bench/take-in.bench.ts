import { startStack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { type CustomerId, customerIdSchema } from '../../shared/ids.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import { takeInFromFile } from '../../shared/operations/take-in-file.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import type { OrderActivity } from '../../shared/profile/activity.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import type { Store } from '../../shared/store/store.ts';

const timeZone = 'Europe/Berlin';
const customerId = customerIdSchema.parse('walk-in');
const firstPlacedMs = Date.parse('2024-01-01T08:00:00Z');
/** Each cost is the median of this many orders in a row. */
const measuredInARow = 5;

/** The `number`th order of the customer, each an hour after the one before. */
function orderNumber(number: number): OrderActivity {
  const placedAt = instantFromMs(firstPlacedMs + number * 3_600_000);
  const order = orderSchema.parse({
    id: `order-${number}`,
    customer: { id: customerId, email: 'till@example.com', name: 'Walk-in', consents: { email: true } },
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [
      { sku: 'TEA-250', name: 'Tea, 250 g', quantity: 2, unitPrice: 899 },
      { sku: 'CUP-01', name: 'Cup with a lid', quantity: 1, unitPrice: 1499 },
    ],
    totals: { total: 3297, tax: 526 },
  });
  return { type: 'order', order };
}

/** Records the orders from number `from` up to, but without, `to`, and folds them into the profile once. */
async function fill(store: Store, id: CustomerId, from: number, to: number): Promise<void> {
  const facts = Array.from({ length: Math.max(0, to - from) }, (_, index) => orderNumber(from + index));
  await takeInFromFile(store, [{ customerId: id, facts }], timeZone);
}

/** Measures what one more order costs a customer who has many: read and write units, and time. */
async function benchTakeIn(): Promise<void> {
  const stack = await startStack();
  const { store } = stack;
  try {
    await store.settings.save(defaultSettings);
    let next = 1;
    for (const number of [10, 1_000, 10_000]) {
      await fill(store, customerId, next, number);
      next = number + measuredInARow;
      const costs: { ms: number; readUnits: number; writeUnits: number }[] = [];
      for (let taken = number; taken < next; taken += 1) {
        store.capacity.take();
        const begin = performance.now();
        await takeInFacts(store, customerId, [orderNumber(taken)], timeZone);
        costs.push({ ms: performance.now() - begin, ...store.capacity.take() });
      }
      const median = (of: (cost: (typeof costs)[number]) => number) =>
        costs.map(of).sort((a, b) => a - b)[Math.floor(costs.length / 2)] ?? 0;
      console.log(
        `take in: order ${number.toLocaleString('en')} of a customer: ${median((cost) => cost.readUnits)} read units, ${median((cost) => cost.writeUnits)} write units, ${median((cost) => cost.ms).toFixed(1)} ms`,
      );
    }
  } finally {
    await stack.close();
  }
}

await benchTakeIn();
