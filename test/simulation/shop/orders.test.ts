import { describe, expect, test } from 'vitest';
import { dayIn, instant, plainDate } from '../../../shared/calendar.ts';
import { NotFoundError, RekindleError } from '../../../shared/errors.ts';
import { currencySchema } from '../../../shared/money.ts';
import { type Order, orderSchema, validateOrder } from '../../../shared/orders/order.ts';
import { replaces } from '../../../shared/versions.ts';
import type { OrderInput } from '../../../simulation/shop/simulated-shop.ts';
import { smallShop, textOf } from './small-shop.ts';

describe('the webhooks of a simulated shop', () => {
  test.each(['GBP', 'JPY', 'CNY'])('are all accepted, in %s', (code) => {
    const currency = currencySchema.parse(code);
    const rules = { shopCurrency: currency, receivedAt: instant('2026-10-01T00:00:00Z'), timeZone: 'UTC' };
    const verdicts = [...smallShop({ currency }).webhooks()].map((order) => validateOrder(order, rules));
    expect(verdicts.length).toBeGreaterThan(1_500);
    expect(verdicts.filter((verdict) => !verdict.accepted)).toEqual([]);
  });

  test('of a day are in order of time and most concern changes on that day', () => {
    const shop = smallShop({ timeZone: 'America/New_York' });
    // Clocks change on 2 November 2025 and 8 March 2026.
    for (const day of ['2025-11-02', '2025-12-01', '2026-03-08'].map(plainDate)) {
      const changedOn = shop
        .webhooksOn(day)
        .map((order) => dayIn('America/New_York', instant(order.updatedAt)));
      expect(changedOn.filter((changed) => changed > day)).toEqual([]);
      expect(changedOn.filter((changed) => changed === day).length / changedOn.length).toBeGreaterThan(0.8);
    }
    const firstSent = [...shop.orders()].map((order) => order.placedAt);
    const inversions = firstSent.filter((at, index) => at < (firstSent[index - 1] ?? ''));
    // Only orders whose webhook was late.
    expect(inversions.length / firstSent.length).toBeLessThan(0.02);
  });

  test('of a period are those of its days, one after the other', () => {
    const [from, to] = [plainDate('2026-01-30'), plainDate('2026-02-02')];
    const days = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02'].map(plainDate);
    const shop = smallShop();
    expect(textOf(shop.webhooks(from, to))).toBe(textOf(days.flatMap((day) => shop.webhooksOn(day))));
  });

  test('include changed orders, repeats, and changes that overtake the order itself', () => {
    const versions = new Map<string, OrderInput[]>();
    for (const order of smallShop({ customers: 1_000 }).webhooks()) {
      versions.set(order.id, [...(versions.get(order.id) ?? []), order]);
    }
    const histories = [...versions.values()];
    const changed = histories.filter((history) => new Set(history.map((one) => one.updatedAt)).size > 1);
    const repeated = histories.filter(
      (history) => new Set(history.map((one) => textOf([one]))).size < history.length,
    );
    const overtaken = changed.filter(([first]) => first?.status !== 'placed');
    expect(changed.length).toBeGreaterThan(100);
    expect(repeated.length).toBeGreaterThan(20);
    expect(overtaken.length).toBeGreaterThan(5);
    expect(new Set(changed.flat().map((order) => order.status))).toEqual(
      new Set(['placed', 'cancelled', 'refunded', 'refunded-in-part']),
    );
    for (const history of histories) {
      expect(new Set(history.map((order) => order.placedAt)).size).toBe(1);
      expect(new Set(history.map((order) => textOf([{ ...order, ...frozen }]))).size).toBe(1);
    }
  });

  test('carry as latest versions the orders in their state at the end of the period', () => {
    const shop = smallShop();
    const latest = new Map<string, Order>();
    for (const order of [...shop.webhooks()].map((input) => orderSchema.parse(input))) {
      const known = latest.get(order.id);
      if (known === undefined || replaces(order, known)) latest.set(order.id, order);
    }
    const finalOrders = [...shop.orders()].map((input) => orderSchema.parse(input));
    expect(finalOrders.length).toBe(latest.size);
    expect(finalOrders.filter((order) => latest.get(order.id)?.status !== order.status)).toEqual([]);
  });

  test('have a total that is the sum of the lines minus the discount plus shipping', () => {
    for (const { lines, totals } of smallShop().orders()) {
      const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
      expect(totals.total).toBe(subtotal - (totals.discount ?? 0) + (totals.shipping ?? 0));
    }
  });

  test('are refused for a day that is not simulated', () => {
    const tomorrow = plainDate('2026-10-01');
    expect(() => smallShop().webhooksOn(tomorrow)).toThrow(RekindleError);
    expect(() => smallShop().webhooksOn(tomorrow)).toThrow(
      '2026-10-01 is not simulated; the simulated days are 2024-10-01 to 2026-09-30',
    );
  });
});

