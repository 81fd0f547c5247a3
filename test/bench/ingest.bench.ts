import { startStack } from '../../infra/local/stack.ts';
import { plainDate } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { sendOrders } from '../../simulation/days/webhooks.ts';
import { createSimulatedShop } from '../../simulation/shop/simulated-shop.ts';

/** Sends orders through the HTTP API to the ingest handler: as webhooks do, and again, which changes nothing. */
async function benchIngest(): Promise<void> {
  const currency = currencySchema.parse('EUR');
  const shop = createSimulatedShop({
    seed: 1,
    customers: 500,
    from: plainDate('2024-10-01'),
    to: plainDate('2026-09-30'),
    timeZone: 'UTC',
    currency,
  });
  const orders = [...shop.webhooks()];
  const stack = await startStack();
  try {
    await stack.store.settings.save(defaultSettings);
    for (const time of ['first time', 'again']) {
      const begin = performance.now();
      await sendOrders(stack.endpoints.api, orders);
      const seconds = (performance.now() - begin) / 1000;
      console.log(
        `ingest: ${orders.length} orders, ${time}: ${Math.round(orders.length / seconds)} orders/s`,
      );
    }
  } finally {
    await stack.close();
  }
}

await benchIngest();
