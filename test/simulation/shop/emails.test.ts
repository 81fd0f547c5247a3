import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate } from '../../../shared/calendar.ts';
import {
  couponCodeIn,
  type SimulatedCustomer,
  type SimulatedMail,
  type SimulatedShop,
} from '../../../simulation/shop/simulated-shop.ts';
import {
  firstNight,
  lastQuietDay,
  nineOClock,
  shopBeforeCampaigns,
  smallShop,
  textOf,
} from './small-shop.ts';

const mailTo = (
  id: string,
  day: PlainDate = firstNight,
  more: Partial<SimulatedMail> = {},
): SimulatedMail => ({
  customerId: id,
  messageId: `${id} ${day}`,
  sentAt: nineOClock(day),
  campaign: 'win-back',
  ...more,
});

const couponFor = (id: string) => ({
  code: `BACK-${id}`,
  benefit: { kind: 'percent' as const, percentOff: 20 },
  expiresOn: addDays(firstNight, 14),
});

const customersIn = (shop: SimulatedShop, state: string): SimulatedCustomer[] =>
  [...shop.customers()].filter(({ id }) => shop.purchaseStateOn(id, firstNight) === state);

function sendThreeMailsTo(shop: SimulatedShop, customers: readonly SimulatedCustomer[]): void {
  for (const days of [0, 4, 9]) {
    const day = addDays(firstNight, days);
    for (const { id } of customers) shop.reactToEmail(mailTo(id, day, { coupon: couponFor(id) }));
  }
}

describe('reactions to an email', () => {
  test('start with an open, and come after the email', () => {
    const shop = shopBeforeCampaigns();
    const reactions = [...shop.customers()].map(({ id }) => shop.reactToEmail(mailTo(id)));
    const opened = reactions.filter((events) => events[0]?.event === 'open');
    expect(opened.length / reactions.length).toBeGreaterThan(0.2);
    expect(opened.length / reactions.length).toBeLessThan(0.6);
    expect(reactions.flat().filter(({ event }) => event === 'click').length).toBeGreaterThan(10);
    for (const events of reactions) {
      const times = events.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
      expect(times.filter((at) => at <= nineOClock(firstNight))).toEqual([]);
    }
  });

  test('from a dead address are always just a bounce', () => {
    const shop = shopBeforeCampaigns();
    const dead = [...shop.customers()].filter(({ truth }) => truth.hasDeadAddress);
    expect(dead.length).toBeGreaterThan(3);
    for (const { id } of dead) {
      for (const days of [0, 1, 2]) {
        const events = shop.reactToEmail(mailTo(id, addDays(firstNight, days)));
        expect(events.map(({ event }) => event)).toEqual(['bounce']);
      }
    }
  });

  test('end for good with an unsubscribe or a complaint', () => {
    const shop = shopBeforeCampaigns();
    const left = new Set<string>();
    const alive = [...shop.customers()].filter(({ truth }) => !truth.hasDeadAddress);
    for (let days = 0; days < 20; days += 1) {
      for (const { id } of alive) {
        // Far enough apart for every reaction to be over before the next email.
        const events = shop.reactToEmail(mailTo(id, addDays(lastQuietDay, days * 7 - 400)));
        if (left.has(id)) expect(events).toEqual([]);
        if (events.some(({ event }) => event === 'unsubscribe' || event === 'complaint')) left.add(id);
      }
    }
    expect(left.size).toBeGreaterThan(10);
  });

  test('are the same for the same message, which changes nothing the second time', () => {
    const [once, twice] = [shopBeforeCampaigns(), shopBeforeCampaigns()];
    for (const { id } of once.customers()) {
      const first = once.reactToEmail(mailTo(id));
      expect(twice.reactToEmail(mailTo(id))).toEqual(first);
      expect(twice.reactToEmail(mailTo(id))).toEqual(first);
    }
    expect(twice.causedOrders()).toEqual(once.causedOrders());
    expect(textOf(twice.webhooks(firstNight))).toBe(textOf(once.webhooks(firstNight)));
  });

  test('are refused for an unknown customer', () => {
    expect(() => smallShop().reactToEmail(mailTo('C999999'))).toThrow('has no customer C999999');
  });
});

