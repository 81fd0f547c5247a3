import type { PlainDate } from '../../shared/calendar.ts';
import {
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from '../workflows/support/shop.ts';

const customers = 1_000;
const events = 200;

const toEverybody = `
name: To everybody
audience: { not: { lifecycle: [prospect] } }
holdout: 0%
steps:
  - after: 6h
    email: { template: note }
`;
const leftCart = `
name: Left cart
trigger: { event: cart, wait: 1h }
audience: { not: { lifecycle: [prospect] } }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
`;

const idOf = (number: number): string => `customer-${String(number).padStart(4, '0')}`;

/** Does something, and returns how long it took and which units it consumed. */
async function measure(shop: Shop, work: () => Promise<unknown>) {
  shop.store.capacity.take();
  const begin = performance.now();
  await work();
  return { seconds: (performance.now() - begin) / 1000, ...shop.store.capacity.take() };
}

/** Runs a night; what it consumed is in its own report, since it takes its meter's reading itself. */
async function measureNight(shop: Shop, date: PlainDate) {
  const { seconds } = await measure(shop, () => shop.runNight(date));
  const night = await shop.store.nights.latestClosed();
  return { seconds, ...(night?.progress.report.capacity ?? { readUnits: 0, writeUnits: 0 }) };
}

const each = (units: number, count: number): string => (units / count).toFixed(2);

/** Measures what a campaign costs for each customer who enters, for each message, and for each event that may trigger. */
async function benchCampaigns(): Promise<void> {
  const shop = await openShop({ settings: { limits: { quietHours: 'none' } } });
  try {
    const ids = Array.from({ length: customers }, (_, index) => idOf(index));
    await shop.receive(...ids.flatMap((id) => regularOrders(id, lastDayBeforeSilence(nightsLater(1)))));
    // The first night classifies everybody; the second alone changes nothing, and is what enrolling is compared with.
    await shop.runNight(nightsLater(-1));
    const idle = await measureNight(shop, nightsLater(0));
    await shop.publish('to-everybody', toEverybody);
    const entering = await measureNight(shop, nightsLater(1));
    const entered = (await shop.enrolments('to-everybody', nightsLater(1))).size;
    console.log(
      `campaigns: a night of ${customers} customers took ${idle.seconds.toFixed(1)} s; one in which all entered ${entering.seconds.toFixed(1)} s: ${Math.round(customers / Math.max(0.001, entering.seconds - idle.seconds))} enrolments a second (shard of ${entered})`,
    );
    console.log(
      `campaigns: for each who enters ${each(entering.readUnits - idle.readUnits, customers)} read units and ${each(entering.writeUnits - idle.writeUnits, customers)} write units more`,
    );
    const sending = await measure(shop, () => shop.passWithCampaigns(shop.clock.now() + 24 * 3_600_000));
    const sent = shop.stack.ses.messages().length;
    console.log(
      `campaigns: ${sent} messages in ${sending.seconds.toFixed(1)} s: ${Math.round(sent / sending.seconds)} a second; each ${each(sending.readUnits, sent)} read units and ${each(sending.writeUnits, sent)} write units for reserving, claiming and recording`,
    );
    const cart = (prefix: string) => (number: number) => ({
      type: 'cart',
      id: `${prefix}-${number}`,
      at: new Date(shop.clock.now() - 1_000).toISOString(),
      customer: { id: idOf(number) },
      value: 4_850,
    });
    const send = (prefix: string) => async () => {
      for (let from = 0; from < events; from += 100)
        await shop.request(
          'POST',
          '/activity',
          Array.from({ length: 100 }, (_, index) => cart(prefix)(from + index)),
        );
    };
    const plain = await measure(shop, send('plain'));
    await shop.publish('left-cart', leftCart);
    const triggering = await measure(shop, send('triggering'));
    console.log(
      `campaigns: an event costs ${each(plain.readUnits, events)} read units, ${each(plain.writeUnits, events)} write units and ${((1000 * plain.seconds) / events).toFixed(1)} ms; one that triggers ${each(triggering.readUnits, events)}, ${each(triggering.writeUnits, events)} and ${((1000 * triggering.seconds) / events).toFixed(1)} ms`,
    );
  } finally {
    await shop.stack.close();
  }
}

await benchCampaigns();
