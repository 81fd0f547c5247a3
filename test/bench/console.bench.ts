import { documents } from '../../functions/toolkit/store.ts';
import { addDays } from '../../shared/calendar.ts';
import type { ConsoleRouteKey } from '../../shared/console-api/rights.ts';
import type { Sent } from '../../shared/console-api/routes.ts';
import { customerIdSchema } from '../../shared/ids.ts';
import { firstNight, nightsLater, openShop, regularOrders } from '../workflows/support/shop.ts';
import { profilesOf, writeProfiles } from './large-shop.ts';

/** How often each page is asked; the first time is printed by itself, since everything is cold then. */
const times = 15;

const thanks = `
name: Thank our best customers
audience: { lifecycle: [active], tier: [platinum] }
holdout: 10%
goal: { event: order, within: 60d }
steps:
  - after: 6h
    email: { template: note }
`;

const customerId = customerIdSchema.parse('regular');

/** What each page of the console asks when it is opened. */
const pages: Readonly<Record<string, readonly Asked[]>> = {
  Home: [asked('GET /api/findings', { query: {} }), asked('GET /api/shop', { query: {} })],
  Audiences: [asked('GET /api/audiences', { query: {} })],
  'Audience, counted from the sample': [
    asked('POST /api/audiences/count', {
      body: {
        text: 'any:\n  - lifecycle: [silent]\n  - tier: [platinum]\nnot: { traits: [discountDriven] }',
      },
    }),
  ],
  'Customers, by the beginning of a name': [asked('GET /api/customers', { query: { text: 'regular ex' } })],
  'Customers, by address': [asked('GET /api/customers', { query: { text: 'regular@post.example' } })],
  'A customer': [asked('GET /api/customers/{customerId}', { path: { customerId }, query: {} })],
  'What campaigns would do for a customer': [
    asked('GET /api/customers/{customerId}/campaigns', { path: { customerId }, query: {} }),
  ],
  Population: [asked('GET /api/nights/{night}/population', { path: { night: nightsLater(1) }, query: {} })],
  Campaigns: [asked('GET /api/campaigns', { query: {} })],
  'A campaign': [asked('GET /api/campaigns/{campaign}', { path: { campaign: 'thanks' }, query: {} })],
  'A report': [
    asked('GET /api/reports/{campaign}/{version}', { path: { campaign: 'thanks', version: 1 }, query: {} }),
  ],
  Calls: [asked('GET /api/calls', { query: {} })],
  Nights: [asked('GET /api/nights', { query: {} })],
  'A night': [asked('GET /api/nights/{night}', { path: { night: nightsLater(1) }, query: {} })],
  Settings: [asked('GET /api/settings', {})],
  'Audit log': [asked('GET /api/changes', { query: {} })],
};

interface Asked {
  readonly key: ConsoleRouteKey;
  readonly sent: { readonly path?: object; readonly query?: object; readonly body?: unknown };
}
function asked<K extends ConsoleRouteKey>(key: K, sent: Sent<K>): Asked {
  return { key, sent };
}

/** Measures how long the API takes for each page of the console, in a shop of 100,000 customers after two nights. */
async function benchConsole(customers = 100_000): Promise<void> {
  const shop = await openShop({ settings: { limits: { quietHours: 'none' } } });
  try {
    await writeProfiles(documents, [...profilesOf(customers, addDays(firstNight, -1))]);
    await shop.receive(...regularOrders('regular', addDays(firstNight, -3)));
    await shop.runNight(nightsLater(0));
    await shop.publish('thanks', thanks);
    await shop.runNight(nightsLater(1));
    const { entries } = (await shop.store.reports.all())[0]?.sums ?? { entries: 0 };
    console.log(`console: ${customers} customers, ${entries} enrolments; each page ${times} times`);
    for (const [page, requests] of Object.entries(pages)) {
      const durationsMs: number[] = [];
      for (let time = 0; time < times; time += 1) {
        const begin = performance.now();
        await Promise.all(requests.map((one) => send(shop.stack.endpoints.api, one)));
        durationsMs.push(performance.now() - begin);
      }
      const [first = 0] = durationsMs;
      const sorted = durationsMs.toSorted((a, b) => a - b);
      const [median = 0, slowest = 0] = [sorted[Math.floor(times / 2)], sorted.at(-1)];
      console.log(
        `console: ${page}: ${median.toFixed(0)} ms (first ${first.toFixed(0)}, slowest ${slowest.toFixed(0)})`,
      );
    }
  } finally {
    await shop.stack.close();
  }
}

async function send(api: string, { key, sent: { path = {}, query = {}, body } }: Asked): Promise<void> {
  const [method = 'GET', template = ''] = key.split(' ');
  const variables: Readonly<Record<string, unknown>> = { ...path };
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => String(variables[name]));
  const response = await fetch(`${api}${url}?${new URLSearchParams({ ...query })}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${key} answered ${response.status}: ${text}`);
}

if (import.meta.url === `file://${process.argv[1]}`) await benchConsole(Number(process.argv[2] ?? 100_000));
