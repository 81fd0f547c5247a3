import type { Instant, PlainDate } from '../calendar.ts';
import type { CohortKey, EventFactKey } from '../ids.ts';

/**
 * What a customer has done since entering a campaign. Outcomes of distinct facts add up, except those of a coupon and
 * of the order that used it.
 */
export interface Outcome {
  /** Orders that count and were placed after entering, up to the last day of the goal. */
  readonly orders: number;
  /** What they came to, less what was given back for them and less credit notes of those days, in minor units. */
  readonly spent: number;
  /**
   * Coupons of the campaign that were used, whenever: by the step's index, or that and `#call` for one that a call has
   * led to.
   */
  readonly couponsUsed: Readonly<Record<string, CouponUse>>;
  /** True for whoever unsubscribed, or reported an email as spam, up to the last day of the goal. */
  readonly hasOptedOut: boolean;
}

/** What became of a coupon that was used, in minor units; nothing while its order has not come in. */
export interface CouponUse {
  /** What the order took off for it. */
  readonly discount: number;
  /** What the order came to, less what was given back for it. */
  readonly spent: number;
}

/** The outcome of a customer who has done nothing yet. */
export const noOutcome: Outcome = {
  orders: 0,
  spent: 0,
  couponsUsed: {},
  hasOptedOut: false,
};

/** An enrolment, as far as the profile needs to know it to say what facts mean for it. */
export interface OpenEnrolment extends OutcomeWindow {
  readonly shard: number;
  readonly begunBy?: EventFactKey;
  readonly outcome: Outcome;
}

/** Which facts of a customer are the outcome of an enrolment. */
export interface OutcomeWindow {
  readonly cohort: CohortKey;
  readonly enteredAt: Instant;
  /** The last day on which a fact counts, in the shop's time zone. */
  readonly goalEndsOn: PlainDate;
}
