import type { Instant, PlainDate } from '../calendar.ts';
import type { CustomerId } from '../ids.ts';
import type { OrderCustomer } from '../orders/order.ts';
import type { Classes } from './classes.ts';

/**
 * The projection of one customer: facts folded from activity, and decisions taken by nights.
 * It holds nothing that moves with the calendar; recency and the like are computed on read.
 */
export interface Profile extends Facts {
  readonly customerId: CustomerId;
  /** Rises with every write, so that of two writers the one who read an older profile is refused. */
  readonly version: number;
  /**
   * The fingerprint of the activity that the facts were folded from. Two histories can give the same facts (an edit
   * that is taken back); only when this is the same too was there nothing to write.
   */
  readonly foldedFrom?: string;
  /** Decided by the last night that changed one of them; absent until a first night. */
  readonly classes?: Classes;
  /** The day on which the customer last entered each campaign. */
  readonly enrolments: Readonly<Record<string, PlainDate>>;
}

/** What follows from the customer's activity and nothing else. */
export interface Facts {
  readonly contact: Contact;
  readonly consents: Consents;
  readonly suppressions: Suppressions;
  /** Absent for a prospect: known, but without an order that counts. */
  readonly orders?: OrderFacts;
  readonly cancelledOrders: number;
  /** When a coupon of ours was last used. */
  readonly redeemedAt?: Instant;
  /** Each of these is absent for a customer of whom nothing of the kind was ever told: unknown is not none. */
  readonly interest?: InterestFacts;
  readonly feedback?: FeedbackFacts;
  readonly complaints?: ComplaintFacts;
  readonly referrals?: ReferralFacts;
}

/** What the customer looked at without buying it yet. Days are in the shop's time zone. */
export interface InterestFacts {
  readonly browsedOn?: PlainDate;
  readonly cartedOn?: PlainDate;
  readonly wishlistedOn?: PlainDate;
  /** Distinct days on which something was put into a cart. */
  readonly cartDays: number;
  /** Of the latest cart whose value was told, in minor units. */
  readonly cartValue?: number;
}

/** The latest score of each kind. */
export interface FeedbackFacts {
  /** Net Promoter Score: 0 to 10. */
  readonly nps?: { readonly score: number; readonly on: PlainDate };
  /** Customer satisfaction: 1 to 5. */
  readonly csat?: { readonly score: number; readonly on: PlainDate };
}

export interface ComplaintFacts {
  readonly count: number;
  readonly open: number;
  /** When the latest was opened. */
  readonly openedOn: PlainDate;
}

/** Friends whom the customer sent to the shop, and how many of them bought. */
export interface ReferralFacts {
  readonly made: number;
  readonly converted: number;
}

export type Contact = Omit<OrderCustomer, 'id' | 'consents'>;
export type Consents = NonNullable<OrderCustomer['consents']>;

/** Channels that the customer, or the channel itself, has closed. An order never reopens one. */
export interface Suppressions {
  readonly email?: { readonly reason: EmailSuppression; readonly at: Instant };
  readonly phone?: { readonly reason: 'do-not-call'; readonly at: Instant };
}

export type EmailSuppression = 'unsubscribed' | 'bounced' | 'complained';

/** Orders that count: neither cancelled nor to come. Amounts are in minor units of the shop's currency. */
export interface OrderFacts {
  readonly count: number;
  /** Distinct days with an order, in the shop's time zone. Scoring merges orders of one day. */
  readonly days: number;
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly lastAt: Instant;
  /** Between the last two days with an order; absent until there are two. */
  readonly lastGapDays?: number;
  /** Paid less given back. */
  readonly spent: number;
  readonly refunded: number;
  readonly ordersRefunded: number;
  readonly ordersDiscounted: number;
  /** Net spend by month (`2011-12`) of the last `monthsKept` months up to the last order's. */
  readonly spentByMonth: Readonly<Record<string, number>>;
}

/** Enough for a rolling year and the year before it. */
export const monthsKept = 25;
