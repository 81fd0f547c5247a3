import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../../shared/calendar.ts';
import { type Coupon, createCoupon } from '../../../../shared/coupons/coupon.ts';
import type { Offer } from '../../../../shared/coupons/offer.ts';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { type Order, orderSchema } from '../../../../shared/orders/order.ts';
import { type HttpLambda, request, startTables, type Tables } from '../../setup.ts';

let tables: Tables;
let handler: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables({ timeZone: 'Asia/Shanghai' });
  handler = (await import('../../../../functions/api/redeem-coupon/handler.ts')).handler;
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

let issued = 0;
/** Issues a coupon that is valid until the end of 15 December in Shanghai. */
async function issueNewCoupon(offer: Partial<Offer> = {}): Promise<Coupon> {
  issued += 1;
  const terms = {
    customerId: customerIdSchema.parse(`c${issued}`),
    benefit: { kind: 'percent' as const, percentOff: 15 },
    validForDays: 14,
    issuedAt: instant('2026-11-30T16:00:00Z'),
    issuedFor: 'win-back#1#2026-12-01#2',
    ...offer,
  };
  const coupon = createCoupon(terms, 'salt', 'Asia/Shanghai');
  await tables.store.coupons.issue(coupon);
  return coupon;
}

const redeem = (code: string, customerId: string, orderId: string, at?: string, lines?: object[]) =>
  request<{ result: string }>(handler, {
    route: 'POST /coupons/{code}',
    path: { code },
    body: { customerId, orderId, lines },
    ...(at !== undefined && { at: Date.parse(at) }),
  });
const check = (code: string, customerId: string, at?: string, lines?: object[]) =>
  request<{ result: string }>(handler, {
    route: 'POST /coupons/{code}/check',
    path: { code },
    body: { customerId, lines },
    ...(at !== undefined && { at: Date.parse(at) }),
  });
const redemptionOf = async ({ customerId, code }: Coupon) =>
  (await tables.store.coupons.get(customerId, code))?.redemption;

