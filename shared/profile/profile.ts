import type { Instant, PlainDate } from '../calendar.ts';
import type { CustomerId, OrderId, Slot } from '../ids.ts';
import type { OrderChannel, OrderCustomer } from '../orders/order.ts';
import type { PointsLeft } from '../points/ledger.ts';
import type { Classes } from './classes.ts';
import type { OpenEnrolment } from './open-enrolment.ts';

/**
 * The projection of one customer: facts folded from activity, and decisions taken by nights.
 * It holds nothing that moves with the calendar; recency and the like are computed on read.
 */
export interface Profile extends Facts {
  readonly customerId: CustomerId;
  /** Increases with every write, so that a writer who read an older profile is refused. */
  readonly version: number;
  /**
   * The fingerprint of the activity that the facts were folded from. Two histories can give the same facts (an edit
   * that is undone); there is nothing to write only when this is equal as well.
   */
  readonly foldedFrom?: string;
  /** Marks of the latest facts, for a customer who has very many: whoever recorded one of them need not fold again. */
  readonly latestFacts?: readonly string[];
  /** Decided by the last night that changed one of them; absent until the first night. */
  readonly classes?: Classes;
  /** The customer's last entry into each campaign. */
  readonly enrolments: Readonly<Record<string, LastEntry>>;
  /** Enrolments whose goal has not ended, with what facts mean for them. They are taken out some time after it has. */
  readonly openEnrolments: readonly OpenEnrolment[];
  /** The latest end of a goal among the enrolments that were taken out: facts of later days mean nothing for those. */
  readonly goalsEndedOn?: PlainDate;
}

/** When a customer last entered a campaign. */
export interface LastEntry {
  readonly on: PlainDate;
  readonly slot: Slot;
  readonly version: number;
  /** True unless the customer had entered the same version before. Only first entries are compared. */
  readonly isFirst: boolean;
}

/** What follows from the customer's activity and nothing else. */
export interface Facts {
  readonly contact: Contact;
  readonly consents: Consents;
  /** What the consents rest on, by channel; absent while nothing was said. */
  readonly consentEvidence?: ConsentEvidence;
  readonly suppressions: Suppressions;
  /** Absent for a prospect: known, but without an order that counts. */
  readonly orders?: OrderFacts;
  readonly cancelledOrders: number;
  /** When a coupon of ours was last used for an order that was not cancelled. */
  readonly redeemedAt?: Instant;
  /** Coupons that have not been used, by code, with the last day of each: those that end last. */
  readonly unusedCoupons?: Readonly<Record<string, PlainDate>>;
  /** The orders that coupons of ours were used for, the latest last: what becomes of them concerns the coupon too. */
  readonly redeemingOrders?: readonly OrderId[];
  /** Each of these is absent until a fact of its kind is reported: unknown is not none. */
  readonly interest?: InterestFacts;
  readonly feedback?: FeedbackFacts;
  readonly complaints?: ComplaintFacts;
  readonly referrals?: ReferralFacts;
  /** The latest products of the customer by SKU, and the latest categories; `namesKept` says how many. */
  readonly products?: LatestNames;
  readonly categories?: LatestNames;
  /** What the shop has marked the customer with, by name. */
  readonly tags?: readonly string[];
  /** Absent while the customer has never had any. */
  readonly points?: PointsLeft;
  /** When an earlier customer of this id was erased; all facts here are later. */
  readonly erasedAt?: Instant;
  /** Absent while nothing was folded. */
  readonly folded?: Folded;
}

/** What the facts were folded from, as far as folding one more fact on top of them needs it. */
export interface Folded {
  /** Distinct facts in their latest version; coupons used are not among them, since they have no id here. */
  readonly count: number;
  /** The latest of their moments (`momentsOf`); absent while none has one. */
  readonly upTo?: Instant;
  /** The zone of the days and months. */
  readonly timeZone: string;
  /** An address has bounced, whether or not it is still the customer's. */
  readonly bounced?: true;
}

