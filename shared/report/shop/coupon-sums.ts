import { addDays, dayIn, type PlainDate } from '../../calendar.ts';
import { templatesOf } from '../../campaigns/actions/actions.ts';
import type { CampaignVersion } from '../../campaigns/campaign.ts';
import type { Delivery } from '../../deliveries/delivery.ts';
import { wholeDays } from '../../duration.ts';
import type { Enrolment } from '../../journeys/enrolment.ts';
import { issuedForCall } from '../../profile/outcome.ts';

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

/** The last day of the coupon that a step's delivery has brought; undefined when it has brought none. */
export type LastDayOf = (step: string, delivery: Delivery) => PlainDate | undefined;

/**
 * The last days of the coupons that a campaign version issues. A coupon is issued once its email has a place, whatever
 * becomes of the email; one that staff promised is noted with the result of the call.
 *
 * @param timeZone the shop's; it decides on which day a coupon was issued
 */
export function lastDaysOf({ campaign }: Pick<CampaignVersion, 'campaign'>, timeZone: string): LastDayOf {
  const validFor = campaign.steps.map(
    ({ action }) => templatesOf(action).flatMap(({ coupon }) => coupon ?? [])[0]?.validFor,
  );
  return (step, delivery) => {
    if (delivery.state === 'queued') return delivery.couponUntil;
    const valid = validFor[Number(step)];
    if (valid === undefined || delivery.state === 'skipped') return undefined;
    return addDays(dayIn(timeZone, delivery.at), wholeDays(valid));
  };
}

/** The coupons of some enrolments. */
export function sumCoupons(enrolments: readonly Enrolment[], lastDayOf: LastDayOf): CouponSums {
  const byLastDay: Record<string, CouponCount> = {};
  const uses = enrolments.flatMap(({ outcome }) => Object.values(outcome.couponsUsed));
  let used = 0;
  for (const { steps, outcome } of enrolments) {
    for (const [step, delivery] of Object.entries(steps)) {
      const lastDay = lastDayOf(step, delivery);
      if (lastDay === undefined) continue;
      const purpose = delivery.state === 'queued' ? issuedForCall(step) : step;
      const one = { issued: 1, used: outcome.couponsUsed[purpose] === undefined ? 0 : 1 };
      byLastDay[lastDay] = addCounts(byLastDay[lastDay] ?? none, one);
      used += one.used;
    }
  }
  // A coupon that was used was issued, also when no delivery says so: its email was given up after it was made.
  const others = uses.length - used;
  return {
    byLastDay,
    over: { issued: others, used: others },
    discount: uses.reduce((sum, use) => sum + use.discount, 0),
    spent: uses.reduce((sum, use) => sum + use.spent, 0),
  };
}

const addCounts = (one: CouponCount, other: CouponCount): CouponCount => ({
  issued: one.issued + other.issued,
  used: one.used + other.used,
});

/** The coupons of both parts. */
export function addCoupons(one: CouponSums, other: CouponSums): CouponSums {
  const byLastDay: Record<string, CouponCount> = { ...one.byLastDay };
  for (const [day, count] of Object.entries(other.byLastDay))
    byLastDay[day] = addCounts(byLastDay[day] ?? none, count);
  return {
    byLastDay,
    over: addCounts(one.over, other.over),
    discount: one.discount + other.discount,
    spent: one.spent + other.spent,
  };
}

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

/** How the coupons stand on a day. Every coupon that was issued is outstanding, redeemed or expired. */
export interface CouponStanding {
  readonly issued: number;
  readonly outstanding: number;
  readonly redeemed: number;
  readonly expired: number;
}

/** How the coupons stand on a day that is not before they were counted. */
export function standingOn(sums: CouponSums, today: PlainDate): CouponStanding {
  const { byLastDay, over } = withoutPast(sums, today);
  const open = Object.values(byLastDay).reduce(addCounts, none);
  return {
    issued: open.issued + over.issued,
    outstanding: open.issued - open.used,
    redeemed: open.used + over.used,
    expired: over.issued - over.used,
  };
}
