import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, instant } from '../../../shared/calendar.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { type Order, orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { histories } from './histories.ts';
import { shopZone } from './materials.ts';
import { recomputeFacts } from './recomputed.ts';

const order = (id: string, placedAt: string, more: object = {}): { type: 'order'; order: Order } => ({
  type: 'order',
  order: orderSchema.parse({
    id,
    customer: { id: 'c1' },
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
    ...more,
  }),
});

const refund = (id: string, at: string, amount: number): Activity => ({
  type: 'refund',
  id,
  at: instant(at),
  amount,
});

interface Version {
  readonly key: string;
  readonly updatedAt: Instant;
}

/** The key and time of a fact that can be sent again in another version; undefined for others. */
function versionIn(one: Activity): Version | undefined {
  if (one.type === 'order') return { key: `order ${one.order.id}`, updatedAt: one.order.updatedAt };
  return 'updatedAt' in one ? { key: `${one.type} ${one.id}`, updatedAt: one.updatedAt } : undefined;
}

describe('folding a history', () => {
  test('equals a plain recomputation, whatever the order and however often a fact is sent', () => {
    const withRepetitions = histories.chain((history) =>
      fc.record({
        history: fc.constant(history),
        activity: fc
          .array(fc.nat(), { maxLength: 8 })
          .chain((again) =>
            fc.shuffledSubarray(
              [
                ...history,
                ...(history.length === 0 ? [] : again.flatMap((n) => history[n % history.length] ?? [])),
              ],
              { minLength: history.length + (history.length === 0 ? 0 : again.length) },
            ),
          ),
      }),
    );
    fc.assert(
      fc.property(withRepetitions, ({ history, activity }) => {
        expect(foldActivity(activity, shopZone)).toEqual(recomputeFacts(history, shopZone));
      }),
      { numRuns: 400 },
    );
  });

  test('ignores versions that a later one replaces', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const versions = history.flatMap((one) => versionIn(one) ?? []);
        const isLatest = ({ key, updatedAt }: Version) =>
          versions.every((other) => other.key !== key || other.updatedAt <= updatedAt);
        const current = history.filter((one) => {
          const version = versionIn(one);
          return version === undefined || isLatest(version);
        });
        expect(foldActivity(history, shopZone)).toEqual(foldActivity(current, shopZone));
      }),
      { numRuns: 200 },
    );
  });

  test('without activity gives a customer about whom nothing is known', () => {
    expect(foldActivity([], shopZone)).toEqual({
      contact: {},
      consents: {},
      suppressions: {},
      cancelledOrders: 0,
    });
  });
});

describe('orders', () => {
  test('on both sides of local midnight are two days, and two within a day are one', () => {
    const { orders } = foldActivity(
      [
        order('o1', '2026-03-28T22:59:59Z'),
        order('o2', '2026-03-28T23:00:00Z'),
        order('o3', '2026-03-29T21:59:59Z'),
      ],
      shopZone,
    );
    expect(orders).toMatchObject({
      count: 3,
      days: 2,
      firstDay: '2026-03-28',
      lastDay: '2026-03-29',
    });
  });

  test('come after gaps of which the latest are kept, as far back as ninety days, and the logarithms of all', () => {
    const gapsOf = (...days: readonly string[]) =>
      foldActivity(
        days.map((day) => order(day, `${day}T12:00:00Z`)),
        'UTC',
      ).orders?.gaps;
    expect(gapsOf('2026-01-01')).toBeUndefined();
    // Exactly ninety days before the last order is far enough; the gap before it is known by its logarithm only.
    const all = ['2026-01-01', '2026-01-11', '2026-01-31', '2026-05-01'];
    expect(gapsOf(...all)?.latest).toEqual([90]);
    expect(gapsOf(...all, '2026-05-02')?.latest).toEqual([90, 1]);
    expect(gapsOf(...all.slice(0, 3))).toEqual({
      logSum: Math.round(1e6 * Math.log(10)) + Math.round(1e6 * Math.log(20)),
      latest: [10, 20],
    });
  });

  test('make no day more, nor carts, when clocks go back over midnight and the day before ends twice', () => {
    // 2010-11-06 22:00, 2010-11-07 00:00:30, and half a minute after that 2010-11-06 23:01.
    const moments = ['2010-11-07T00:30:00Z', '2010-11-07T02:30:30Z', '2010-11-07T02:31:00Z'];
    const carts = moments.map((at) =>
      interactionSchema.parse({ type: 'cart', id: at, at, customer: { id: 'c1' } }),
    );
    const { orders, interest } = foldActivity(
      [...moments.map((at) => order(at, at)), ...carts],
      'America/St_Johns',
    );
    expect(orders).toMatchObject({ count: 3, days: 2, lastDay: '2010-11-07' });
    expect(orders?.lastAt).toBe('2010-11-07T02:31:00.000Z');
    expect(interest).toEqual({ cartedOn: '2010-11-07', cartDays: 2 });
  });

  test('that were cancelled count for nothing but their number, and leave a prospect', () => {
    const facts = foldActivity([order('o1', '2026-01-01T12:00:00Z', { status: 'cancelled' })], shopZone);
    expect(facts.cancelledOrders).toBe(1);
    expect(facts.orders).toBeUndefined();
  });

  test('that are cancelled later no longer count', () => {
    const placed = order('o1', '2026-01-01T12:00:00Z');
    const cancelled = order('o1', '2026-01-01T12:00:00Z', {
      status: 'cancelled',
      updatedAt: '2026-01-02T12:00:00Z',
    });
    expect(foldActivity([cancelled, placed], shopZone).orders).toBeUndefined();
  });

  test('count what was paid minus what was refunded, each in its month', () => {
    const { orders } = foldActivity(
      [
        order('o1', '2026-01-10T12:00:00Z', { status: 'refunded-in-part', refunded: 300 }),
        order('o2', '2026-01-20T12:00:00Z', { status: 'refunded' }),
        order('o3', '2026-02-10T12:00:00Z', { totals: { total: 2000, discount: 500 } }),
        refund('r1', '2026-03-01T12:00:00Z', 50),
      ],
      shopZone,
    );
    expect(orders).toMatchObject({
      spent: 700 + 0 + 2000 - 50,
      refunded: 300 + 1000 + 50,
      ordersRefunded: 3,
      ordersDiscounted: 1,
      spentByMonth: { '2026-01': 700, '2026-02': 2000, '2026-03': -50 },
    });
  });

  test('are kept by month for the 25 months up to the last one', () => {
    const { orders } = foldActivity(
      [
        order('o1', '2024-01-31T12:00:00Z'),
        order('o2', '2024-02-01T12:00:00Z'),
        order('o3', '2026-02-15T12:00:00Z'),
      ],
      shopZone,
    );
    expect(Object.keys(orders?.spentByMonth ?? {})).toEqual(['2024-02', '2026-02']);
    expect(orders?.spent).toBe(3000);
  });
});