/** When and how the customer last agreed to a channel or withdrew. */
export interface ConsentStatement {
  readonly granted: boolean;
  readonly at: Instant;
  /** Where it came from: a way of opting in such as `double-opt-in`, or the fact that stated it, such as `order 1001`. */
  readonly source: string;
  /** What the customer agreed to, as it was worded. */
  readonly wording?: string;
}

export type ConsentEvidence = Readonly<Partial<Record<'email' | 'phone', ConsentStatement>>>;

/** What the customer looked at without buying it yet. Days are in the shop's time zone. */
export interface InterestFacts {
  readonly browsedOn?: PlainDate;
  readonly cartedOn?: PlainDate;
  readonly wishlistedOn?: PlainDate;
  /** Distinct days on which something was put into a cart. */
  readonly cartDays: number;
  /** Value of the latest cart that reported one, in minor units. */
  readonly cartValue?: number;
}

/** The latest score of each kind. */
export interface FeedbackFacts {
  /** Net Promoter Score: 0 to 10. */
  readonly nps?: { readonly score: number; readonly on: PlainDate };
  /** Customer satisfaction: 1 to 5. */
  readonly csat?: { readonly score: number; readonly on: PlainDate };
}

/** Complaints so far, and those among them that nobody has closed. */
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

/** What a customer bought, looked at and put into a cart; absent until a fact names one. */
export type LatestNames = Readonly<Partial<Record<'bought' | 'browsed' | 'carted', NamesByDay>>>;

/** Names by the last day on which each was seen. */
export type NamesByDay = Readonly<Record<string, readonly string[]>>;

/** How to reach the customer, and what else is known about the person. */
export type Contact = Omit<OrderCustomer, 'id' | 'consents'>;
/** Whether the customer allows each channel; absent when the shop never said. */
export type Consents = NonNullable<OrderCustomer['consents']>;

/** Channels that the customer closed, or that failed. An order never reopens one. */
export interface Suppressions {
  readonly email?: { readonly reason: EmailSuppression; readonly at: Instant };
  readonly phone?: { readonly reason: 'do-not-call'; readonly at: Instant };
}

/** Why the email channel is closed. */
export type EmailSuppression = 'unsubscribed' | 'bounced' | 'complained';

/** Statistics of the orders that count (all but cancelled ones). Amounts are in minor units of the shop's currency. */
export interface OrderFacts {
  readonly count: number;
  /** Distinct days with an order, in the shop's time zone. Scoring merges orders of one day. */
  readonly days: number;
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly lastAt: Instant;
  /** The latest day with an order of which only the day is known; absent while there is none. */
  readonly lastDayWithoutTime?: PlainDate;
  /** Paid minus refunded. */
  readonly spent: number;
  readonly refunded: number;
  readonly ordersRefunded: number;
  readonly ordersDiscounted: number;
  /** How many were placed where; absent while no order says. */
  readonly byChannel?: Readonly<Partial<Record<OrderChannel, number>>>;
  /** Net spend by month (`2011-12`); the oldest is `monthsKept` − 1 months before that of the last order. */
  readonly spentByMonth: Readonly<Record<string, number>>;
  /** Days with an order after the first, by month, as far back as `repeatMonthsKept`; absent without any. */
  readonly repeatDaysByMonth?: Readonly<Record<string, number>>;
  /** How long it took from one day with an order to the next; absent without a second. */
  readonly gaps?: GapFacts;
}

/** The gaps between a customer's order days: whether orders come regularly, and how things stood a while ago. */
export interface GapFacts {
  /** The sum over all gaps of ln(days), in millionths: whole numbers add up alike in any order. */
  readonly logSum: number;
  /** The latest gaps in days, oldest first: as few as reach back `gapDaysKept` days. */
  readonly latest: readonly number[];
}

/** Enough for a rolling year and the year before it. */
export const monthsKept = 25;

/** Of how many months the repeat order days are kept, the last with an order included: a season is seen over three years. */
export const repeatMonthsKept = 37;

/** How far back the latest gaps reach: a model is checked by what it would have predicted then. */
export const gapDaysKept = 90;