describe('the effect of emails on purchases', () => {
  test('is that customers can be won back, unless they have left for good', () => {
    const [treated, untreated] = [shopBeforeCampaigns({ customers: 1_500 }), smallShop({ customers: 1_500 })];
    const gone = [...treated.customers()].filter(({ truth }) => (truth.goneFrom ?? '9') <= firstNight);
    expect(gone.length).toBeGreaterThan(400);
    const groups = new Map([
      ['silent', customersIn(treated, 'silent')],
      ['gone', gone],
    ]);
    for (const customers of groups.values()) sendThreeMailsTo(treated, customers);
    const extra = (group: string) =>
      (groups.get(group) ?? []).reduce(
        (sum, { id }) => sum + treated.ordersOf(id).length - untreated.ordersOf(id).length,
        0,
      );
    const silent = groups.get('silent') ?? [];
    expect(extra('silent') / silent.length).toBeGreaterThan(0.3);
    expect(extra('gone')).toBe(0);
  });

  test.each(['vip-thanks', 'a-campaign-of-ones-own'])(
    'is none for %s, however well it is read',
    (campaign) => {
      const [treated, untreated] = [shopBeforeCampaigns(), smallShop()];
      const reactions = [...treated.customers()].flatMap(({ id }) =>
        treated.reactToEmail(mailTo(id, firstNight, { campaign })),
      );
      expect(reactions.filter(({ event }) => event === 'click').length).toBeGreaterThan(10);
      expect(treated.causedOrders()).toEqual([]);
      expect(textOf(treated.webhooks(firstNight))).toBe(textOf(untreated.webhooks(firstNight)));
    },
  );

  test('is limited to the customers who got them', () => {
    const [treated, untreated] = [shopBeforeCampaigns(), smallShop()];
    const silent = customersIn(treated, 'silent');
    sendThreeMailsTo(treated, silent);
    const touched = new Set<string>(silent.map(({ id }) => id));
    const others = (shop: SimulatedShop) =>
      [...shop.webhooks()].filter((order) => !touched.has(order.customer.id));
    expect(others(treated)).toEqual(others(untreated));
  });

  test('keeps own orders, and adds only the orders reported as caused', () => {
    const [treated, untreated] = [shopBeforeCampaigns(), smallShop()];
    for (const { id } of customersIn(treated, 'silent')) treated.reactToEmail(mailTo(id));
    const caused = treated.causedOrders();
    expect(caused.length).toBeGreaterThan(3);
    expect(new Set(caused.map(({ campaign }) => campaign))).toEqual(new Set(['win-back']));
    const idsIn = (shop: SimulatedShop) => [...shop.orders()].map(({ id }) => id);
    const own = new Set(idsIn(untreated));
    const added = idsIn(treated).filter((id) => !own.has(id));
    expect(idsIn(treated).length).toBe(own.size + added.length);
    expect(added.filter((id) => !caused.some(({ orderId }) => orderId === id))).toEqual([]);
    const missing = caused.filter(({ orderId }) => !added.includes(orderId));
    // A late webhook can fall after the last day.
    expect(missing.filter(({ day }) => day < '2026-09-28')).toEqual([]);
  });

  test('leaves what was already sent unchanged, and starts on the next day', () => {
    const shop = shopBeforeCampaigns();
    const sent = addDays(firstNight, 10);
    const before = textOf(shop.webhooks(firstNight, sent));
    sendThreeMailsTo(shop, customersIn(shop, 'silent'));
    expect(textOf(shop.webhooks(firstNight, sent))).toBe(before);
    expect(shop.causedOrders().filter(({ day }) => day <= sent)).toEqual([]);
  });
});

describe('a coupon in an email', () => {
  test('is used once, by its recipient, before it expires, and gives its discount', () => {
    const shop = shopBeforeCampaigns({ customers: 1_000 });
    sendThreeMailsTo(shop, [...customersIn(shop, 'silent'), ...customersIn(shop, 'active')]);
    const redeemed = [...shop.orders(firstNight)].filter((order) => couponCodeIn(order) !== undefined);
    expect(redeemed.length).toBeGreaterThan(20);
    expect(new Set(redeemed.map(couponCodeIn)).size).toBe(redeemed.length);
    for (const order of redeemed) {
      const coupon = couponFor(order.customer.id);
      const subtotal = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
      expect(order.discounts).toEqual([{ couponCode: coupon.code, amount: Math.round(subtotal * 0.2) }]);
      expect(order.placedAt.slice(0, 10) <= coupon.expiresOn).toBe(true);
    }
  });

  test('is also used by customers who would have bought anyway', () => {
    const shop = shopBeforeCampaigns({ customers: 1_000 });
    sendThreeMailsTo(shop, customersIn(shop, 'active'));
    const caused = new Set(shop.causedOrders().map(({ orderId }) => orderId));
    const redeemed = [...shop.orders(firstNight)].filter((order) => couponCodeIn(order) !== undefined);
    expect(redeemed.filter(({ id }) => !caused.has(id)).length).toBeGreaterThan(20);
  });

  test('is needed for an order to have a code', () => {
    expect([...smallShop().webhooks()].filter((order) => couponCodeIn(order) !== undefined)).toEqual([]);
  });
});
