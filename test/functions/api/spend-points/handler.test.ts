import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayIn, instant, instantFromMs, plainDate } from '../../../../shared/calendar.ts';
import { type CustomerId, customerIdSchema } from '../../../../shared/ids.ts';
import { grantPoints } from '../../../../shared/operations/grant-points.ts';
import { takeInFacts } from '../../../../shared/operations/take-in.ts';
import { takeInFromFile } from '../../../../shared/operations/take-in-file.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { balanceOf, noPoints } from '../../../../shared/points/ledger.ts';
import { pointsStatement } from '../../../../shared/profile/points-statement.ts';
import { settingsSchema } from '../../../../shared/settings/settings.ts';
import { type HttpLambda, noon, request, startTables, type Tables } from '../../setup.ts';

const settings = settingsSchema.parse({
  points: {
    since: '2026-01-01',
    expireAfterMonths: 12,
    rewards: [{ name: 'five-off', points: 300, amountOff: 5, validForDays: 30 }],
  },
  benefits: { bronze: { pointsRate: 1 } },
});
let tables: Tables;
let spend: HttpLambda;
let show: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables(settings);
  spend = (await import('../../../../functions/api/spend-points/handler.ts')).handler;
  show = (await import('../../../../functions/api/show-customer/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

let customers = 0;
const somebody = (): CustomerId => {
  customers += 1;
  return customerIdSchema.parse(`p${customers}`);
};

const order = (customerId: CustomerId, number: number, more: object = {}) => ({
  type: 'order' as const,
  order: orderSchema.parse({
    id: `${customerId}-${number}`,
    customer: { id: customerId },
    placedAt: `2026-11-${String(number).padStart(2, '0')}T12:00:00Z`,
    updatedAt: `2026-11-${String(number).padStart(2, '0')}T12:00:00Z`,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 10_000 }],
    totals: { total: 10_000 },
    ...more,
  }),
});
const receive = (customerId: CustomerId, facts: readonly ReturnType<typeof order>[], rules = settings) =>
  takeInFacts(tables.store, customerId, facts, 'UTC', { rules });
const grant = (customerId: CustomerId, purpose: string, points: number) =>
  grantPoints(tables.store, { customerId, purpose, points, at: instant('2026-11-20T12:00:00Z') }, settings);

interface Answer {
  readonly result?: string;
  readonly code?: string;
  readonly balance?: number;
}
const ask = async (customerId: CustomerId, id: string, reward = 'five-off', at = noon) => {
  const body = { id, reward };
  const { status, json } = await request<Answer>(spend, { path: { customerId }, body, at });
  return { status, ...json() };
};

const lastDay = dayIn('UTC', instantFromMs(noon));
/** The balance on the profile, which is what a statement of all activity adds up to. */
async function balance(customerId: CustomerId, on = lastDay): Promise<number> {
  const [profile, activity] = await Promise.all([
    tables.store.customers.find(customerId),
    tables.store.activity.allOf(customerId),
  ]);
  const stored = balanceOf(profile?.points ?? noPoints, on);
  const statement = pointsStatement(activity, 'UTC', on);
  expect(statement.reduce((sum, { points }) => sum + points, 0)).toBe(stored);
  return stored;
}

describe('an order', () => {
  test('earns by the rate when it was first received, whatever becomes of the rate and in whatever version it comes', async () => {
    const customerId = somebody();
    const doubled = {
      ...settings,
      benefits: { ...settings.benefits, bronze: { ...settings.benefits.bronze, pointsRate: 2 } },
    };
    await receive(customerId, [order(customerId, 1)]);
    const later = { updatedAt: '2026-11-05T12:00:00Z', totals: { total: 20_000 } };
    await receive(customerId, [order(customerId, 1, later)], doubled);
    expect(await balance(customerId)).toBe(200);
    const moved = { updatedAt: '2026-11-06T12:00:00Z', placedAt: '2026-11-02T12:00:00Z' };
    await receive(customerId, [order(customerId, 1, moved)], doubled);
    expect(await balance(customerId)).toBe(100);
    const fromFile = order(customerId, 1, { updatedAt: '2026-11-07T12:00:00Z', totals: { total: 5000 } });
    await takeInFromFile(tables.store, [{ customerId, facts: [fromFile] }], 'UTC', doubled);
    expect(await balance(customerId)).toBe(50);
  });

  test('gives its points back in proportion when it is refunded, and has them again when it is placed again', async () => {
    const customerId = somebody();
    const version = (day: number, more: object) =>
      receive(customerId, [order(customerId, 1, { updatedAt: `2026-11-0${day}T12:00:00Z`, ...more })]);
    await version(1, {});
    await version(2, { status: 'refunded-in-part', refunded: 2550 });
    expect(await balance(customerId)).toBe(74);
    await version(3, { status: 'cancelled' });
    expect(await balance(customerId)).toBe(0);
    await version(4, {});
    expect(await balance(customerId)).toBe(100);
  });

  test('of a new customer from a file earns as any other', async () => {
    const customerId = somebody();
    await takeInFromFile(tables.store, [{ customerId, facts: [order(customerId, 3)] }], 'UTC', settings);
    expect(await balance(customerId)).toBe(100);
  });
});

