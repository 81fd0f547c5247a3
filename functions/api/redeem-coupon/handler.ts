import {
  asItStands,
  type Coupon,
  type CouponRefusal,
  isCouponCode,
  normaliseCode,
  type Redemption,
  whyNotRedeem,
} from '../../../shared/coupons/coupon.ts';
import { type Basket, discountOn, type Offer } from '../../../shared/coupons/offer.ts';
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
 * POST /coupons/{code}/check checks a coupon, and POST /coupons/{code} redeems it, as their contracts say.
 */
export const handler = createHttpHandler((request) =>
  request.route.endsWith('/check') ? check(request) : redeem(request),
);

async function check({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { customerId, lines: basket } = parseRequest(checkCoupon.body, body);
  const { coupon } = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId: await knownAs(customerId), basket, at }, timeZone);
  if (coupon === undefined) return refuse('unknown-code');
  return refusal === undefined ? grant(coupon, basket) : refuse(refusal, coupon);
}

async function redeem({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { customerId, orderId, lines: basket } = parseRequest(redeemCoupon.body, body);
  const request = { customerId: await knownAs(customerId), orderId, basket, at };
  const { coupon, cancelled } = await findCoupon(path.code);
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, request, timeZone);
  if (coupon === undefined) return refuse('unknown-code');
  if (refusal !== undefined) return refuse(refusal, coupon);
  const redemption = { at, orderId, ...(basket && { discount: discountOn(coupon, basket) }) };
  const record = async () => ({ result: await recordRedemption(coupon, redemption, cancelled) });
  const redeemingOrder = await takeIn(store, { customerId: coupon.customerId, record }, timeZone);
  return redeemingOrder === orderId ? grant(coupon, basket) : refuse('already-redeemed');
}

/** The id under which the customer is known, who may have come under another one first. */
const knownAs = async (id: CustomerId): Promise<CustomerId> =>
  (await resolveCustomers(store, [{ id }])).get(id) ?? id;

/** Marks the coupon as redeemed, and returns the order that redeemed it: another order when that was first. */
async function recordRedemption(
  coupon: Coupon,
  redemption: Redemption,
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
  const { orderId } = coupon.redemption;
  const now = asItStands(coupon, await store.activity.findOrder(coupon.customerId, orderId));
  return now.redemption === undefined ? { coupon: now, cancelled: orderId } : { coupon };
}

function grant(coupon: Coupon, basket: Basket | undefined): HttpResponse {
  const { code, expiresOn } = coupon;
  const discount = basket && discountOn(coupon, basket);
  return answer<typeof redeemCoupon>(200, {
    result: 'ok',
    code,
    benefit: coupon.benefit,
    ...conditionsOf(coupon),
    expiresOn,
    ...(discount !== undefined && { discount }),
  });
}

const conditionsOf = ({ minimumSpend, products }: Partial<Offer>) => ({
  ...(minimumSpend !== undefined && { minimumSpend }),
  ...(products && { products: [...products] }),
});

function refuse(refusal: CouponRefusal, coupon: Partial<Offer> = {}): HttpResponse {
  switch (refusal) {
    case 'unknown-code':
      return answer<typeof redeemCoupon>(404, { result: refusal });
    case 'wrong-customer':
      return answer<typeof redeemCoupon>(403, { result: refusal });
    case 'expired':
      return answer<typeof redeemCoupon>(410, { result: refusal });
    case 'already-redeemed':
      return answer<typeof redeemCoupon>(409, { result: refusal });
    case 'no-product':
    case 'below-minimum':
      return answer<typeof redeemCoupon>(422, { result: refusal, ...conditionsOf(coupon) });
  }
}
