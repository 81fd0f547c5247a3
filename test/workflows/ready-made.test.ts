import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { loadCampaign } from '../../cli/campaign-files.ts';
import { addDays, dayIn, instantFromMs } from '../../shared/calendar.ts';
import { publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { firstNight, nightsLater, openShop, orderOf, regularOrders, type Shop } from './support/shop.ts';

const folder = 'workflows/campaigns';
const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));

/** A campaign file, for everybody in its audience: who is held out depends on the customer's id. */
async function draftOf(file: string) {
  const draft = await loadCampaign(`${folder}/${file}`);
  return { ...draft, source: { ...z.looseObject({}).parse(draft.source), holdout: '0%' } };
}

const hourMs = 3_600_000;
const nights = 9;
let shop: Shop;
let facts = 0;
/** Whom staff were asked to call on the morning of the first night. */
let queue: readonly object[] = [];

/** What a customer does right now, who is new unless they have ordered. */
const factOf = (customer: string, type: string, more: object = {}) => {
  facts += 1;
  const contact = { email: `${customer}@post.example`, locale: 'en-GB', consents: { email: true } };
  const at = instantFromMs(shop.clock.now());
  return { type, id: `f${facts}`, at, customer: { id: customer, ...contact }, ...more };
};
const orderNow = (customer: string) => orderOf(customer, firstNight, { at: instantFromMs(shop.clock.now()) });
const send = async (...activity: object[]) => {
  const { status, body } = await shop.request('POST', '/activity', { activity });
  expect(JSON.stringify({ status, body })).not.toMatch(/rejected|failed/);
};

const before = (days: number) => nightsLater(-days);
const bornOn = (day: string) => ({ customer: { birthday: day } });
const discounted = (order: object) => ({ ...order, totals: { total: 3_000, discount: 500 } });

/** The orders of customers of every kind, as they were on the evening before the first night. */
const history = () => [
  ...regularOrders('regular', before(10)),
  ...regularOrders('cooling', before(70)),
  ...regularOrders('silent', before(121)),
  ...regularOrders('lost', before(400)),
  ...regularOrders('born', before(20), bornOn('1990-09-01')),
  ...regularOrders('bargain', before(25)).map(discounted),
  ...regularOrders('unhappy', before(20)),
  ...regularOrders('nearly', before(12), { total: 6_000 }),
  ...regularOrders('gold', before(12), { total: 20_000 }),
  ...[200, 160, 120, 80, 40, 8].map((days) => orderOf('vip', before(days), { total: 40_000 })),
  orderOf('newcomer', before(2)),
  orderOf('once', before(40)),
  orderOf('many', before(2), bornOn('1991-09-02')),
];

beforeAll(async () => {
  shop = await openShop({ settings: { limits: {} } });
  await publishCampaigns(shop.store, await Promise.all(files.map(draftOf)), instantFromMs(shop.clock.now()));
  await shop.receive(...history());
  await send(factOf('unhappy', 'feedback', { nps: 3 }));
  for (let night = 0; night < nights; night += 1) {
    await shop.runNight(nightsLater(night));
    await shop.passWithCampaigns(Date.parse(nightsLater(night)) + 9.5 * hourMs);
    if (night === 0) await actInTheMorning();
    if (night === 3) await send(factOf('many', 'wishlist', { sku: 'tea' }), factOf('many', 'cart'));
    await shop.passWithCampaigns(Date.parse(nightsLater(night + 1)));
  }
}, 400_000);
afterAll(() => shop.stack.close());

const queueSchema = z.object({
  tasks: z.array(z.object({ customerId: z.string(), script: z.string() })),
});

/** Half past ten in London, on the day of the first night. */
async function actInTheMorning() {
  queue = queueSchema.parse((await shop.request('GET', '/callback-tasks')).body).tasks;
  const agreed = { channel: 'email', granted: true, source: 'form' };
  await send(factOf('signer', 'consent', agreed), factOf('looker', 'browse'), factOf('filler', 'cart'));
  await send(factOf('many', 'browse'), factOf('many', 'cart'));
  await shop.receive(orderNow('regular'));
}

