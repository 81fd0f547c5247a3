import type { Instant, PlainDate } from '../calendar.ts';
import type { CallbackTask } from '../callbacks/callback.ts';
import type { Coupon } from '../coupons/coupon.ts';
import type { SkipReason } from '../deliveries/skip-reason.ts';
import type { Language } from '../language.ts';
import type { Activity } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import type { ReferralStanding } from '../referrals/referral.ts';
import type { Population } from '../scoring/population.ts';
import { createRanker, type Forecast } from '../scoring/ranking.ts';
import { type Explanation, explain } from '../words/explanation.ts';

/** Something that happened to a customer, or that we did. */
export type Happening =
  | { readonly type: 'activity'; readonly at: Instant; readonly activity: Activity }
  | { readonly type: 'coupon'; readonly at: Instant; readonly coupon: Coupon }
  | {
      readonly type: 'entered';
      readonly at: Instant;
      readonly campaign: string;
      readonly isHeldOut: boolean;
      /** Absent in a campaign without variants, and for whoever is held out. */
      readonly variant?: string;
    }
  | {
      readonly type: 'email';
      readonly at: Instant;
      readonly campaign: string;
      readonly step: number;
      readonly event: 'sent' | 'opened' | 'clicked' | 'bounced' | 'complained' | 'unknown' | 'failed';
    }
  /** A step that did nothing, and why. */
  | {
      readonly type: 'skipped';
      readonly at: Instant;
      readonly campaign: string;
      readonly step: number;
      readonly reason: SkipReason;
    }
  /** A campaign that another one kept the customer out of. */
  | {
      readonly type: 'refused';
      readonly at: Instant;
      readonly campaign: string;
      readonly excludedBy: string;
    }
  | { readonly type: 'call'; readonly at: Instant; readonly task: CallbackTask };

/** All that is known about one customer: the profile, what happened, and what the latest population makes of it. */
export interface CustomerPicture {
  readonly profile: Profile;
  readonly happenings: readonly Happening[];
  /** Absent in a shop that gives nothing for referrals. */
  readonly referrals?: ReferralStanding;
  /** Absent before the first night. */
  readonly scored?: {
    readonly asOf: PlainDate;
    readonly population: Population;
    readonly forecast?: Forecast;
    readonly explanations: readonly Explanation[];
  };
}

/** The picture of a customer from what was read: the forecast and the explanations are computed here. */
export function pictureOf(
  profile: Profile,
  happenings: readonly Happening[],
  population: Population | undefined,
  language: Language,
  asOf = population?.asOf,
): CustomerPicture {
  if (population === undefined || asOf === undefined) return { profile, happenings };
  const forecast = profile.orders && createRanker(population)(profile.orders, asOf).forecast;
  const explanations = explain(profile, population, asOf, language);
  return { profile, happenings, scored: { asOf, population, ...(forecast && { forecast }), explanations } };
}
