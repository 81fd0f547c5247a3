import type { CallbackTask } from '../callbacks/callback.ts';
import type { Order } from '../orders/order.ts';
import type { Activity } from '../profile/activity.ts';
import type { CustomerWords } from '../words/customer.ts';
import type { FormatMoney } from '../words/numbers.ts';
import type { Happening } from './picture.ts';

/** What happened, in a few words; undefined where another happening says so already. */
export function happeningText(one: Happening, words: CustomerWords, money: FormatMoney): string | undefined {
  switch (one.type) {
    case 'activity':
      return activityText(one.activity, words, money);
    case 'coupon': {
      const { code, benefit, expiresOn, redemption } = one.coupon;
      return words.coupon(code, benefit, expiresOn, redemption?.orderId, money);
    }
    case 'entered':
      return words.entered(one.campaign, one.isHeldOut, one.variant);
    case 'email':
      return words.email(one.campaign, one.step, words.emailEvents[one.event]);
    case 'skipped':
      return undefined;
    case 'refused':
      return words.refused(one.campaign, one.excludedBy);
    case 'call':
      return callText(one.task, words);
  }
}

function activityText(activity: Activity, words: CustomerWords, money: FormatMoney): string | undefined {
  switch (activity.type) {
    case 'order':
      return orderText(activity.order, words, money);
    case 'refund':
      return words.refund(money(activity.amount));
    case 'suppression':
      return words.suppression(activity.channel, words.closedReasons[activity.reason]);
    case 'release':
      return words.released;
    case 'coupon':
    case 'redemption':
      // The coupon's own line says so already.
      return undefined;
    case 'points-granted':
      return words.pointsGranted(activity.points);
    case 'points-spent':
      return words.pointsSpent(activity.points, activity.reward.name);
    case 'browse':
      return words.browsed(activity.name ?? activity.sku);
    case 'cart':
      return words.carted(activity.value === undefined ? undefined : money(activity.value));
    case 'wishlist':
      return words.wished(activity.name ?? activity.sku);
    case 'feedback':
      return words.feedback(activity);
    case 'complaint-opened':
      return words.complaintOpened(activity.text);
    case 'complaint-closed':
      return words.complaintClosed;
    case 'referral':
      return words.referral(activity.friend);
    case 'referral-converted':
      return words.referralConverted;
    case 'custom':
      return words.custom(activity.name);
    case 'tag':
      return words.tagged(activity.id, activity.removed === true);
    case 'consent':
      return words.consentStated(activity.channel, activity.granted, activity.source);
  }
}

function orderText(order: Order, words: CustomerWords, money: FormatMoney): string {
  const codes = order.discounts.flatMap((discount) => discount.couponCode ?? []);
  const refunded = order.status === 'refunded-in-part' ? ` (${money(order.refunded ?? 0)})` : '';
  return [
    words.order(order.id, money(order.totals.total)),
    ...(order.status === 'placed' ? [] : [`${words.orderStatus[order.status]}${refunded}`]),
    ...(codes.length === 0 ? [] : [words.withCodes(codes.join(', '))]),
  ].join('  ');
}

/** A call that staff made, with what they noted; or one that they have still to make. */
function callText({ script, progress }: CallbackTask, words: CustomerWords): string {
  if (progress.state === 'open' || progress.state === 'claimed') return words.callToMake(script);
  const outcome = progress.state === 'closed' ? progress.result : progress.outcome;
  if (outcome === 'not-called') return words.neverCalled(script);
  return words.called(script, words.callOutcomes[outcome], progress.note);
}