describe('a coupon', () => {
  test('is good again once the order that used it is cancelled, and then for one order', async () => {
    const coupon = await issueNewCoupon();
    const { customerId, code } = coupon;
    await redeem(code, customerId, 'first');
    const order = (status: string, updatedAt: string) =>
      orderSchema.parse({
        id: 'first',
        customer: { id: customerId },
        placedAt: '2026-12-09T12:00:00Z',
        updatedAt,
        status,
        currency: 'EUR',
        lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
        totals: { total: 1000 },
      });
    const record = (version: Order) =>
      tables.store.activity.record(customerId, { type: 'order', order: version });
    await record(order('placed', '2026-12-09T12:00:00Z'));
    expect((await redeem(code, customerId, 'second')).json()).toEqual({ result: 'already-redeemed' });
    await record(order('cancelled', '2026-12-10T12:00:00Z'));
    expect((await check(code, customerId)).json()).toMatchObject({ result: 'ok' });
    await record(order('placed', '2026-12-11T12:00:00Z'));
    expect((await redeem(code, customerId, 'second')).json()).toEqual({ result: 'already-redeemed' });
    expect((await redeem(code, customerId, 'first')).json()).toMatchObject({ result: 'ok' });
    await record(order('cancelled', '2026-12-12T12:00:00Z'));
    const answers = await Promise.all(['second', 'third'].map((id) => redeem(code, customerId, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('can be checked before paying, and is redeemed once, for one order', async () => {
    const coupon = await issueNewCoupon();
    const benefit = { kind: 'percent', percentOff: 15 };
    const terms = { result: 'ok', code: coupon.code, benefit, expiresOn: '2026-12-15' };
    expect((await check(coupon.code, coupon.customerId)).json()).toEqual(terms);
    expect(await redemptionOf(coupon)).toBeUndefined();
    expect((await redeem(coupon.code, coupon.customerId, 'o1')).json()).toEqual(terms);
    expect(await redemptionOf(coupon)).toEqual({ at: '2026-12-09T12:00:00.000Z', orderId: 'o1' });
    const second = await redeem(coupon.code, coupon.customerId, 'o2');
    expect([second.status, second.json().result]).toEqual([409, 'already-redeemed']);
    expect((await check(coupon.code, coupon.customerId)).status).toBe(409);
  });

  test('is recorded on the profile when it is redeemed', async () => {
    const coupon = await issueNewCoupon();
    await redeem(coupon.code, coupon.customerId, 'o1');
    expect(await tables.store.customers.find(coupon.customerId)).toMatchObject({
      redeemedAt: '2026-12-09T12:00:00.000Z',
    });
  });

  test('gives the same order the same response again, even after its last day', async () => {
    const coupon = await issueNewCoupon();
    const first = await redeem(coupon.code, coupon.customerId, 'o1');
    const again = await redeem(coupon.code, coupon.customerId, 'o1', '2027-06-01T00:00:00Z');
    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(await redemptionOf(coupon)).toMatchObject({ at: '2026-12-09T12:00:00.000Z' });
  });

  test('is found whether typed in lower case, with spaces or without hyphens', async () => {
    const coupon = await issueNewCoupon();
    const typed = ` ${coupon.code.toLowerCase().replaceAll('-', ' ')} `;
    expect((await redeem(typed, coupon.customerId, 'o1')).status).toBe(200);
  });

  test("is valid until the end of its last day in the shop's time zone", async () => {
    const coupon = await issueNewCoupon();
    expect((await check(coupon.code, coupon.customerId, '2026-12-15T15:59:59Z')).status).toBe(200);
    const late = await redeem(coupon.code, coupon.customerId, 'o1', '2026-12-15T16:00:00Z');
    expect([late.status, late.json().result]).toEqual([410, 'expired']);
    expect(await redemptionOf(coupon)).toBeUndefined();
  });

  test('is only for an order with its products that come to its minimum, when the shop says what is ordered', async () => {
    const coupon = await issueNewCoupon({
      benefit: { kind: 'amount', amountOff: 3000 },
      minimumSpend: 2000,
      products: ['tea'],
    });
    const { code, customerId } = coupon;
    const cups = { sku: 'cup', quantity: 1, unitPrice: 9000 };
    const tea = (quantity: number) => ({ sku: 'tea', quantity, unitPrice: 1000 });
    const without = await redeem(code, customerId, 'o1', undefined, [cups]);
    expect([without.status, without.json()]).toEqual([
      422,
      { result: 'no-product', minimumSpend: 2000, products: ['tea'] },
    ]);
    const little = await check(code, customerId, undefined, [cups, tea(1)]);
    expect([little.status, little.json()]).toMatchObject([422, { result: 'below-minimum' }]);
    expect(await redemptionOf(coupon)).toBeUndefined();
    const enough = [cups, tea(2)];
    expect((await check(code, customerId, undefined, enough)).json()).toMatchObject({ discount: 2000 });
    expect((await redeem(code, customerId, 'o1', undefined, enough)).json()).toMatchObject({
      benefit: { kind: 'amount', amountOff: 3000 },
      discount: 2000,
    });
    // The order has it already: what is in it now is for the shop to know.
    expect((await redeem(code, customerId, 'o1', undefined, [])).status).toBe(200);
  });

  test('is refused to any other customer', async () => {
    const coupon = await issueNewCoupon();
    const other = await redeem(coupon.code, 'somebody else', 'o1');
    expect([other.status, other.json().result]).toEqual([403, 'wrong-customer']);
    expect(await redemptionOf(coupon)).toBeUndefined();
  });

  test.each([['AAAA-BBBB-CCCC'], ['x'], [''], ['A'.repeat(3000)]])(
    'that does not exist is unknown: %.20s',
    async (code) => {
      const response = await redeem(code, 'c1', 'o1');
      expect([response.status, response.json().result]).toEqual([404, 'unknown-code']);
    },
  );

  test('request without a customer or an order gets a response that names what is missing', async () => {
    const response = await request(handler, { path: { code: 'AAAA-BBBB-CCCC' }, body: {} });
    expect(response.status).toBe(400);
    expect(response.text).toContain('"path":"customerId"');
    expect(response.text).toContain('"path":"orderId"');
    const route = 'POST /coupons/{code}/check';
    expect((await request(handler, { route, path: { code: 'AAAA-BBBB-CCCC' } })).status).toBe(400);
  });
});

describe('two tills at the same time', () => {
  test('redeem a coupon for different orders, and one gets the discount', async () => {
    for (let round = 0; round < 5; round += 1) {
      const coupon = await issueNewCoupon();
      const responses = await Promise.all(
        ['o1', 'o2', 'o3'].map((orderId) => redeem(coupon.code, coupon.customerId, orderId)),
      );
      expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const winner = responses.findIndex(({ status }) => status === 200);
      expect(await redemptionOf(coupon)).toMatchObject({ orderId: `o${winner + 1}` });
    }
  });

  test('redeem it for the same order, and both succeed', async () => {
    const coupon = await issueNewCoupon();
    const responses = await Promise.all([1, 2].map(() => redeem(coupon.code, coupon.customerId, 'o1')));
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });
});

test('after a crash between redeeming and folding, the same request again completes the profile', async () => {
  const coupon = await issueNewCoupon();
  stopIntercepting = tables.intercept(({ name, input }) => {
    if (name === 'PutItemCommand' && input.TableName === 'rekindle-customers') throw new Error('power cut');
  });
  expect((await redeem(coupon.code, coupon.customerId, 'o1')).status).toBe(500);
  stopIntercepting();
  expect((await redeem(coupon.code, coupon.customerId, 'o1')).status).toBe(200);
  expect((await tables.store.customers.find(coupon.customerId))?.redeemedAt).toBeDefined();
});
