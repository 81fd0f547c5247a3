import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../../shared/calendar.ts';
import type { Coupon } from '../../../../shared/coupons/coupon.ts';
import { placesLeft } from '../../../../shared/coupons/shared-code.ts';
import { campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import { issueSharedCoupon } from '../../../../shared/operations/issue-coupon.ts';
import { takeInFacts } from '../../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { type HttpLambda, noon, request, startTables, type Tables } from '../../setup.ts';

let tables: Tables;
let handler: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  handler = (await import('../../../../functions/api/redeem-coupon/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const campaign = campaignIdSchema.parse('spring');

let codes = 0;
/** Opens a code with this limit, and issues it to so many customers. */
async function newCode(limit: number, customers: number) {
  codes += 1;
  const code = `SPRING-${codes}0`;
  await tables.store.sharedCodes.open({ code, campaign, limit });
  const ids = Array.from({ length: customers }, (_, one) =>
    customerIdSchema.parse(`code${codes}-${one}@shop.example`),
  );
  for (const customerId of ids) await issue(code, limit, customerId);
  return { code, ids };
}

const issue = (code: string, limit: number, id: string, cohort = '2026-12-01', step = 0) => {
  const terms = {
    customerId: customerIdSchema.parse(id),
    benefit: { kind: 'percent' as const, percentOff: 15 },
    validForDays: 14,
    issuedAt: instant('2026-12-05T12:00:00Z'),
    issuedFor: `spring#1#${cohort}#${step}`,
  };
  return issueSharedCoupon(tables.store, terms, { code, limit }, 'UTC');
};

const redeem = async (code: string, customerId: string, orderId: string) => {
  const body = { customerId, orderId };
  const { status, json } = await request<{ result: string }>(handler, {
    route: 'POST /coupons/{code}',
    path: { code },
    body,
  });
  return [status, json().result];
};
const check = async (code: string, customerId: string) => {
  const route = 'POST /coupons/{code}/check';
  const { status, json } = await request<{ result: string }>(handler, {
    route,
    path: { code },
    body: { customerId },
  });
  return [status, json().result];
};

const order = (id: string, customerId: string, status: 'placed' | 'cancelled', version: number) => ({
  type: 'order' as const,
  order: orderSchema.parse({
    id,
    customer: { id: customerId },
    placedAt: '2026-12-09T12:00:00Z',
    updatedAt: new Date(noon + version * 60_000).toISOString(),
    status,
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
  }),
});
const takeInOrder = (...parts: Parameters<typeof order>) =>
  takeInFacts(tables.store, customerIdSchema.parse(parts[1]), [order(...parts)], 'UTC');

const usedBy = async (code: string, ids: readonly string[]) => {
  const coupons = await Promise.all(
    ids.map((id) => tables.store.coupons.get(customerIdSchema.parse(id), code)),
  );
  return coupons.flatMap((coupon) => coupon?.redemption ?? []);
};
const left = async (code: string) =>
  placesLeft((await tables.store.sharedCodes.find(code)) ?? expect.fail('the code is known'));

const ok = [200, 'ok'];
const usedUp = [410, 'used-up'];

describe('a shared code', () => {
  test('is used once by each customer, and by no more than its limit', async () => {
    const { code, ids } = await newCode(2, 3);
    const [one = '', other = '', third = ''] = ids;
    expect(await check(code, third)).toEqual(ok);
    expect(await redeem(code, one, 'a1')).toEqual(ok);
    expect(await redeem(code, one, 'a2')).toEqual([409, 'already-redeemed']);
    expect(await redeem(code, other, 'b1')).toEqual(ok);
    expect(await check(code, third)).toEqual(usedUp);
    expect(await redeem(code, third, 'c1')).toEqual(usedUp);
    // The same order again is answered as before, though nothing is left.
    expect(await redeem(code, one, 'a1')).toEqual(ok);
    expect(await usedBy(code, ids)).toHaveLength(2);
  });

  test('is found however it is typed', async () => {
    const { code, ids } = await newCode(3, 1);
    expect(await redeem(` ${code.toLowerCase().replace('-', ' ')} `, ids[0] ?? '', 'o1')).toEqual(ok);
  });

  test('is only for customers to whom it was sent', async () => {
    const { code } = await newCode(3, 1);
    expect(await redeem(code, 'somebody', 'o1')).toEqual([403, 'wrong-customer']);
    expect(await check(code, 'somebody')).toEqual([403, 'wrong-customer']);
    expect(await redeem('WINTER-26', 'somebody', 'o1')).toEqual([404, 'unknown-code']);
    expect(await left(code)).toBe(3);
  });

  test('keeps the places that were taken when its limit is lowered, and has more when it is raised', async () => {
    const { code, ids } = await newCode(2, 3);
    const [one = '', other = '', third = ''] = ids;
    await redeem(code, one, 'limit-a');
    await redeem(code, other, 'limit-b');
    await tables.store.sharedCodes.open({ code, campaign, limit: 1 });
    expect(await left(code)).toBe(0);
    expect(await redeem(code, one, 'limit-a')).toEqual(ok);
    expect(await redeem(code, third, 'limit-c')).toEqual(usedUp);
    await tables.store.sharedCodes.open({ code, campaign, limit: 3 });
    expect(await redeem(code, third, 'limit-c')).toEqual(ok);
  });
});

describe('a shared code that is sent again', () => {
  const of = (coupon: Awaited<ReturnType<typeof issue>>): Coupon =>
    typeof coupon === 'string' ? expect.fail(coupon) : coupon;

  test('in a later step reminds of the same coupon; in a later cohort it is a new one', async () => {
    const { code, ids } = await newCode(2, 1);
    const [id = ''] = ids;
    const first = of(await issue(code, 2, id));
    expect(of(await issue(code, 2, id, '2026-12-01', 1))).toEqual(first);
    expect(of(await issue(code, 2, id, '2027-06-01')).issuedFor).toBe('spring#1#2027-06-01#0');
    expect(of(await issue(code, 2, id, '2027-06-01', 1)).issuedFor).toBe('spring#1#2027-06-01#0');
  });

  test('is not sent to whoever has used it, nor to anybody once it is used up', async () => {
    const { code, ids } = await newCode(1, 2);
    const [one = '', other = ''] = ids;
    await redeem(code, one, 'again');
    expect(await issue(code, 1, one, '2027-06-01')).toBe('code-used-up');
    expect(await issue(code, 1, other, '2027-06-01')).toBe('code-used-up');
    expect(await issue(code, 1, 'nobody-yet')).toBe('code-used-up');
  });
});

describe('a cancelled order', () => {
  test('gives its place with a shared code back to whoever comes first', async () => {
    const { code, ids } = await newCode(1, 2);
    const [one = '', other = ''] = ids;
    await redeem(code, one, 'x1');
    await takeInOrder('x1', one, 'placed', 0);
    expect(await redeem(code, other, 'y1')).toEqual(usedUp);
    await takeInOrder('x1', one, 'cancelled', 1);
    expect(await check(code, one)).toEqual(ok);
    expect(await redeem(code, other, 'y1')).toEqual(ok);
    expect(await redeem(code, one, 'x2')).toEqual(usedUp);
    // The shop makes the order good after all: that is a use more than the limit, and so nobody else gets one.
    await takeInOrder('x1', one, 'placed', 2);
    await takeInOrder('y1', other, 'placed', 2);
    await takeInOrder('y1', other, 'cancelled', 3);
    expect(await redeem(code, other, 'y2')).toEqual(usedUp);
  });

  test('leaves the place to the order for which its customer uses the code instead', async () => {
    const { code, ids } = await newCode(1, 2);
    const [one = '', other = ''] = ids;
    await redeem(code, one, 'swap1');
    await takeInOrder('swap1', one, 'placed', 0);
    let swapped: unknown;
    stopIntercepting = tables.intercept(async ({ input }) => {
      if (swapped !== undefined || !String(input.UpdateExpression).startsWith('REMOVE places')) return;
      swapped = 'begun';
      swapped = await redeem(code, one, 'swap2');
    });
    await takeInOrder('swap1', one, 'cancelled', 1);
    expect(swapped).toEqual(ok);
    expect(await left(code)).toBe(0);
    expect(await redeem(code, other, 'swap3')).toEqual(usedUp);
  });
});

describe('a crash between taking a place and redeeming', () => {
  test('leaves the place to the customer, who redeems when asking again, for another order too', async () => {
    const { code, ids } = await newCode(1, 2);
    const [one = '', other = ''] = ids;
    stopIntercepting = tables.intercept(({ input }) => {
      if (String(input.UpdateExpression).startsWith('SET coupon.redemption')) throw new Error('power cut');
    });
    expect((await redeem(code, one, 'crash1'))[0]).toBe(500);
    stopIntercepting();
    expect(await redeem(code, other, 'crash2')).toEqual(usedUp);
    expect(await redeem(code, one, 'crash3')).toEqual(ok);
    expect(await left(code)).toBe(0);
  });

  test('never lets more customers than the limit use a code, however many ask at once, and loses no place', async () => {
    const wish = fc.record({ customer: fc.nat(3), order: fc.nat(1) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { minLength: 4, maxLength: 10 }),
        fc.integer({ min: 1, max: 3 }),
        fc.uniqueArray(fc.nat(60), { maxLength: 6 }),
        fc.scheduler(),
        async (wishes, limit, crashes, scheduler) => {
          const { code, ids } = await newCode(limit, 4);
          const ask = ({ customer, order }: (typeof wishes)[number]) =>
            redeem(code, ids[customer] ?? '', `${code}-${customer}-${order}`);
          let commands = 0;
          stopIntercepting = tables.intercept(({ name }) => {
            commands += 1;
            if (crashes.includes(commands)) throw new Error('power cut');
            return scheduler.schedule(Promise.resolve(), name);
          });
          await scheduler.waitFor(Promise.all(wishes.map(ask)));
          stopIntercepting();
          const asked = new Set(wishes.map(({ customer }) => customer)).size;
          expect((await usedBy(code, ids)).length).toBeLessThanOrEqual(Math.min(limit, asked));
          // Whoever got no answer asks again.
          for (const one of wishes) await ask(one);
          expect(await usedBy(code, ids)).toHaveLength(Math.min(limit, asked));
          expect(await left(code)).toBe(Math.max(0, limit - asked));
        },
      ),
      { numRuns: 8 },
    );
  });
});
