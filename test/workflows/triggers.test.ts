import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDays, instant, instantFromMs, plainDate } from '../../shared/calendar.ts';
import { customerIdSchema, eventSlotSchema } from '../../shared/ids.ts';
import { gatherCustomer } from '../../shared/operations/gather-customer.ts';
import { slotOf } from '../../shared/slot.ts';
import { firstNight, nightsLater, openShop, orderOf, regularOrders, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stack.close());

const fileOf = (trigger: string, more = '') => `
name: A campaign
audience: {}
trigger: ${trigger}
holdout: 0%
stopAt: end
${more}
steps:
  - { after: 0d, email: { template: note } }
`;

const nowIs = () => instantFromMs(shop.clock.now());
let facts = 0;
const factOf = (customer: string, type: string, more: object = {}) => {
  facts += 1;
  return {
    type,
    id: `f${facts}`,
    at: nowIs(),
    customer: { id: customer, email: `${customer}@post.example`, consents: { email: true } },
    ...more,
  };
};
const send = async (...activity: object[]) => {
  const { status } = await shop.request('POST', '/activity', { activity });
  expect(status).toBe(200);
};
const passMinutes = (minutes: number) => shop.passWithCampaigns(shop.clock.now() + minutes * 60_000);
const mails = (customer: string) => shop.mailsTo(customer).length;

describe('A left cart', () => {
  test('gets its mail within ten minutes of being due, of somebody who has bought before as well', async () => {
    await shop.publish('cart', fileOf('{ event: cart, wait: 1h }'));
    await shop.receive(...regularOrders('ada', nightsLater(-30)));
    await send(factOf('ada', 'cart'), factOf('bob', 'cart'));
    const leftAt = shop.clock.now();
    await passMinutes(60);
    expect(mails('ada')).toBe(0);
    await passMinutes(10);
    for (const customer of ['ada', 'bob']) {
      const [mail, ...others] = shop.mailsTo(customer);
      expect(others).toEqual([]);
      const lateMs = (mail?.atMs ?? Number.POSITIVE_INFINITY) - leftAt - 3_600_000;
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThanOrEqual(600_000);
    }
  });

  test('is forgotten when an order comes before the wait ends, and begins again with each new thing in it', async () => {
    await shop.publish('cart', fileOf('{ event: cart, wait: 1h }'));
    await send(factOf('ada', 'cart'), factOf('bob', 'cart'));
    await passMinutes(30);
    await shop.receive(orderOf('ada', firstNight, { at: nowIs() }));
    await send(factOf('bob', 'cart'));
    await passMinutes(45);
    expect([mails('ada'), mails('bob')]).toEqual([0, 0]);
    await passMinutes(40);
    expect([mails('ada'), mails('bob')]).toEqual([0, 1]);
    await passMinutes(300);
    expect([mails('ada'), mails('bob')]).toEqual([0, 1]);
  });

  test('that is sent again, or comes from long ago, triggers nothing more', async () => {
    await shop.publish('cart', fileOf('{ event: cart, wait: 1h }'));
    const cart = factOf('ada', 'cart');
    const old = factOf('bob', 'cart', { at: instantFromMs(shop.clock.now() - 2 * 86_400_000) });
    await send(cart, old);
    await passMinutes(20);
    await send(cart);
    await passMinutes(80);
    await send(cart);
    await passMinutes(200);
    expect([mails('ada'), mails('bob')]).toEqual([1, 0]);
  });

  test('may be left again, and is mailed again as soon as its campaign lets customers in again', async () => {
    await shop.publish('cart', fileOf('{ event: cart, wait: 1h }'));
    await shop.publish('seldom', fileOf('{ event: cart, wait: 1h }', 'reenter: { after: 2d }'));
    await shop.publish('once', fileOf('{ event: cart, wait: 1h }', 'reenter: never'));
    const leaves = async () => {
      await send(factOf('ada', 'cart'));
      await passMinutes(120);
      const of = (id: string) => shop.mailsTo('ada').filter(({ tags }) => tags.campaign === id).length;
      return ['cart', 'seldom', 'once'].map(of);
    };
    expect(await leaves()).toEqual([1, 1, 1]);
    expect(await leaves()).toEqual([2, 1, 1]);
    await passMinutes(48 * 60);
    expect(await leaves()).toEqual([3, 2, 1]);
  });

  test('lets nobody in when the wait ended while the campaign was paused', async () => {
    const file = fileOf('{ event: cart, wait: 1h }');
    await shop.publish('cart', file);
    await send(factOf('ada', 'cart'));
    await shop.pause('cart');
    await passMinutes(180);
    await shop.resume('cart');
    await shop.stack.startCampaigns();
    await passMinutes(120);
    expect(mails('ada')).toBe(0);
    expect(await shop.store.due.firstAfter(instant('2000-01-01T00:00:00Z'))).toBeUndefined();
  });
});

