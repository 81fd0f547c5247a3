import { addDays, dayIn, type PlainDate } from '../../calendar.ts';
import type { CampaignVersion } from '../../campaigns/campaign.ts';
import { couponsOf } from '../../campaigns/shared-codes.ts';
import { normaliseCode } from '../../code.ts';
import type { Delivery } from '../../deliveries/delivery.ts';
import { wholeDays } from '../../duration.ts';
import type { Enrolment } from '../../journeys/enrolment.ts';
import type { CouponUse } from '../../profile/open-enrolment.ts';
import { issuedForCall } from '../../profile/outcome.ts';
import { merge } from './counts.ts';

/**
 * The coupons of a campaign. They are kept by the last day on which they are valid, so that a reader on any day can say
 * which of them have expired, and nobody need count anew because a day is over.
 */
export interface CouponSums {
  readonly byLastDay: Readonly<Record<string, CouponCount>>;
  /** Those whose last day was over when they were counted. */
  readonly over: CouponCount;
  /** What orders took off for those that were used, in minor units. */
  readonly discount: number;
  /** What these orders came to, less what was given back for them, in minor units. */
  readonly spent: number;
}

export interface CouponCount {
  readonly issued: number;
  readonly used: number;
}

const none: CouponCount = { issued: 0, used: 0 };

/** The sums of no coupon. */
export const noCoupons: CouponSums = { byLastDay: {}, over: none, discount: 0, spent: 0 };

/** What the steps of a campaign version issue. */
export interface IssuedCoupons {
  /** The last day of the coupon that a step's delivery has brought; undefined when it has brought none. */
  lastDayOf(step: string, delivery: Delivery): PlainDate | undefined;
  /** The code that the step's coupons share, in its stored form; undefined when each has its own. */
  sharedCodeOf(step: string): string | undefined;
}

/** A campaign of which no coupon is known. */
export const noneIssued: IssuedCoupons = { lastDayOf: () => undefined, sharedCodeOf: () => undefined };

/**
 * What a campaign version issues. A coupon is issued once its email has a place, whatever becomes of the email; one that
 * staff promised is noted with the result of the call.
 *
 * @param timeZone the shop's; it decides on which day a coupon was issued
 */
export function couponsIssuedBy(
  { campaign }: Pick<CampaignVersion, 'campaign'>,
  timeZone: string,
): IssuedCoupons {
  const coupons = couponsOf(campaign);
  return {
    lastDayOf(step, delivery) {
      if (delivery.state === 'queued') return delivery.couponUntil;
      const coupon = coupons[Number(step)];
      if (coupon === undefined || delivery.state === 'skipped') return undefined;
      return addDays(dayIn(timeZone, delivery.at), wholeDays(coupon.validFor));
    },
    sharedCodeOf(step) {
      const code = coupons[Number(step)]?.shared?.code;
      return code && normaliseCode(code);
    },
  };
}

/** The coupons of some enrolments: those with codes of their own, and those of each shared code. */
export interface CouponsByCode {
  readonly coupons: CouponSums;
  readonly sharedCodes: Readonly<Record<string, CouponSums>>;
}

/** The coupons of some enrolments. */
export function sumCoupons(enrolments: readonly Enrolment[], issued: IssuedCoupons): CouponsByCode {
  const all = enrolments.flatMap((one) => couponsIn(one, issued));
  const codes = new Set(all.flatMap(({ sharedCode }) => sharedCode ?? []));
  return {
    coupons: sumOf(all.filter(({ sharedCode }) => sharedCode === undefined)),
    sharedCodes: Object.fromEntries(
      [...codes].map((code) => [code, sumOf(all.filter(({ sharedCode }) => sharedCode === code))]),
    ),
  };
}

interface KnownCoupon {
  readonly sharedCode: string | undefined;
  /** Undefined when no delivery says that it was issued: its email was given up after it was made. */
  readonly lastDay?: PlainDate;
  readonly use?: CouponUse;
}

/** The coupons of one enrolment. A step that sends the same code again reminds of the same coupon. */
function couponsIn({ steps, outcome }: Enrolment, issued: IssuedCoupons): readonly KnownCoupon[] {
  const coupons = new Map<string, KnownCoupon>();
  const note = (purpose: string, known: Omit<KnownCoupon, 'sharedCode'>) => {
    const sharedCode = issued.sharedCodeOf(purpose);
    const key = sharedCode === undefined ? purpose : `code ${sharedCode}`;
    coupons.set(key, { sharedCode, ...known, ...coupons.get(key) });
  };
  for (const [step, delivery] of Object.entries(steps)) {
    const lastDay = issued.lastDayOf(step, delivery);
    if (lastDay !== undefined) note(delivery.state === 'queued' ? issuedForCall(step) : step, { lastDay });
  }
  for (const [purpose, use] of Object.entries(outcome.couponsUsed)) note(purpose, { use });
  return [...coupons.values()];
}

