import {
  type Coupon,
  type CouponRefusal,
  isCouponCode,
  normaliseCode,
  whyNotRedeem,
} from '../../../shared/coupons/coupon.ts';
import type { CustomerId, OrderId } from '../../../shared/ids.ts';
import { resolveCustomers } from '../../../shared/operations/resolve-customers.ts';
import { takeIn } from '../../../shared/operations/take-in.ts';
import {
  answer,
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  parseRequest,
} from '../../toolkit/http.ts';
import { store } from '../../toolkit/store.ts';
import { checkCoupon, redeemCoupon } from './contract.ts';

/**
 * GET /coupons/{code} checks a coupon, and POST redeems it, as their contracts say.
 */
export const handler = createHttpHandler((request) =>
  request.method === 'GET' ? validate(request) : redeem(request),
);

async function validate({ path, query, at }: HttpRequest): Promise<HttpResponse> {
  const customerId = await knownAs(parseRequest(checkCoupon.query, query).customerId);
  const { coupon } = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId, at }, timeZone);
  return refusal !== undefined || coupon === undefined ? refuse(refusal ?? 'unknown-code') : grant(coupon);
}

async function redeem({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { customerId, orderId } = parseRequest(redeemCoupon.body, body);
  const request = { customerId: await knownAs(customerId), orderId, at };
  const { coupon, cancelled } = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, request, timeZone);
  if (refusal !== undefined || coupon === undefined) return refuse(refusal ?? 'unknown-code');
  const record = async () => ({
    result: await recordRedemption(coupon, { at, orderId: request.orderId }, cancelled),
  });
  const redeemingOrder = await takeIn(store, { customerId: coupon.customerId, record }, timeZone);
  return redeemingOrder === request.orderId ? grant(coupon) : refuse('already-redeemed');
}

/** The id under which the customer is known, who may have come under another one first. */
const knownAs = async (id: CustomerId): Promise<CustomerId> =>
  (await resolveCustomers(store, [{ id }])).get(id) ?? id;

/** Marks the coupon as redeemed, and returns the order that redeemed it: another order when that was first. */
async function recordRedemption(
  coupon: Coupon,
  redemption: NonNullable<Coupon['redemption']>,
  cancelled: OrderId | undefined,
): Promise<OrderId> {
  if (coupon.redemption !== undefined) return coupon.redemption.orderId;
  if (await store.coupons.redeem(coupon, redemption, cancelled)) return redemption.orderId;
  const stored = await store.coupons.get(coupon.customerId, coupon.code);
  return stored?.redemption?.orderId ?? redemption.orderId;
}

interface FoundCoupon {
  readonly coupon?: Coupon;
  /** The order that redeemed the coupon and was cancelled since, which makes the coupon good again. */
  readonly cancelled?: OrderId;
}

/** Finds the coupon. A text that cannot be one of our codes is not looked up: it may be longer than a key can be. */
async function findCoupon(typed = ''): Promise<FoundCoupon> {
  const code = normaliseCode(typed);
  const coupon = isCouponCode(code) ? await store.coupons.find(code) : undefined;
  if (coupon?.redemption === undefined) return coupon === undefined ? {} : { coupon };
  const { redemption, ...unused } = coupon;
  const order = await store.activity.findOrder(coupon.customerId, redemption.orderId);
  return order?.status === 'cancelled' ? { coupon: unused, cancelled: redemption.orderId } : { coupon };
}

const grant = ({ code, percentOff, expiresOn }: Coupon): HttpResponse =>
  answer<typeof redeemCoupon>(200, { result: 'ok', code, percentOff, expiresOn });

function refuse(refusal: CouponRefusal): HttpResponse {
  switch (refusal) {
    case 'unknown-code':
      return answer<typeof redeemCoupon>(404, { result: refusal });
    case 'wrong-customer':
      return answer<typeof redeemCoupon>(403, { result: refusal });
    case 'expired':
      return answer<typeof redeemCoupon>(410, { result: refusal });
    case 'already-redeemed':
      return answer<typeof redeemCoupon>(409, { result: refusal });
  }
}
