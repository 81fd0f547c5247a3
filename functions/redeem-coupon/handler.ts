import * as z from 'zod';
import {
  type Coupon,
  type CouponRefusal,
  isCouponCode,
  normalisedCode,
  whyNotRedeem,
} from '../../shared/coupons/coupon.ts';
import { customerIdSchema, orderIdSchema } from '../../shared/orders/order.ts';
import { foldIntoProfile } from '../../shared/store/projection.ts';
import { answer, type HttpAnswer, type HttpRequest, httpHandler, parseRequest } from '../toolkit/http.ts';
import { store } from '../toolkit/store.ts';

const validationSchema = z.object({ customerId: customerIdSchema });
const redemptionSchema = z.strictObject({ customerId: customerIdSchema, orderId: orderIdSchema });

/**
 * GET /coupons/{code}?customerId=…: whether it is good, before the customer pays.
 * POST /coupons/{code}: `{ customerId, orderId }` uses it, once. The same order again gets the same answer.
 */
export const handler = httpHandler((request) =>
  request.method === 'GET' ? validated(request) : redeemed(request),
);

async function validated({ path, query, at }: HttpRequest): Promise<HttpAnswer> {
  const { customerId } = parseRequest(validationSchema, query);
  const coupon = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId, at }, timeZone);
  return refusal !== undefined || coupon === undefined ? refused(refusal ?? 'unknown-code') : granted(coupon);
}

async function redeemed({ path, body, at }: HttpRequest): Promise<HttpAnswer> {
  const request = { ...parseRequest(redemptionSchema, body), at };
  const coupon = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, request, timeZone);
  if (refusal !== undefined || coupon === undefined) return refused(refusal ?? 'unknown-code');
  if (coupon.redemption === undefined) {
    const isOurs = await store.coupons.redeem(coupon, { at, orderId: request.orderId });
    // Lost a race: with another order, or with the same request sent twice.
    const stored = isOurs ? undefined : await store.coupons.get(coupon.customerId, coupon.code);
    if (stored?.redemption !== undefined && stored.redemption.orderId !== request.orderId) {
      return refused('already-redeemed');
    }
  }
  await foldIntoProfile(store, coupon.customerId, timeZone);
  return granted(coupon);
}

/** What cannot be a code of ours is not looked up: it may be longer than a key can be. */
async function findCoupon(typed = ''): Promise<Coupon | undefined> {
  const code = normalisedCode(typed);
  return isCouponCode(code) ? store.coupons.find(code) : undefined;
}

const granted = ({ code, percentOff, expiresOn }: Coupon): HttpAnswer =>
  answer(200, { result: 'ok', code, percentOff, expiresOn });

const statusOf: Record<CouponRefusal, number> = {
  'unknown-code': 404,
  'wrong-customer': 403,
  expired: 410,
  'already-redeemed': 409,
};

const refused = (refusal: CouponRefusal): HttpAnswer => answer(statusOf[refusal], { result: refusal });
