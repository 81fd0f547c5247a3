import { type Instant, instant, plainDate } from '../../../shared/calendar.ts';
import { fingerprintOf } from '../../../shared/fingerprint.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type {
  Activity,
  RedemptionActivity,
  RefundActivity,
  ReleaseActivity,
  SuppressionActivity,
} from '../../../shared/profile/activity.ts';
import type { Facts } from '../../../shared/profile/profile.ts';
import { recomputeInteractionFacts } from './recomputed-interactions.ts';
import { recomputeNames } from './recomputed-names.ts';

/** The facts of a profile by plain recomputation: slow, and written independently of the code under test. */
export function recomputeFacts(activity: readonly Activity[], timeZone: string): Facts {
  const versions = activity.flatMap((one) => (one.type === 'order' ? [one.order] : []));
  const orders = [...new Set(versions.map(({ id }) => id))].map((id) =>
    latest(versions.filter((version) => version.id === id)),
  );
  const refunds = unique(activity.filter((one): one is RefundActivity => one.type === 'refund'));
  const closed = unique(activity.filter((one): one is SuppressionActivity => one.type === 'suppression'));
  const releases = unique(activity.filter((one): one is ReleaseActivity => one.type === 'release'));
  const uses = activity.flatMap((one) => (one.type === 'redemption' ? [one] : []));
  const released = new Set(orders.flatMap(({ id, status }) => (status === 'cancelled' ? [id] : [])));
  const redeemed = uses.flatMap(({ at, orderId }) => (released.has(orderId) ? [] : [at]));
  const counting = orders.filter(({ status }) => status !== 'cancelled');
  const interactions = latestInteractions(activity);
  const who = latestFields(orders, refunds, interactions);
  const email = closed.filter(
    (one) =>
      one.channel === 'email' &&
      (one.reason !== 'bounced' || who.contact.email === undefined || who.contact.email === one.address) &&
      (one.reason !== 'bounced' ||
        releases.every(({ address, at }) => address !== one.address || at < one.at)),
  );
  const complaints = email.filter(({ reason }) => reason === 'complained');
  const phone = closed.filter(({ channel }) => channel === 'phone');
  const emailClosed = earliest(complaints.length > 0 ? complaints : email);
  const phoneClosed = earliest(phone);
  return {
    ...who,
    suppressions: {
      ...(emailClosed && { email: { reason: emailClosed.reason, at: emailClosed.at } }),
      ...(phoneClosed && { phone: { reason: phoneClosed.reason, at: phoneClosed.at } }),
    } as Facts['suppressions'],
    cancelledOrders: orders.length - counting.length,
    ...(counting.length > 0 && { orders: orderFactsOf(counting, refunds, timeZone) }),
    ...(redeemed.length > 0 && { redeemedAt: latestOf(redeemed) }),
    ...couponsLeft(activity),
    ...(uses.length > 0 && { redeemingOrders: ordersOfUses(uses) }),
    ...recomputeInteractionFacts(interactions, (at) => plainDate(localDay(at, timeZone))),
    ...recomputeNames(counting, interactions, (at) => plainDate(localDay(at, timeZone))),
    ...(activity.length > 0 && {
      folded: { ...extentOf({ orders, refunds, closed, releases, interactions }), timeZone },
    }),
  };
}

/** The five unused coupons that end last. */
function couponsLeft(activity: readonly Activity[]): Pick<Facts, 'unusedCoupons'> {
  const ends = new Map(activity.flatMap((one) => (one.type === 'coupon' ? [[one.code, one.expiresOn]] : [])));
  const sorted = [...ends].sort(([a, endA], [b, endB]) => (`${endB}${b}` < `${endA}${a}` ? -1 : 1));
  return ends.size === 0 ? {} : { unusedCoupons: Object.fromEntries(sorted.slice(0, 5)) };
}