function sumOf(coupons: readonly KnownCoupon[]): CouponSums {
  const byLastDay: Record<string, CouponCount> = {};
  let over = none;
  for (const { lastDay, use } of coupons) {
    const one = { issued: 1, used: use === undefined ? 0 : 1 };
    if (lastDay === undefined) over = addCounts(over, one);
    else byLastDay[lastDay] = addCounts(byLastDay[lastDay] ?? none, one);
  }
  const uses = coupons.flatMap(({ use }) => use ?? []);
  return {
    byLastDay,
    over,
    discount: uses.reduce((sum, use) => sum + use.discount, 0),
    spent: uses.reduce((sum, use) => sum + use.spent, 0),
  };
}

const addCounts = (one: CouponCount, other: CouponCount): CouponCount => ({
  issued: one.issued + other.issued,
  used: one.used + other.used,
});

/** The coupons of both parts. */
export const addCoupons = (one: CouponSums, other: CouponSums): CouponSums => ({
  byLastDay: merge(one.byLastDay, other.byLastDay, addCounts),
  over: addCounts(one.over, other.over),
  discount: one.discount + other.discount,
  spent: one.spent + other.spent,
});

/** No coupon with any code. */
export const noCouponsByCode: CouponsByCode = { coupons: noCoupons, sharedCodes: {} };

/** The coupons of both parts, those of each shared code together. */
export const addCouponsByCode = (one: CouponsByCode, other: CouponsByCode): CouponsByCode => ({
  coupons: addCoupons(one.coupons, other.coupons),
  sharedCodes: merge(one.sharedCodes, other.sharedCodes, addCoupons),
});

/** The same coupons, with one count for all that are over on a day. */
export function withoutPast(sums: CouponSums, today: PlainDate): CouponSums {
  const days = Object.entries(sums.byLastDay);
  const isOver = ([day]: readonly [string, CouponCount]) => day < today;
  return {
    ...sums,
    byLastDay: Object.fromEntries(days.filter((one) => !isOver(one))),
    over: days.filter(isOver).reduce((over, [, count]) => addCounts(over, count), sums.over),
  };
}

/** {@link withoutPast} for the coupons of a campaign. */
export const withoutPastCoupons = (
  { coupons, sharedCodes }: CouponsByCode,
  today: PlainDate,
): CouponsByCode => ({
  coupons: withoutPast(coupons, today),
  sharedCodes: Object.fromEntries(
    Object.entries(sharedCodes).map(([code, sums]) => [code, withoutPast(sums, today)]),
  ),
});

/** How many coupons were issued, whatever became of them. */
export const issuedIn = ({ byLastDay, over }: CouponSums): number =>
  Object.values(byLastDay).reduce((sum, { issued }) => sum + issued, over.issued);

/** How the coupons stand on a day. Every coupon that was issued is one of the other four. */
export interface CouponStanding {
  readonly issued: number;
  /** They may still be used. */
  readonly outstanding: number;
  readonly redeemed: number;
  readonly expired: number;
  /** They have a shared code, whose limit leaves no place for them. */
  readonly beyondLimit: number;
}

/**
 * How the coupons stand on a day that is not before they were counted.
 *
 * @param placesLeft how many of them can be used at most, when they share a code
 */
export function standingOn(
  sums: CouponSums,
  today: PlainDate,
  placesLeft = Number.POSITIVE_INFINITY,
): CouponStanding {
  const { byLastDay, over } = withoutPast(sums, today);
  const open = Object.values(byLastDay).reduce(addCounts, none);
  const unused = open.issued - open.used;
  const outstanding = Math.min(unused, placesLeft);
  return {
    issued: open.issued + over.issued,
    outstanding,
    redeemed: open.used + over.used,
    expired: over.issued - over.used,
    beyondLimit: unused - outstanding,
  };
}

/** How several lots of coupons stand together. */
export const addStandings = (one: CouponStanding, other: CouponStanding): CouponStanding => ({
  issued: one.issued + other.issued,
  outstanding: one.outstanding + other.outstanding,
  redeemed: one.redeemed + other.redeemed,
  expired: one.expired + other.expired,
  beyondLimit: one.beyondLimit + other.beyondLimit,
});
