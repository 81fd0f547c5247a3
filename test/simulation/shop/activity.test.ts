import { describe, expect, test } from 'vitest';
import { addDays, dayIn, instant, plainDate } from '../../../shared/calendar.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import {
  type Interaction,
  interactionSchema,
  interactionTypes,
  validateInteraction,
} from '../../../shared/interactions/interaction.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import type { InteractionInput, SimulatedShop } from '../../../simulation/shop/simulated-shop.ts';
import { firstNight, nineOClock, shopBeforeCampaigns, smallShop } from './small-shop.ts';

const zone = 'Europe/London';
const shop = smallShop({ customers: 2_000 });
const activity = [...shop.activity()];

const ofType = <T extends Interaction['type']>(type: T) =>
  activity.filter((one): one is Extract<InteractionInput, { type: T }> => one.type === type);
const isProspect = ({ customer }: InteractionInput) => customer.id.startsWith('P');
const textOfAll = (facts: Iterable<InteractionInput>) =>
  [...facts].map((fact) => JSON.stringify(fact)).join('\n');

describe('the interactions of a simulated shop', () => {
  test('are all accepted, and are of every type that customers of a shop bring about', () => {
    const verdicts = activity.map((fact) => validateInteraction(fact, instant('2026-10-01T00:00:00Z')));
    expect(verdicts.filter((verdict) => !verdict.accepted)).toEqual([]);
    // Consent is given at checkout here, so nobody states it by itself; tags and custom events are a shop's own.
    const sent = interactionTypes.filter((type) => !['consent', 'custom', 'tag'].includes(type));
    expect(new Set(activity.map(({ type }) => type))).toEqual(new Set(sent));
  });

  test('are few: far fewer than one per customer and month', () => {
    const aMonth = activity.length / 2_000 / 24;
    expect(aMonth).toBeGreaterThan(0.1);
    expect(aMonth).toBeLessThan(0.5);
  });

  test('of a day are in order of time and have times on that day', () => {
    for (const day of ['2025-10-26', '2026-03-29', '2026-08-01'].map(plainDate)) {
      const times = shop.activityOn(day).map(({ at }) => at);
      expect(times.length).toBeGreaterThan(3);
      expect(times).toEqual([...times].sort());
      expect(new Set(times.map((at) => dayIn(zone, instant(at))))).toEqual(new Set([day]));
    }
  });

  test('begin on the day given as an option', () => {
    const activityFrom = plainDate('2026-07-01');
    const late = [...smallShop({ activityFrom }).activity()];
    expect(late.filter(({ at }) => dayIn(zone, instant(at)) < activityFrom)).toEqual([]);
    const ofBuyers = (facts: readonly InteractionInput[]) => facts.filter((fact) => !isProspect(fact));
    expect(textOfAll(ofBuyers(late))).toBe(
      textOfAll(ofBuyers([...smallShop().activity(activityFrom, plainDate('2026-09-30'))])),
    );
  });
});

describe('a seed', () => {
  test('gives the same interactions every time, whatever was asked for before and whatever campaigns did', () => {
    const touched = shopBeforeCampaigns();
    for (const { id } of touched.customers()) {
      const sentAt = nineOClock(firstNight);
      touched.reactToEmail({ customerId: id, messageId: id, sentAt, campaign: 'win-back' });
    }
    const day = addDays(firstNight, 10);
    expect(textOfAll(touched.activityOn(day))).toBe(textOfAll(smallShop().activityOn(day)));
    expect(textOfAll(touched.activity())).toBe(textOfAll(smallShop().activity()));
    expect(textOfAll(smallShop({ seed: 2 }).activity())).not.toBe(textOfAll(smallShop().activity()));
  });

  test('gives everybody the same interactions however many others there are', () => {
    const of = (one: SimulatedShop, id: string) =>
      textOfAll([...one.activity()].filter(({ customer }) => customer.id === id));
    const [few, many] = [smallShop({ customers: 60 }), smallShop({ customers: 500 })];
    for (const id of ['C000042', 'C000007', 'P000001', 'P000004']) expect(of(few, id)).toBe(of(many, id));
  });
});

describe('prospects', () => {
  const prospects = new Set(activity.filter(isProspect).map(({ customer }) => customer.id));

  test('number about eight per hundred customers; they browse, fill carts, and never order', () => {
    expect(prospects.size).toBe(160);
    const types = new Set(activity.filter(isProspect).map(({ type }) => type));
    expect(types).toEqual(new Set(['browse', 'cart', 'wishlist']));
    for (const id of prospects) expect(shop.ordersOf(id)).toEqual([]);
    expect([...shop.orders()].filter(({ customer }) => prospects.has(customer.id))).toEqual([]);
  });

  test('have names and addresses of their own, and read emails', () => {
    const emails = activity.filter(isProspect).map(({ customer }) => customer.email);
    const customers = new Set([...shop.customers()].map(({ person }) => person.email));
    expect(new Set(emails).size).toBe(prospects.size);
    expect(emails.filter((email) => email === undefined || customers.has(email))).toEqual([]);
    const before = shopBeforeCampaigns({ customers: 2_000 });
    const reactions = [...prospects].flatMap((customerId) =>
      before.reactToEmail({
        customerId,
        messageId: customerId,
        sentAt: nineOClock(firstNight),
        campaign: 'welcome',
      }),
    );
    expect(reactions.filter(({ event }) => event === 'open').length).toBeGreaterThan(20);
    expect(before.causedOrders()).toEqual([]);
    expect(before.purchaseStateOn('P000001', firstNight)).toBe('not-yet');
  });

  test.each(['P000161', 'P000000', 'P1'])('are found only by a valid id, not by %s', (customerId) => {
    expect(() => shop.ordersOf(customerId)).toThrow(NotFoundError);
  });

  test('are not buyers', () => {
    expect(() => shop.customer('P000001')).toThrow(NotFoundError);
  });
});

