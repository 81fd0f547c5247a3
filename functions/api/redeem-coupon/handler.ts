import * as z from 'zod';
import {
  type Coupon,
  type CouponRefusal,
  isCouponCode,
  normalisedCode,
  whyNotRedeem,
} from '../../../shared/coupons/coupon.ts';
import { customerIdSchema, type OrderId, orderIdSchema } from '../../../shared/ids.ts';
import { takeIn } from '../../../shared/operations/take-in.ts';
import {
  answer,
  createHttpHandler,
  type HttpAnswer,
  type HttpRequest,
  parseRequest,
} from '../../toolkit/http.ts';
import { store } from '../../toolkit/store.ts';

const validationSchema = z.object({ customerId: customerIdSchema });
const redemptionSchema = z.strictObject({ customerId: customerIdSchema, orderId: orderIdSchema });

/**
 * GET /coupons/{code}?customerId=…: whether it is good, before the customer pays.
 * POST /coupons/{code}: `{ customerId, orderId }` uses it, once. The same order again gets the same answer.
 */
export const handler = createHttpHandler((request) =>
  request.method === 'GET' ? validate(request) : redeem(request),
);

async function validate({ path, query, at }: HttpRequest): Promise<HttpAnswer> {
  const { customerId } = parseRequest(validationSchema, query);
  const coupon = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId, at }, timeZone);
  return refusal !== undefined || coupon === undefined ? refuse(refusal ?? 'unknown-code') : grant(coupon);
}

async function redeem({ path, body, at }: HttpRequest): Promise<HttpAnswer> {
  const request = { ...parseRequest(redemptionSchema, body), at };
  const coupon = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, request, timeZone);
  if (refusal !== undefined || coupon === undefined) return refuse(refusal ?? 'unknown-code');
  const record = () => recordRedemption(coupon, { at, orderId: request.orderId });
  const usedBy = await takeIn(store, { customerId: coupon.customerId, record }, timeZone);
  return usedBy === request.orderId ? grant(coupon) : refuse('already-redeemed');
}

/** Marks the coupon as used, and returns the order that it is used by: another one where that was quicker. */
async function recordRedemption(
  coupon: Coupon,
  redemption: NonNullable<Coupon['redemption']>,
): Promise<OrderId> {
  if (coupon.redemption !== undefined) return coupon.redemption.orderId;
  if (await store.coupons.redeem(coupon, redemption)) return redemption.orderId;
  const stored = await store.coupons.get(coupon.customerId, coupon.code);
  return stored?.redemption?.orderId ?? redemption.orderId;
}

/** What cannot be a code of ours is not looked up: it may be longer than a key can be. */
async function findCoupon(typed = ''): Promise<Coupon | undefined> {
  const code = normalisedCode(typed);
  return isCouponCode(code) ? store.coupons.find(code) : undefined;
}

const grant = ({ code, percentOff, expiresOn }: Coupon): HttpAnswer =>
  answer(200, { result: 'ok', code, percentOff, expiresOn });

const statusOf: Record<CouponRefusal, number> = {
  'unknown-code': 404,
  'wrong-customer': 403,
  expired: 410,
  'already-redeemed': 409,
};

const refuse = (refusal: CouponRefusal): HttpAnswer => answer(statusOf[refusal], { result: refusal });
