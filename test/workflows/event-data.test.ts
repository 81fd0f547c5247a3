import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { idOf, openShop, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stack.close());

const file = `
name: Left cart
audience: {}
trigger: { event: cart, wait: 1h }
holdout: 0%
stopAt: end
steps:
  - { after: 0h, email: { template: the-event } }
  - { after: 2h, onlyIf: { event: { value: { atLeast: 50 } } }, email: { template: the-event } }
`;

const cartOf = (customer: string, id: string, value: number, ...names: string[]) => {
  const at = instantFromMs(shop.clock.now());
  return {
    type: 'cart',
    id,
    at,
    updatedAt: at,
    customer: { id: customer, email: `${customer}@post.example`, consents: { email: true } },
    value,
    lines: names.map((name) => ({ sku: name.toLowerCase(), name })),
  };
};
const send = async (...activity: object[]) => {
  const { status } = await shop.request('POST', '/activity', { activity });
  expect(status).toBe(200);
};
const passMinutes = (minutes: number) => shop.passWithCampaigns(shop.clock.now() + minutes * 60_000);
const subjects = (customer: string) => shop.mailsTo(customer).map(({ subject }) => subject);

test('every step of a journey speaks of the event that began it, however many come after, as it is by then', async () => {
  await shop.publish('cart', file);
  await send(
    cartOf('ada', 'k1', 6000, 'Assam', 'Cup'),
    cartOf('bob', 'k1', 4000, 'Pot'),
    cartOf('eve', 'k1', 9000),
  );
  // Of two carts in the same five minutes, the later one is what she waits with; at the same moment, always the same one.
  await send(cartOf('eve', 'k3', 9000, 'Kettle'), cartOf('eve', 'k2', 9000, 'Spoon'));
  await passMinutes(70);
  expect(['ada', 'bob', 'eve'].map(subjects)).toEqual([
    ['About Assam and Cup'],
    ['About Pot'],
    ['About Kettle'],
  ]);
  expect(shop.mailsTo('ada')[0]?.text).toContain('€60 and no result');
  // Another cart begins a journey of its own; the first one is changed.
  await send(cartOf('ada', 'k2', 100, 'Spoon'), cartOf('ada', 'k1', 7000, 'Darjeeling'));
  await passMinutes(60 + 70);
  expect(subjects('ada')).toContain('About Darjeeling');
  expect(subjects('ada')).toContain('About Spoon');
  expect(subjects('bob')).toEqual(['About Pot']);
  expect(subjects('eve')).toEqual(['About Kettle', 'About Kettle']);
}, 120_000);

test('an event that has expired meanwhile leaves the text its own words, and no guard finds anything of it', async () => {
  await shop.publish(
    'quiz',
    `
name: Quiz
audience: {}
trigger: { event: custom, name: quiz }
holdout: 0%
stopAt: end
steps:
  - { after: 0h, onlyIf: { event: { where: { result: dry } } }, email: { template: the-event } }
  - { after: 1h, email: { template: the-event } }
  - { after: 2h, onlyIf: { event: { where: { result: dry } } }, email: { template: the-event } }
`,
  );
  const at = instantFromMs(shop.clock.now());
  const customer = { id: 'ada', email: 'ada@post.example', consents: { email: true } };
  await send({ type: 'custom', id: 'q', name: 'quiz', at, customer, properties: { result: 'dry' } });
  await passMinutes(15);
  await shop.store.activity.removeErased(idOf('ada'), { at });
  await passMinutes(180);
  expect(shop.mailsTo('ada').map(({ text = '' }) => text.slice(0, text.indexOf('.')))).toEqual([
    'Nothing and dry',
    'Nothing and no result',
  ]);
}, 60_000);