/** By when the earliest coupon of each was used. */
function ordersOfUses(uses: readonly RedemptionActivity[]) {
  const firstUse = (id: string) =>
    uses
      .filter(({ orderId }) => orderId === id)
      .map(({ at }) => at)
      .sort()[0];
  const rank = (id: string) => `${firstUse(id)} ${id}`;
  return [...new Set(uses.map(({ orderId }) => orderId))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** How many facts there are, and up to when; facts that a later version replaced are none. */
function extentOf(distinct: {
  readonly orders: readonly Order[];
  readonly refunds: readonly RefundActivity[];
  readonly closed: readonly SuppressionActivity[];
  readonly releases: readonly ReleaseActivity[];
  readonly interactions: readonly Interaction[];
}) {
  const { orders, refunds, closed, releases, interactions } = distinct;
  const moments = [
    ...orders.map(({ placedAt }) => placedAt),
    ...[...refunds, ...closed, ...releases].map(({ at }) => at),
    ...interactions.flatMap(({ at, updatedAt }) => [at, updatedAt]),
  ];
  return {
    count: orders.length + refunds.length + closed.length + releases.length + interactions.length,
    ...(moments.length > 0 && { upTo: latestOf(moments) }),
    ...(closed.some(({ reason }) => reason === 'bounced') && { bounced: true as const }),
  };
}

function latestInteractions(activity: readonly Activity[]): Interaction[] {
  const versions = activity.flatMap((one) => ('updatedAt' in one ? [one] : []));
  const isSame = (a: Interaction, b: Interaction) => a.type === b.type && a.id === b.id;
  return versions
    .filter((one, index) => versions.findIndex((other) => isSame(one, other)) === index)
    .map((one) => latest(versions.filter((other) => isSame(one, other))));
}

function latest<T extends { readonly updatedAt: Instant }>(versions: readonly T[]): T {
  return versions.reduce((best, one) => {
    if (one.updatedAt > best.updatedAt) return one;
    if (one.updatedAt < best.updatedAt) return best;
    return fingerprintOf(one) > fingerprintOf(best) ? one : best;
  });
}

const unique = <T extends { readonly id: string }>(facts: readonly T[]): T[] =>
  facts.filter((fact, index) => facts.findIndex(({ id }) => id === fact.id) === index);

const latestOf = (moments: readonly Instant[]): Instant =>
  instant(new Date(Math.max(...moments.map((moment) => Date.parse(moment)))).toISOString());

const earliest = <T extends { readonly at: Instant }>(facts: readonly T[]): T | undefined =>
  facts.length === 0 ? undefined : facts.reduce((first, one) => (one.at < first.at ? one : first));

/** The latest value of each field by itself. */
function latestFields(
  orders: readonly Order[],
  refunds: readonly RefundActivity[],
  interactions: readonly Interaction[],
) {
  const updates = [
    ...orders.map(({ placedAt, id, customer }) => ({ at: placedAt, source: `order ${id}`, customer })),
    ...refunds.flatMap(({ at, id, customer }) =>
      customer ? [{ at, source: `refund ${id}`, customer }] : [],
    ),
    ...interactions.map(({ updatedAt, type, id, customer }) => ({
      at: updatedAt,
      source: `${type} ${id}`,
      customer,
    })),
  ];
  /** The moment, then the id, then the type. */
  const rankOf = ({ at, source }: (typeof updates)[number]) => {
    const [type = '', ...id] = source.split(' ');
    return `${at} ${id.join(' ')} ${type}`;
  };
  const latestFirst = [...updates].sort((a, b) => (rankOf(a) < rankOf(b) ? 1 : -1));
  const lastOf = <T>(field: (customer: Order['customer']) => T | undefined): T | undefined =>
    latestFirst.map(({ customer }) => field(customer)).find((value) => value !== undefined);
  const statement = (channel: 'email' | 'phone') => {
    const last = latestFirst.find(({ customer }) => customer.consents?.[channel] !== undefined);
    return last && { granted: last.customer.consents?.[channel] === true, at: last.at, source: last.source };
  };
  const consentEvidence = present({ email: statement('email'), phone: statement('phone') });
  return {
    contact: present({
      email: lastOf(({ email }) => email),
      name: lastOf(({ name }) => name),
      country: lastOf(({ country }) => country),
      acquisitionSource: latestFirst
        .toReversed()
        .map(({ customer }) => customer.acquisitionSource)
        .find((value) => value !== undefined),
    }),
    consents: present({
      email: lastOf(({ consents }) => consents?.email),
      phone: lastOf(({ consents }) => consents?.phone),
    }),
    ...(Object.keys(consentEvidence).length > 0 && { consentEvidence }),
  };
}

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function orderFactsOf(orders: readonly Order[], refunds: readonly RefundActivity[], timeZone: string) {
  const dayOf = ({ placedAt }: Order) => localDay(placedAt, timeZone);
  const days = [...new Set(orders.map(dayOf))].sort();
  const withoutTime = orders.flatMap(({ placedOn }) => (placedOn === undefined ? [] : [placedOn])).sort();
  const firstDay = plainDate(days[0] ?? '');
  const lastDay = plainDate(days[days.length - 1] ?? '');
  let spent = 0;
  let refunded = 0;
  let ordersRefunded = 0;
  const months: Record<string, number> = {};
  const move = (day: string, minor: number) => {
    spent += minor;
    const month = day.slice(0, 7);
    if (minor !== 0 && monthsFrom(month, lastDay.slice(0, 7)) <= 24)
      months[month] = (months[month] ?? 0) + minor;
  };
  for (const order of orders) {
    const { status, totals, refunded: part = 0 } = order;
    const back = status === 'refunded' ? totals.total : part;
    refunded += back;
    if (back > 0) ordersRefunded += 1;
    move(dayOf(order), totals.total - back);
  }
  for (const { at, amount } of refunds) {
    refunded += amount;
    ordersRefunded += 1;
    move(localDay(at, timeZone), -amount);
  }
  return {
    count: orders.length,
    days: days.length,
    firstDay,
    lastDay,
    lastAt: latestOf(orders.map(({ placedAt }) => placedAt)),
    ...(withoutTime.length > 0 && { lastDayWithoutTime: plainDate(withoutTime.at(-1) ?? '') }),
    spent,
    refunded,
    ordersRefunded,
    ordersDiscounted: orders.filter(({ totals }) => totals.discount > 0).length,
    ...channelsOf(orders),
    spentByMonth: months,
    ...(days.length > 1 && { repeatDaysByMonth: repeatDaysOf(days, lastDay), gaps: gapsOf(days) }),
  };
}

function channelsOf(orders: readonly Order[]) {
  const counts: Record<string, number> = {};
  for (const { channel } of orders)
    if (channel !== undefined) counts[channel] = orders.filter((one) => one.channel === channel).length;
  return Object.keys(counts).length === 0 ? {} : { byChannel: counts };
}

const monthsFrom = (earlier: string, later: string): number =>
  12 * (Number(later.slice(0, 4)) - Number(earlier.slice(0, 4))) +
  Number(later.slice(5)) -
  Number(earlier.slice(5));

function localDay(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(Date.parse(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function gapsOf(days: readonly string[]) {
  const gaps = days
    .slice(1)
    .map((day, index) => (Date.parse(day) - Date.parse(days[index] ?? '')) / 86_400_000);
  const logs = gaps.map((gap) => Math.round(1e6 * Math.log(gap)));
  const last = Date.parse(days.at(-1) ?? '');
  // From the latest day on that is at least 90 days before the last.
  const from = days.findLastIndex((day) => (last - Date.parse(day)) / 86_400_000 >= 90);
  return { logSum: logs.reduce((sum, one) => sum + one, 0), latest: gaps.slice(Math.max(0, from)) };
}

function repeatDaysOf(days: readonly string[], lastDay: string): Record<string, number> {
  const byMonth: Record<string, number> = {};
  for (const day of days.slice(1)) {
    const month = day.slice(0, 7);
    if (monthsFrom(month, lastDay.slice(0, 7)) <= 36) byMonth[month] = (byMonth[month] ?? 0) + 1;
  }
  return byMonth;
}