/** Fixed values for the fields that may differ between two versions of an order. */
const frozen = { status: 'placed', updatedAt: '', refunded: 0 } as const;

describe('a seed', () => {
  test('gives the same bytes every time', () => {
    expect(textOf(smallShop({ seed: 7 }).webhooks())).toBe(textOf(smallShop({ seed: 7 }).webhooks()));
  });

  test('gives the same day whatever was asked for before', () => {
    const day = plainDate('2026-03-03');
    const shop = smallShop();
    textOf(shop.webhooks());
    expect(textOf(shop.webhooksOn(day))).toBe(textOf(smallShop().webhooksOn(day)));
  });

  test.each([2, 4294967297])('with another value (%d) gives another shop', (seed) => {
    const emails = (shop: ReturnType<typeof smallShop>) =>
      [...shop.customers()].map(({ person }) => person.email);
    const known = new Set(emails(smallShop()));
    expect(emails(smallShop({ seed })).filter((email) => known.has(email)).length).toBeLessThan(10);
  });

  test('gives a customer the same orders however many others there are', () => {
    const [few, many] = [smallShop({ customers: 42 }), smallShop({ customers: 900 })];
    for (const { id } of few.customers()) expect(few.ordersOf(id)).toEqual(many.ordersOf(id));
    const amongMany = [...many.webhooks()].filter((order) => order.customer.id === 'C000042');
    expect([...few.webhooks()].filter((order) => order.customer.id === 'C000042')).toEqual(amongMany);
  });

  test.each([-1, 1.5, Number.NaN])('with the value %d is refused', (seed) => {
    expect(() => smallShop({ seed })).toThrow('seed must be a whole number from 0');
  });
});

describe('customers', () => {
  test('have unique addresses that reach nobody', () => {
    const people = [...smallShop().customers()].map(({ person }) => person);
    expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
    for (const { email } of people) expect(email).toMatch(/@(example\.(com|net|org)|(mail|post)\.example)$/);
  });

  test('speak five languages, mostly consent to email, and often leave a phone number', () => {
    const people = [...smallShop().customers()].map(({ person }) => person);
    const share = (matches: (person: (typeof people)[number]) => boolean) =>
      people.filter(matches).length / people.length;
    expect(new Set(people.map((person) => person.locale)).size).toBe(5);
    expect(share((person) => person.consents.email)).toBeGreaterThan(0.8);
    expect(share((person) => person.phone !== undefined)).toBeGreaterThan(0.6);
    expect(people.filter((person) => person.consents.phone && person.phone === undefined)).toEqual([]);
    expect(people.find((person) => person.locale === 'zh-CN')?.name).toMatch(/^\p{Script=Han}{2,4}$/u);
  });

  test.each(['C000401', 'C000000', 'C42', 'nobody'])('are found only by a valid id, not by %s', (id) => {
    expect(() => smallShop().customer(id)).toThrow(NotFoundError);
    expect(() => smallShop().ordersOf(id)).toThrow(`has no customer ${id}; it has C000001 to C000400`);
  });

  test('who are gone no longer order', () => {
    const shop = smallShop();
    const gone = [...shop.customers()].filter(({ truth }) => truth.goneFrom !== undefined);
    expect(gone.length).toBeGreaterThan(100);
    for (const { id, truth } of gone) {
      const last = shop.ordersOf(id).at(-1);
      expect(dayIn('Europe/London', instant(last?.placedAt ?? '')) < (truth.goneFrom ?? '')).toBe(true);
      expect(truth.buyingPattern).toBe('stops');
    }
  });
});
