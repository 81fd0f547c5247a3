import type * as z from 'zod';
import type { Coupon } from '../../coupons/coupon.ts';
import type { WrittenSharedCode } from '../../coupons/shared-code.ts';
import type { WrittenOffer } from '../../coupons/written-offer.ts';
import type { Delivery } from '../../deliveries/delivery.ts';
import type { Reachable } from '../../deliveries/reachability.ts';
import type { CouponUnavailable, SkipReason } from '../../deliveries/skip-reason.ts';
import type { Duration } from '../../duration.ts';
import type { LocalisedText } from '../../localised-text.ts';
import type { Channel } from '../../recipients/address.ts';
import type { Settings } from '../../settings/settings.ts';
import type { WebhookField } from '../../webhooks/webhook.ts';

/** A template that a step's email is rendered from. */
export interface StepTemplate {
  readonly name: string;
  /** The step's own subject, which replaces the template's. */
  readonly subject?: LocalisedText | undefined;
  /** What the email carries a coupon for, if it carries one: the template can use its variables. */
  readonly coupon?: WrittenOffer & {
    readonly validFor: Duration;
    readonly shared?: WrittenSharedCode | undefined;
  };
}

/** What a report can count among a step's deliveries; `total` is all messages that were accepted. */
export type StepColumn =
  | 'total'
  | 'opened'
  | 'clicked'
  | 'bounced'
  | 'complained'
  | 'unknown'
  | 'failed'
  | 'queued'
  | 'done';

/** What a report counts for every step that sends email. */
export const emailColumns: readonly StepColumn[] = [
  'total',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'unknown',
  'failed',
];

/** Tags that a customer gets and loses. */
export interface TagChanges {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The effects that an action can have. Whatever runs the step provides them: the domain has no clients. */
export interface StepTools {
  /**
   * Sends the step's email, at most once. Its coupon is asked for only once the mailbox has a place for the email, so
   * that nobody has a coupon without hearing of it.
   */
  sendEmail(
    email: Omit<StepTemplate, 'coupon'>,
    coupon?: () => Promise<Coupon | CouponUnavailable>,
  ): Promise<Delivery>;
  /**
   * Issues the customer's coupon for this step, or says why there is none. A repeat returns the same one, with the terms
   * of its first issue.
   */
  issueCoupon(
    offer: WrittenOffer,
    validForDays: number,
    shared: WrittenSharedCode | undefined,
  ): Promise<Coupon | CouponUnavailable>;
  /** Gives the customer points, once for this step. */
  grantPoints(points: number): Promise<Delivery>;
  /** Sets the customer's tags. A repeat changes nothing, and neither does a step against what the shop has said since. */
  changeTags(changes: TagChanges): Promise<Delivery>;
  /** Calls another program about the customer, with what the fields name. */
  callWebhook(url: string, fields: readonly WebhookField[]): Promise<Delivery>;
  /** Marks the customer for a call; the workflow then starts a callback task. */
  handToStaff(): Promise<Delivery>;
}

/** Everything there is to know about one kind of action: a new action is one object of this shape. */
export interface ActionDefinition<Content> {
  /** The action's part of a step in a campaign file. */
  readonly schema: z.ZodType<Content>;
  /** What an editor shows for it in a campaign file. */
  readonly description: string;
  /** The templates that a step with this action needs. */
  templates(content: Content): readonly StepTemplate[];
  /** How it reaches the customer; undefined for one that sends nothing. */
  readonly channel: Channel | undefined;
  /** Why the action cannot be carried out for a customer; undefined when it can. */
  whyNotReachable(profile: Reachable, settings: Settings): SkipReason | undefined;
  /** What a report counts among its deliveries, in this order. */
  readonly counts: readonly StepColumn[];
  /** What its delivery is when all goes well. */
  readonly leadsTo: 'sent' | 'queued' | 'done';
  /** True when an attempt of which nobody knows what became may be made again, because the other side knows it by its key. */
  readonly isRepeatable?: true;
  /** How many pages of enrolments one Lambda call works through; without it, as many as there is time for. */
  readonly pagesPerCall?: number;
  /** Carries out the action for one customer who passed every guard. */
  perform(content: Content, tools: StepTools): Promise<Delivery>;
}
