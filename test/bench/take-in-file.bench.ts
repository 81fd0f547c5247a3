import { createImportSink } from '../../cli/import-sink.ts';
import { startStack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { customerIdSchema } from '../../shared/ids.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import { ownerIn } from '../../shared/orders/order-owner.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { putAll } from '../../shared/store/table.ts';

const customerCount = Number(process.env['REKINDLE_BENCH_CUSTOMERS'] ?? 2_000);
const ordersEach = 5;
const customersPerCall = 25;

/** The orders of one customer, a week apart. */
function factsOf(number: number) {
  const customerId = customerIdSchema.parse(`c${number}`);
  const facts = Array.from({ length: ordersEach }, (_, index) => {
    const placedAt = instantFromMs(
      Date.parse('2026-01-01T08:00:00Z') + (index * 7 * 24 + number) * 3_600_000,
    );
    const order = orderSchema.parse({
      id: `${number}-${index}`,
      customer: { id: customerId, email: `c${number}@example.com`, name: 'Ann Example' },
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
    return { type: 'order' as const, order };
  });
  return { customerId, facts };
}

/** Measures an import of customers against bare batch writes of the items that it leaves behind. */
async function benchTakeInFile(): Promise<void> {
  const stack = await startStack();
  try {
    const { store } = stack;
    await store.settings.save(defaultSettings);
    const customers = Array.from({ length: customerCount }, (_, number) => factsOf(number));
    const groups = Array.from({ length: Math.ceil(customerCount / customersPerCall) }, (_, index) =>
      customers.slice(index * customersPerCall, (index + 1) * customersPerCall),
    );
    const { takeIn } = createImportSink(store, 'UTC');
    const importing = await secondsOf(() => inParallel(groups, (group) => takeIn(group)));

    const { documents } = await import('../../functions/toolkit/store.ts');
    const items = groups.map((group) =>
      group.flatMap(({ customerId, facts }) =>
        facts.flatMap((fact) => {
          const owner = { ...ownerIn(fact.order, customerId, undefined), fingerprint: 'f'.repeat(32) };
          return [
            { customerId: `again-${customerId}`, key: `order#${fact.order.id}`, ...fact },
            { customerId: `order#again-${fact.order.id}`, key: 'owner', type: 'owner', owner },
          ];
        }),
      ),
    );
    const profiles = await Promise.all(
      groups.map(async (group) => {
        const found = await store.customers.findAll(group.map(({ customerId }) => customerId));
        return [...found.values()].map((profile) => ({
          ...profile,
          customerId: `again-${profile.customerId}`,
        }));
      }),
    );
    const bare = await secondsOf(async () => {
      await inParallel(items, (some) => putAll({ client: documents, name: 'rekindle-activity' }, some));
      await inParallel(profiles, (some) => putAll({ client: documents, name: 'rekindle-customers' }, some));
    });
    const orders = customerCount * ordersEach;
    console.log(
      `take in a file: ${orders.toLocaleString('en')} orders of ${customerCount.toLocaleString('en')} customers in ${importing.toFixed(1)} s; bare batch writes of the same items ${bare.toFixed(1)} s; ratio ${(importing / bare).toFixed(2)}`,
    );
  } finally {
    await stack.close();
  }
}

async function inParallel<T>(groups: readonly T[], work: (group: T) => Promise<unknown>): Promise<void> {
  const rest = [...groups];
  const worker = async () => {
    for (let group = rest.pop(); group !== undefined; group = rest.pop()) await work(group);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

await benchTakeInFile();