describe('An event', () => {
  test('lets a new customer in before any night has classified anybody', async () => {
    await shop.publish('first', fileOf('{ event: first-order }'));
    await shop.receive(orderOf('ada', firstNight, { at: nowIs() }));
    await passMinutes(12);
    expect(mails('ada')).toBe(1);
    await shop.receive(orderOf('ada', firstNight, { at: nowIs() }));
    await passMinutes(12);
    expect(mails('ada')).toBe(1);
    const [cohort] = await shop.store.cohorts.finished();
    expect(eventSlotSchema.safeParse(cohort?.slot).success).toBe(true);
  });

  test('lets in whose first order came together with the next, and for none of a later day', async () => {
    await shop.publish('first', fileOf('{ event: first-order }'));
    await shop.receive(orderOf('bob', nightsLater(-2)));
    const at = nowIs();
    await shop.receive(
      orderOf('ada', firstNight, { at }),
      orderOf('ada', firstNight, { at }),
      orderOf('bob', firstNight, { at }),
    );
    await passMinutes(12);
    expect([mails('ada'), mails('bob')]).toEqual([1, 0]);
  });

  test.each([
    ['{ event: feedback, atMost: 6 }', 'feedback', { nps: 6 }, { nps: 7 }],
    ['{ event: complaint-closed }', 'complaint-closed', {}, undefined],
    ['{ event: wishlist }', 'wishlist', { sku: 'tea' }, undefined],
    [
      '{ event: sign-up }',
      'consent',
      { channel: 'email', granted: true, source: 'form' },
      { channel: 'email', granted: false, source: 'form' },
    ],
    [
      '{ event: custom, name: quiz-finished, where: { result: [dry, oily] } }',
      'custom',
      { name: 'quiz-finished', properties: { result: 'dry' } },
      { name: 'quiz-finished', properties: { result: 'normal' } },
    ],
  ])('%s lets in whom it is about, and nobody else', async (trigger, type, fitting, other) => {
    await shop.publish('event', fileOf(trigger));
    await send(factOf('ada', type, fitting), ...(other === undefined ? [] : [factOf('bob', type, other)]));
    await send(factOf('cat', 'browse'));
    await passMinutes(12);
    expect([mails('ada'), mails('bob'), mails('cat')]).toEqual([1, 0, 0]);
  });

  test('enters the slot in which it was first received, and the current one when that has begun', async () => {
    await shop.publish('wish', fileOf('{ event: wishlist }'));
    const fact = factOf('ada', 'wishlist', { sku: 'tea' });
    await send(fact);
    const slot = slotOf(nowIs());
    expect((await shop.enrolments('wish', slot)).has('ada' as never)).toBe(true);
    // As after a crash between the decision and the enrolment.
    const [enrolment] = [...(await shop.enrolments('wish', slot)).values()];
    if (enrolment === undefined) expect.fail('ada is enrolled');
    await shop.store.journeys.remove(enrolment);
    await passMinutes(20);
    expect(mails('ada')).toBe(0);
    await send(fact);
    const later = slotOf(nowIs());
    await passMinutes(20);
    expect(mails('ada')).toBe(1);
    expect((await shop.enrolments('wish', later)).size).toBe(1);
    await send(fact);
    await passMinutes(20);
    expect(mails('ada')).toBe(1);
  });

  test('does not let in whom a campaign excludes, or another campaign of the same group has', async () => {
    await shop.publish('a', fileOf('{ event: wishlist }', 'group: looking'));
    await shop.publish('b', fileOf('{ event: browse, wait: 1h }', 'group: looking'));
    await shop.publish('c', fileOf('{ event: complaint-opened }', 'exclude: [a]'));
    await send(factOf('ada', 'wishlist', { sku: 'tea' }), factOf('bob', 'browse'));
    await send(factOf('ada', 'browse'), factOf('ada', 'complaint-opened'), factOf('bob', 'complaint-opened'));
    await passMinutes(120);
    const entered = async (customer: string) => Object.keys((await shop.profile(customer)).enrolments).sort();
    expect(await entered('ada')).toEqual(['a']);
    expect(await entered('bob')).toEqual(['b', 'c']);
    const at = instantFromMs(shop.clock.now());
    const { happenings } = await gatherCustomer(shop.store, await shop.profile('ada'), 'en', { at });
    expect(happenings.filter(({ type }) => type === 'refused')).toEqual(
      ['c', 'b'].map((campaign) => expect.objectContaining({ campaign, excludedBy: 'a' })),
    );
    expect(await shop.store.refusedEntries.allOf(customerIdSchema.parse('bob'))).toEqual([]);
  });

  test('from a file triggers nothing', async () => {
    await shop.publish('orders', fileOf('{ event: order }'));
    const { takeInFacts } = await import('../../shared/operations/take-in.ts');
    const { orderSchema } = await import('../../shared/orders/order.ts');
    const order = orderSchema.parse(orderOf('ada', firstNight, { at: nowIs() }));
    await takeInFacts(shop.store, order.customer.id, [{ type: 'order', order }], 'UTC');
    await passMinutes(20);
    expect(mails('ada')).toBe(0);
  });
});