describe('what is known about the customer', () => {
  test('is the latest value of each field; what a later order leaves out stays', () => {
    const facts = foldActivity(
      [
        order('o2', '2026-02-01T12:00:00Z', {
          customer: { id: 'c1', name: 'Ada Lovelace', consents: { email: false } },
        }),
        order('o1', '2026-01-01T12:00:00Z', {
          customer: {
            id: 'c1',
            name: 'Ada',
            email: 'ada@example.com',
            consents: { email: true, phone: true },
          },
        }),
      ],
      shopZone,
    );
    expect(facts.contact).toEqual({ name: 'Ada Lovelace', email: 'ada@example.com' });
    expect(facts.consents).toEqual({ email: false, phone: true });
  });

  test('keeps the first reason why email was closed, except that a complaint outweighs it', () => {
    const closed = (id: string, day: string, reason: 'unsubscribed' | 'complained') =>
      ({ type: 'suppression', id, at: instant(`${day}T00:00:00Z`), channel: 'email', reason }) as const;
    const bounced = {
      ...({ type: 'suppression', id: 'b', at: instant('2026-01-02T00:00:00Z') } as const),
      ...({ channel: 'email', reason: 'bounced', address: 'ada@example.com' } as const),
    };
    const unsubscribed = closed('u', '2026-01-01', 'unsubscribed');
    const complained = closed('c', '2026-01-03', 'complained');
    const reasonOf = (...activity: Activity[]) => foldActivity(activity, shopZone).suppressions.email?.reason;
    expect(reasonOf(bounced, unsubscribed)).toBe('unsubscribed');
    expect(reasonOf(bounced, unsubscribed, complained)).toBe('complained');
  });

  test('includes a bounce for its address only, so that another address opens the channel again', () => {
    const bounced = {
      ...({ type: 'suppression', id: 'b', at: instant('2026-01-02T00:00:00Z') } as const),
      ...({ channel: 'email', reason: 'bounced', address: 'typo@example.com' } as const),
    };
    const withEmail = (id: string, day: string, email: string) =>
      order(id, `${day}T12:00:00Z`, { customer: { id: 'c1', email } });
    const wrong = withEmail('o1', '2026-01-01', 'Typo@example.com');
    expect(foldActivity([wrong, bounced], shopZone).suppressions.email?.reason).toBe('bounced');
    const corrected = withEmail('o2', '2026-02-01', 'ada@example.com');
    expect(foldActivity([wrong, bounced, corrected], shopZone).suppressions.email).toBeUndefined();
  });

  test('includes a bounce until its address is released, and one that comes later again', () => {
    const at = (day: string) => instant(`2026-01-${day}T00:00:00Z`);
    const address = 'ada@example.com';
    const bounced = (id: string, day: string): Activity => ({
      ...({ type: 'suppression', id, at: at(day), channel: 'email', reason: 'bounced', address } as const),
    });
    const released = (day: string, whose = address): Activity => ({
      ...({ type: 'release', id: day, at: at(day), address: whose } as const),
    });
    const closedBy = (...facts: Activity[]) => foldActivity(facts, shopZone).suppressions.email;
    expect(closedBy(bounced('b1', '02'), released('03'))).toBeUndefined();
    expect(closedBy(released('02'), bounced('b1', '02'))).toBeUndefined();
    expect(closedBy(bounced('b1', '02'), released('01'))?.reason).toBe('bounced');
    expect(closedBy(bounced('b1', '02'), released('03', 'bob@example.com'))?.reason).toBe('bounced');
    expect(closedBy(bounced('b1', '02'), released('03'), bounced('b2', '04'))?.at).toBe(at('04'));
  });

  test('includes channels that were closed, which no order reopens', () => {
    const facts = foldActivity(
      [
        {
          type: 'suppression',
          id: 'p',
          at: instant('2026-01-01T00:00:00Z'),
          channel: 'phone',
          reason: 'do-not-call',
        },
        order('o1', '2026-02-01T12:00:00Z', { customer: { id: 'c1', consents: { phone: true } } }),
      ],
      shopZone,
    );
    expect(facts.suppressions.phone).toEqual({ reason: 'do-not-call', at: '2026-01-01T00:00:00.000Z' });
  });
});
