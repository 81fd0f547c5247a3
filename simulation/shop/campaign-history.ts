import type { Instant } from '../../shared/calendar.ts';
import type { HeldCoupon } from './discounts.ts';
import type { EmailEvent } from './email-reader.ts';

/** An order that would not exist without a campaign or a call. */
export interface ExtraOrder {
  readonly orderIndex: number;
  /** Index in the period. */
  readonly day: number;
  /** The id of the campaign that caused it. */
  readonly campaign: string;
}

/** What campaigns have done to one customer so far; most customers have no history. */
export interface CampaignHistory {
  /** Positions in the period at which emails arrived. */
  readonly mailsAt: number[];
  /** Number of calls so far. */
  calls: number;
  /** Position in the period from which on the customer ignores all emails. */
  ignoresMailFrom: number;
  readonly extras: ExtraOrder[];
  /** The coupon used on an order, by the order's index. */
  readonly coupons: Map<number, HeldCoupon>;
}

/** One reaction of a customer to an email, as SES would report it. */
export interface EmailReaction {
  readonly event: EmailEvent;
  readonly at: Instant;
}

/** An empty history. */
export const createCampaignHistory = (): CampaignHistory => ({
  mailsAt: [],
  calls: 0,
  ignoresMailFrom: Number.POSITIVE_INFINITY,
  extras: [],
  coupons: new Map(),
});
