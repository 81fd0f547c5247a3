import { isCode, normaliseCode } from '../../../shared/code.ts';
import {
  asItStands,
  type Coupon,
  type CouponRefusal,
  type Redemption,
  whyNotRedeem,
} from '../../../shared/coupons/coupon.ts';
import { type Basket, discountOn, type Offer } from '../../../shared/coupons/offer.ts';
import { canBeCode, hasPlaceFor } from '../../../shared/coupons/shared-code.ts';
import type { CustomerId, CustomerRef, OrderId } from '../../../shared/ids.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import { knownAs } from '../../../shared/operations/resolve-customers.ts';
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
  const { customerId: sent, lines: basket } = parseRequest(checkCoupon.body, body);
  const customerId = await knownAs(store, sent);
  const { coupon, isOfOthers } = await findCoupon(path.code, customerId);
  if (coupon === undefined) return refuse(isOfOthers ? 'wrong-customer' : 'unknown-code');
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId, basket, at }, timeZone);
  if (refusal !== undefined) return refuse(refusal, coupon);
  return (await isUsedUp(coupon)) ? refuse('used-up') : grant(coupon, basket);
}

async function redeem({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { customerId: sent, orderId, lines: basket } = parseRequest(redeemCoupon.body, body);
  const customerId = await knownAs(store, sent);
  const { coupon, cancelled, isOfOthers } = await findCoupon(path.code, customerId);
  if (coupon === undefined) return refuse(isOfOthers ? 'wrong-customer' : 'unknown-code');
  const { timeZone } = await store.settings.load();
  const refusal = whyNotRedeem(coupon, { customerId, orderId, basket, at }, timeZone);
  if (refusal !== undefined) return refuse(refusal, coupon);
  const redemption = { at, orderId, ...(basket && { discount: discountOn(coupon, basket) }) };
  const record = async () => ({ result: await recordRedemption(coupon, redemption, cancelled) });
  const refused = await takeIn(store, { customerId, record }, timeZone);
  return refused === undefined ? grant(coupon, basket) : refuse(refused, coupon);
}

const refOf = async (id: CustomerId): Promise<CustomerRef> =>
  customerRefFor(id, await store.settings.opaqueIdKey());

/** True when nobody else may use the code, and this customer has no place either. */
async function isUsedUp({ shared, code, customerId, redemption }: Coupon): Promise<boolean> {
  if (shared === undefined || redemption !== undefined) return false;
  const sharedCode = await store.sharedCodes.find(code);
  return sharedCode !== undefined && !hasPlaceFor(sharedCode, await refOf(customerId));
}

/**
 * Marks the coupon as redeemed, or says why it is not. With a shared code the customer takes a place first and keeps it,
 * so that whoever asks again after a crash finds it, and so that no more customers than the limit get this far.
 */
async function recordRedemption(
  coupon: Coupon,
  redemption: Redemption,
  cancelled: OrderId | undefined,
): Promise<CouponRefusal | undefined> {
  const { orderId } = redemption;
  if (coupon.redemption?.orderId === orderId) return undefined;
  const place = coupon.shared && { code: coupon.code, ref: await refOf(coupon.customerId), orderId };
  if (place && !(await store.sharedCodes.takePlace(place))) return 'used-up';
  if (await store.coupons.redeem(coupon, redemption, cancelled)) return undefined;
  const stored = await store.coupons.get(coupon.customerId, coupon.code);
  if (stored !== undefined) return stored.redemption?.orderId === orderId ? undefined : 'already-redeemed';
  // The customer was erased meanwhile.
  if (place) await store.sharedCodes.releasePlace(place);
  return 'unknown-code';
}

interface FoundCoupon {
  readonly coupon?: Coupon;
  /** The order that redeemed the coupon and was cancelled since, which makes the coupon good again. */
  readonly cancelled?: OrderId;
  /** True for a shared code that was not sent to this customer. */
  readonly isOfOthers?: boolean;
}

/** Finds the customer's coupon, or whose it is. A text that cannot be a code may be longer than a key, and is not looked up. */
async function findCoupon(typed = '', customerId: CustomerId): Promise<FoundCoupon> {
  const code = normaliseCode(typed);
  if (!canBeCode(code)) return {};
  const own = await store.coupons.get(customerId, code);
  const coupon = own ?? (isCode(code) ? await store.coupons.find(code) : undefined);
  if (coupon === undefined) return { isOfOthers: (await store.sharedCodes.find(code)) !== undefined };
  if (coupon.redemption === undefined) return { coupon };
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
    case 'used-up':
      return answer<typeof redeemCoupon>(410, { result: refusal });
    case 'already-redeemed':
      return answer<typeof redeemCoupon>(409, { result: refusal });
    case 'no-product':
    case 'below-minimum':
      return answer<typeof redeemCoupon>(422, { result: refusal, ...conditionsOf(coupon) });
  }
}