describe('points', () => {
  test('are used for the coupon of a reward, once for each request', async () => {
    const customerId = somebody();
    await grant(customerId, 'birthday', 700);
    await grant(customerId, 'birthday', 700);
    const first = await ask(customerId, 'r1');
    expect(first).toMatchObject({ status: 200, result: 'ok', balance: 400 });
    expect(await ask(customerId, 'r1')).toEqual(first);
    const second = await ask(customerId, 'r2');
    expect(second).toMatchObject({ status: 200, balance: 100 });
    expect(second.code).not.toBe(first.code);
    expect(await ask(customerId, 'r3')).toMatchObject({
      status: 409,
      result: 'too-few-points',
      balance: 100,
    });
    expect(await tables.store.coupons.get(customerId, first.code ?? '')).toMatchObject({
      benefit: { kind: 'amount', amountOff: 500 },
      expiresOn: '2027-01-08',
    });
    expect(await balance(customerId)).toBe(100);
  });

  test('are used on the terms of the first request, also when it is repeated after they have changed', async () => {
    const customerId = somebody();
    await grant(customerId, 'birthday', 400);
    const first = await ask(customerId, 'r1');
    const [reward] = settings.points.rewards;
    const dearer = {
      ...settings.points,
      rewards: [{ ...reward, name: 'five-off', points: 9000, amountOff: 50, validForDays: 1 }],
    };
    await tables.store.settings.save({ ...settings, points: dearer });
    expect(await ask(customerId, 'r1')).toEqual(first);
    await tables.store.settings.save(settings);
  });

  test('cannot be used by somebody unknown, nor for a reward that there is not', async () => {
    const customerId = somebody();
    expect((await ask(customerId, 'r1')).status).toBe(404);
    await grant(customerId, 'birthday', 400);
    expect((await ask(customerId, 'r1', 'yacht')).status).toBe(404);
    expect(await balance(customerId)).toBe(400);
  });

  test('expire at the end of their month, for the checkout too', async () => {
    const customerId = somebody();
    await receive(customerId, [order(customerId, 1, { totals: { total: 50_000 } })]);
    const standing = async (at: number) =>
      (await request<{ points: object }>(show, { method: 'GET', path: { customerId }, at })).json().points;
    expect(await standing(noon)).toMatchObject({
      balance: 500,
      expiringNext: { points: 500, lastDay: '2027-11-30' },
    });
    const december = Date.parse('2027-12-01T00:00:00Z');
    expect(await standing(december)).toMatchObject({ balance: 0 });
    expect(await ask(customerId, 'r1', 'five-off', december)).toMatchObject({ status: 409, balance: 0 });
    expect(await balance(customerId, plainDate('2027-12-01'))).toBe(0);
  });

  test('that were used and whose order is then refunded are owed, and the next order pays for them', async () => {
    const customerId = somebody();
    await receive(customerId, [order(customerId, 1, { totals: { total: 30_000 } })]);
    expect(await ask(customerId, 'r1')).toMatchObject({ status: 200, balance: 0 });
    const refunded = { status: 'refunded', updatedAt: '2026-12-10T12:00:00Z', totals: { total: 30_000 } };
    await receive(customerId, [order(customerId, 1, refunded)]);
    expect(await balance(customerId)).toBe(-300);
    expect(await ask(customerId, 'r2')).toMatchObject({ status: 409, balance: -300 });
    const next = { placedAt: '2026-12-11T12:00:00Z', totals: { total: 35_000 } };
    await receive(customerId, [order(customerId, 2, next)]);
    expect(await balance(customerId, addDays(lastDay, 3))).toBe(50);
  });

  test('are never used twice by requests at the same time, in every interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 4 }), async (scheduler, enoughFor) => {
        const customerId = somebody();
        await grant(customerId, 'birthday', 100 + 300 * enoughFor);
        stopIntercepting = tables.intercept(({ name }) => scheduler.schedule(Promise.resolve(), name));
        const requests = ['a', 'b', 'c', 'a'].map((id, place) =>
          ask(customerId, id, 'five-off', noon + place),
        );
        const answers = await scheduler.waitFor(Promise.all(requests));
        stopIntercepting();
        const codes = new Set(answers.flatMap(({ code }) => code ?? []));
        expect(codes.size).toBe(Math.min(3, enoughFor));
        expect(await balance(customerId)).toBe(100 + 300 * (enoughFor - codes.size));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test('add up after a crash at any command, once everything is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 45 }), async (at) => {
        const customerId = somebody();
        const refund = { status: 'refunded-in-part', refunded: 5000, updatedAt: '2026-11-09T12:00:00Z' };
        const everything = async () => {
          await receive(customerId, [
            order(customerId, 1),
            order(customerId, 2, { totals: { total: 40_000 } }),
          ]);
          await grant(customerId, 'birthday', 50);
          await ask(customerId, 'r1');
          await receive(customerId, [order(customerId, 1, refund)]);
        };
        let commands = 0;
        stopIntercepting = tables.intercept(() => {
          commands += 1;
          if (commands === at + 1) throw new Error('crash');
        });
        await everything().catch(() => {});
        stopIntercepting();
        await everything();
        await everything();
        expect(await balance(customerId)).toBe(50 + 400 + 50 - 300);
        expect(await tables.store.coupons.allOf(customerId)).toHaveLength(1);
      }),
      { numRuns: 12 },
    );
  });
});
