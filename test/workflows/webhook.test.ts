import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { startReceiver } from '../functions/webhook-receiver.ts';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  receiver = await startReceiver();
  shop = await openShop();
});
afterEach(async () => {
  await shop.stack.close();
  await receiver.close();
});

test('a webhook without an answer is called again half an hour later, before the step that asks what it led to', async () => {
  await shop.publish(
    'card',
    `
name: A card
audience: {}
trigger: { event: custom, name: moved }
holdout: 0%
stopAt: end
steps:
  - { after: 0h, name: card, webhook: { url: '${receiver.url}', fields: [customerId] } }
  - { after: 0h, onlyIf: { step: card, was: sent }, tag: carded }
  - { after: 1h, onlyIf: { step: card, was: failed }, email: { template: note } }
`,
  );
  const status: Record<string, number> = { ada: 503, bob: 404 };
  receiver.answer(
    ({ body }) => status[(JSON.parse(body) as { data: { customerId: string } }).data.customerId] ?? 200,
  );
  const at = instantFromMs(shop.clock.now());
  const activity = ['ada', 'bob', 'eve'].map((id) => ({
    type: 'custom',
    name: 'moved',
    id: 'm',
    at,
    customer: { id, email: `${id}@post.example`, consents: { email: true } },
  }));
  const passMinutes = (minutes: number) => shop.passWithCampaigns(shop.clock.now() + minutes * 60_000);
  await shop.request('POST', '/activity', { activity });
  // The same facts again change nothing.
  await shop.request('POST', '/activity', { activity });
  await passMinutes(12);
  expect(receiver.received).toHaveLength(3);
  status.ada = 200;
  await passMinutes(40);
  expect(receiver.received).toHaveLength(4);
  await passMinutes(120);
  expect(receiver.received).toHaveLength(4);
  const tagsOf = async (customer: string) => (await shop.profile(customer)).tags;
  expect([await tagsOf('ada'), await tagsOf('bob'), await tagsOf('eve')]).toEqual([
    ['carded'],
    undefined,
    ['carded'],
  ]);
  expect(['ada', 'bob', 'eve'].map((one) => shop.mailsTo(one).length)).toEqual([0, 1, 0]);
}, 60_000);