describe('customers', () => {
  const orderDaysOf = (id: string) => shop.ordersOf(id).map(({ placedAt }) => dayIn(zone, instant(placedAt)));

  test('sometimes browse before they buy, and leave what they then buy in the cart', () => {
    const looked = [...shop.customers()].flatMap(({ id }) => orderDaysOf(id).map((day) => ({ id, day })));
    const visits = new Set(activity.map(({ customer, at }) => `${customer.id} ${dayIn(zone, instant(at))}`));
    const before = looked.filter(({ id, day }) =>
      [1, 2, 3, 4, 5].some((days) => visits.has(`${id} ${addDays(day, -days)}`)),
    );
    expect(before.length / looked.length).toBeGreaterThan(0.2);
    expect(before.length / looked.length).toBeLessThan(0.45);
    const isBought = ({ customer, at, lines: carted }: (typeof carts)[number]) =>
      shop.ordersOf(customer.id).some(({ placedAt, lines }) => {
        const dayBefore = addDays(dayIn(zone, instant(placedAt)), -1);
        const bought = lines.map(({ sku }) => sku).join();
        return dayIn(zone, instant(at)) === dayBefore && bought === carted?.map(({ sku }) => sku).join();
      });
    const carts = ofType('cart').filter((cart) => !isProspect(cart));
    const bought = carts.filter(isBought).length / carts.length;
    expect(bought).toBeGreaterThan(0.3);
    expect(bought).toBeLessThan(0.7);
  });

  test('who are hard to please give low scores, and many who complain get a refund', () => {
    const scores = (isHardToPlease: boolean) =>
      ofType('feedback').flatMap(({ customer, nps }) =>
        shop.customer(customer.id).truth.isHardToPlease === isHardToPlease ? (nps ?? []) : [],
      );
    const mean = (numbers: readonly number[]) =>
      numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(scores(true).length).toBeGreaterThan(20);
    expect(mean(scores(true))).toBeLessThan(5.5);
    expect(mean(scores(false))).toBeGreaterThan(7.5);
    const refunded = ofType('complaint-opened').filter(({ customer, id }) =>
      shop
        .ordersOf(customer.id)
        .some((order) => id.endsWith(order.id) && order.status.startsWith('refunded')),
    );
    expect(refunded.length / ofType('complaint-opened').length).toBeGreaterThan(0.4);
  });

  test('complain now and then, and most complaints are closed later', () => {
    const opened = new Map(ofType('complaint-opened').map((one) => [one.id, one.at]));
    const closed = ofType('complaint-closed');
    expect(opened.size / [...shop.orders()].length).toBeLessThan(0.03);
    expect(closed.length / opened.size).toBeGreaterThan(0.7);
    expect(closed.length / opened.size).toBeLessThan(0.97);
    expect(closed.filter(({ id, at }) => at <= (opened.get(id) ?? '9'))).toEqual([]);
  });

  test('refer friends, and some of the friends buy later', () => {
    const made = new Map(ofType('referral').map((one) => [`${one.customer.id} ${one.id}`, one.at]));
    const converted = ofType('referral-converted');
    expect(made.size).toBeGreaterThan(100);
    expect(converted.length / made.size).toBeGreaterThan(0.25);
    expect(converted.length / made.size).toBeLessThan(0.5);
    expect(
      converted.filter(({ customer, id, at }) => at <= (made.get(`${customer.id} ${id}`) ?? '9')),
    ).toEqual([]);
  });

  test('get profiles that reflect their interactions', () => {
    const interactions = new Map<string, Interaction[]>();
    for (const fact of activity) {
      const { id } = fact.customer;
      interactions.set(id, [...(interactions.get(id) ?? []), interactionSchema.parse(fact)]);
    }
    const facts = [...interactions.values()].map((ofCustomer) => foldActivity(ofCustomer, zone));
    const share = (matches: (one: (typeof facts)[number]) => boolean) =>
      facts.filter(matches).length / facts.length;
    expect(facts.length).toBeGreaterThan(1_500);
    expect(share(({ interest }) => interest?.cartedOn !== undefined)).toBeGreaterThan(0.3);
    expect(share(({ feedback }) => feedback?.nps !== undefined)).toBeGreaterThan(0.2);
    expect(share(({ complaints }) => (complaints?.open ?? 0) > 0)).toBeGreaterThan(0.005);
    expect(share(({ referrals }) => (referrals?.converted ?? 0) > 0)).toBeGreaterThan(0.02);
  });
});