describe('The campaigns that come with Rekindle', () => {
  test.each([
    ['sign-up', 'signer', 'Welcome. Nice to have you', firstNight, '10:37'],
    ['first-order', 'looker', 'Found what you were looking for?', firstNight, '14:37'],
    ['left-cart', 'filler', 'You left something in your cart', firstNight, '11:37'],
    ['welcome', 'newcomer', 'Thank you, newcomer', firstNight, '08:00'],
    ['second-order', 'once', 'How are you getting on with your order?', firstNight, '10:00'],
    ['cooling', 'cooling', 'Anything we can get for you, cooling?', firstNight, '10:00'],
    ['win-back', 'silent', 'It has been a while, silent', firstNight, '08:00'],
    ['lost', 'lost', 'Shall we stay in touch?', firstNight, '10:00'],
    ['vip-thanks', 'vip', 'Thank you, vip', firstNight, '08:00'],
    ['vip-club', 'gold', 'You choose first, gold', firstNight, '10:00'],
    ['birthday', 'born', 'Happy birthday, born!', firstNight, '09:00'],
    ['discount-driven', 'bargain', 'More for your money: a little surprise as a gift', firstNight, '10:00'],
    ['tier-near', 'nearly', 'You are close to Silver', firstNight, '10:00'],
    ['after-sales', 'regular', 'Is everything all right with your order?', addDays(firstNight, 7), '10:00'],
  ])(
    '%s reaches a customer whom it fits, once, at its hour',
    async (campaign, customer, subject, day, by) => {
      expect(Object.keys((await shop.profile(customer)).enrolments)).toEqual([campaign]);
      const [mail] = shop.mailsTo(customer);
      if (mail === undefined) expect.fail(`${customer} got no mail`);
      expect([mail.tags.campaign, mail.subject]).toEqual([campaign, subject]);
      const due = Date.parse(`${day}T${by}:00Z`) - hourMs;
      expect(mail.atMs).toBeGreaterThanOrEqual(due - 10 * 60_000);
      expect(mail.atMs).toBeLessThanOrEqual(due + 2 * 60_000);
    },
  );

  test('dissatisfied asks staff to call first, and apologises in writing when the call has been made', async () => {
    expect(queue).toEqual([{ customerId: 'unhappy', script: 'make-it-right' }]);
    const [mail, ...others] = shop.mailsTo('unhappy');
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('We are sorry, and thank you for telling us');
    expect(mail && dayIn('Europe/London', instantFromMs(mail.atMs))).toBe(nightsLater(5));
  });

  test('are all seen above', () => {
    const seen = new Set(shop.stack.ses.messages().map(({ tags }) => `${tags.campaign}.yaml`));
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
  });

  test('send nobody more than one email a day, or three in a week, however many fit', async () => {
    expect(Object.keys((await shop.profile('many')).enrolments).sort()).toEqual([
      'birthday',
      'left-cart',
      'welcome',
    ]);
    const days = shop.mailsTo('many').map(({ atMs }) => dayIn('Europe/London', instantFromMs(atMs)));
    expect(days.length).toBeGreaterThanOrEqual(2);
    for (const customer of new Set(shop.stack.ses.messages().flatMap(({ to }) => to))) {
      const sent = shop.stack.ses.messages().filter(({ to }) => to.includes(customer));
      const own = sent.map(({ atMs }) => dayIn('Europe/London', instantFromMs(atMs)));
      expect(own).toEqual([...new Set(own)]);
      for (const day of own)
        expect(own.filter((other) => other >= day && other < addDays(day, 7)).length).toBeLessThanOrEqual(3);
    }
  });

  test('let a customer be in one of those about the lifecycle at a time', async () => {
    const drafts = await Promise.all(files.map(draftOf));
    const grouped = drafts
      .filter(({ campaign }) => campaign.group === 'lifecycle')
      .map(({ id }) => String(id));
    expect(grouped.length).toBeGreaterThanOrEqual(7);
    for (const order of history()) {
      const { customer } = z.looseObject({ customer: z.looseObject({ id: z.string() }) }).parse(order);
      const entered = Object.keys((await shop.profile(customer.id)).enrolments);
      expect(entered.filter((id) => grouped.includes(id)).length).toBeLessThanOrEqual(1);
    }
  });
});