describe('A day', () => {
  test('of the customer lets in a week before the birthday, each year', async () => {
    await shop.publish('birthday', fileOf('{ date: birthday, days: -7 }'));
    const birthday = (day: string) => ({ customer: { birthday: day } });
    await shop.receive(
      orderOf('ada', nightsLater(-40), birthday('1990-09-08')),
      orderOf('bob', nightsLater(-40), birthday('1990-09-09')),
    );
    await shop.runNight(firstNight);
    expect([mails('ada'), mails('bob')]).toEqual([1, 0]);
    await shop.runNight(nightsLater(1));
    expect([mails('ada'), mails('bob')]).toEqual([1, 1]);
  });

  test('of the first order lets in on its anniversary, and one of 29 February on the 28th', async () => {
    const day = plainDate('2026-02-28');
    await shop.stack.close();
    shop = await openShop({ startsAtMs: Date.parse(`${addDays(day, -2)}T20:00:00Z`) });
    for (const date of ['first-order', 'birthday']) await shop.publish(date, fileOf(`{ date: ${date} }`));
    await shop.receive(
      orderOf('leap', plainDate('2024-02-29'), { customer: { birthday: '1992-02-29' } }),
      orderOf('leap', addDays(day, -40)),
      orderOf('new', day, { at: `${addDays(day, -2)}T19:00:00Z` }),
    );
    await shop.runNight(addDays(day, -1));
    expect(shop.mailKeys()).toEqual([]);
    await shop.runNight(day);
    await shop.runNight(addDays(day, 1));
    expect([...shop.mailKeys()].sort()).toEqual([`birthday#1#${day}#0 leap`, `first-order#1#${day}#0 leap`]);
  });
});

describe('A broadcast', () => {
  test('reaches everybody at the hour of their own day, and only once', async () => {
    const file = fileOf(`{ broadcast: ${nightsLater(2)} }`).replace('after: 0d', "after: 0d, at: '10:00'");
    await shop.publish('news', file);
    const at = (country: string) => ({ customer: { country } });
    await shop.receive(
      orderOf('ada', nightsLater(-40), at('GB')),
      orderOf('bob', nightsLater(-40), at('NZ')),
    );
    for (const day of [0, 1, 2, 3].map(nightsLater))
      await shop.runNight(day).then(() => passMinutes(23 * 60));
    const times = (customer: string) =>
      shop.mailsTo(customer).map(({ atMs }) => instantFromMs(atMs).slice(0, 16));
    expect(times('ada')).toEqual([`${nightsLater(2)}T09:00`]);
    expect(times('bob')).toEqual([`${nightsLater(1)}T22:00`]);
  });
});
