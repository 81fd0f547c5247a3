import type { Instant } from '../calendar.ts';
import type { OrderId } from '../ids.ts';
import { interactionKeyOf, isInteraction } from '../interactions/interaction.ts';
import { latestVersions } from '../versions.ts';
import {
  type Activity,
  byTime,
  latestOrders,
  momentsOf,
  type RefundActivity,
  type ReleaseActivity,
  type SuppressionActivity,
} from './activity.ts';
import { contactFacts } from './contact-facts.ts';
import { unusedCouponsIn, usesThatCount } from './coupon-use.ts';
import { interactionFacts } from './interaction-facts.ts';
import { orderFacts } from './order-facts.ts';
import { aboutPoints, pointFacts } from './point-facts.ts';
import { productFacts } from './product-facts.ts';
import type { Facts, Folded } from './profile.ts';
import { suppressionFacts } from './suppression-facts.ts';
import { tagFacts } from './tag-facts.ts';

/**
 * Folds all activity of one customer into the facts of the profile. Neither the order of `activity` nor repetitions
 * matter: the same set always gives the same facts.
 *
 * @param timeZone the shop's; it decides which day a fact belongs to
 * @param erasedAt when the customer was erased, if ever; the activity is what came after
 */
export const foldActivity = (activity: readonly Activity[], timeZone: string, erasedAt?: Instant): Facts =>
  foldOnto(erasedAt === undefined ? nothingKnown : nothingKnownSince(erasedAt), activity, timeZone);

const nothingKnown: Facts = { contact: {}, consents: {}, suppressions: {}, cancelledOrders: 0 };

/** Whoever was erased has withdrawn everything. */
function nothingKnownSince(erasedAt: Instant): Facts {
  const withdrawn = { granted: false, at: erasedAt, source: 'erasure' };
  return { ...nothingKnown, erasedAt, consentEvidence: { email: withdrawn, phone: withdrawn } };
}

/**
 * Folds activity on top of the facts that other activity gave. Only right where nothing depends on that other activity
 * beyond its facts: `appendActivity` says when.
 */
export function foldOnto(before: Facts, activity: readonly Activity[], timeZone: string): Facts {
  const orders = latestOrders(activity);
  const refunds = distinctById(activity.filter((one): one is RefundActivity => one.type === 'refund'));
  const suppressions = distinctById(
    activity.filter((one): one is SuppressionActivity => one.type === 'suppression'),
  );
  const releases = distinctById(activity.filter((one): one is ReleaseActivity => one.type === 'release'));
  const interactions = latestVersions(activity.filter(isInteraction), interactionKeyOf);
  const uses = usesThatCount(activity, orders);
  const unusedCoupons = unusedCouponsIn(activity) ?? before.unusedCoupons;
  const redeeming = redeemingOrdersIn(activity) ?? before.redeemingOrders;
  const known = contactFacts(before, orders, refunds, interactions);
  const counted = orders.filter((order) => order.status !== 'cancelled');
  const ordered = orderFacts(before.orders, counted, refunds, timeZone);
  const redeemedAt = latestOf([before.redeemedAt, ...uses.map(({ at }) => at)]);
  const placed = orders.map((order) => ({ type: 'order' as const, order }));
  const distinct: readonly Activity[] = [
    ...placed,
    ...refunds,
    ...suppressions,
    ...releases,
    ...interactions,
    ...aboutPoints(activity),
  ];
  return {
    ...known,
    suppressions: suppressionFacts(before.suppressions, suppressions, { ...known, interactions, releases }),
    cancelledOrders: before.cancelledOrders + orders.length - counted.length,
    ...(ordered !== undefined && { orders: ordered }),
    ...(redeemedAt !== undefined && { redeemedAt }),
    ...(unusedCoupons !== undefined && { unusedCoupons }),
    ...(redeeming !== undefined && { redeemingOrders: redeeming }),
    ...interactionFacts(before, interactions, timeZone),
    ...productFacts(before, counted, interactions, timeZone),
    ...tagFacts(before, interactions),
    ...pointFacts(before, activity, orders, timeZone),
    ...(before.erasedAt !== undefined && { erasedAt: before.erasedAt }),
    ...(activity.length > 0 && { folded: foldedWith(before.folded, distinct, timeZone) }),
  };
}

/** Coupons used long ago are settled; a customer with more of them than this places their orders one by one. */
const redeemingOrdersKept = 16;

/** The orders that coupons were used for, the latest last; undefined when no coupon was. */
function redeemingOrdersIn(activity: readonly Activity[]): readonly OrderId[] | undefined {
  const uses = activity.flatMap((one) => (one.type === 'redemption' ? [{ ...one, id: one.orderId }] : []));
  if (uses.length === 0) return undefined;
  return [...new Set(uses.sort(byTime).map(({ orderId }) => orderId))].slice(-redeemingOrdersKept);
}

const distinctById = <T extends { readonly id: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

function foldedWith(before: Folded | undefined, distinct: readonly Activity[], timeZone: string): Folded {
  const upTo = latestOf([before?.upTo, ...distinct.flatMap(momentsOf)]);
  const bounced =
    before?.bounced || distinct.some((one) => one.type === 'suppression' && one.reason === 'bounced');
  return {
    count: (before?.count ?? 0) + distinct.length,
    ...(upTo !== undefined && { upTo }),
    timeZone,
    ...(bounced && { bounced }),
  };
}

const latestOf = <M extends string>(moments: readonly (M | undefined)[]): M | undefined =>
  moments.reduce((latest, one) => (latest === undefined || (one ?? '') > latest ? one : latest), undefined);
