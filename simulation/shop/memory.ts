import type { Instant } from '../../shared/calendar.ts';
import type { HeldCoupon } from './discounts.ts';
import type { EmailEvent } from './email-reader.ts';

/** An order that would not exist but for a campaign or a call. */
export interface ExtraOrder {
  readonly orderIndex: number;
  readonly day: number;
  /** The campaign's name, or `call`. */
  readonly cause: string;
}

/** What a customer remembers of what the shop did; empty for nearly everybody. */
export interface Memory {
  /** Positions in the period at which emails came. */
  readonly mailsAt: number[];
  calls: number;
  /** From this position on the customer reads nothing any more. */
  closedTo: number;
  readonly extras: ExtraOrder[];
  readonly coupons: Map<number, HeldCoupon>;
}

/** One thing that a customer does with an email, as SES would report it. */
export interface EmailReaction {
  readonly event: EmailEvent;
  readonly at: Instant;
}

export const createMemory = (): Memory => ({
  mailsAt: [],
  calls: 0,
  closedTo: Number.POSITIVE_INFINITY,
  extras: [],
  coupons: new Map(),
});
