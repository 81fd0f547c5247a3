import type * as z from 'zod';
import type { Coupon } from '../../coupons/coupon.ts';
import type { Delivery } from '../../deliveries/delivery.ts';
import type { Reachable } from '../../deliveries/reachability.ts';
import type { SkipReason } from '../../deliveries/skip-reason.ts';
import type { Settings } from '../../settings/settings.ts';

/** One text for all languages, or one for each. */
export type LocalisedText = string | { readonly en?: string | undefined; readonly zh?: string | undefined };

/** A template that a step's email is written from. */
export interface StepTemplate {
  readonly name: string;
  /** The step's own subject, instead of the template's. */
  readonly subject?: LocalisedText | undefined;
  /** Whether a coupon goes with the email, so that the template may name it. */
  readonly hasCoupon: boolean;
}

/** What a report counts of a step's deliveries; `total` is all emails that SES accepted. */
export type StepColumn =
  | 'total'
  | 'opened'
  | 'clicked'
  | 'bounced'
  | 'complained'
  | 'unknown'
  | 'failed'
  | 'queued';

/** What every email is counted by. */
export const emailColumns: readonly StepColumn[] = [
  'total',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'unknown',
  'failed',
];

/** What an action can have done for one customer. Whoever runs a step provides it, so the domain needs no clients. */
export interface StepTools {
  /** Sends the step's email, at most once. */
  sendEmail(email: Omit<StepTemplate, 'hasCoupon'>, coupon?: Coupon): Promise<Delivery>;
  /** The customer's coupon for this step: always the same one, with the terms of its first issue. */
  issueCoupon(terms: { readonly percentOff: number; readonly validForDays: number }): Promise<Coupon>;
  /** Marks the customer for a call; the workflow then starts a callback task. */
  handToStaff(): Promise<Delivery>;
}

/** All that there is to know about one kind of action. */
export interface ActionDefinition<Content> {
  /** What a campaign file may say of it. */
  readonly schema: z.ZodType<Content>;
  /** For editors that complete a campaign file. */
  readonly description: string;
  /** The templates that a step with it needs. */
  templates(content: Content): readonly StepTemplate[];
  /** Why it cannot be done for a customer; undefined when it can. */
  whyNotReachable(profile: Reachable, settings: Settings): SkipReason | undefined;
  /** What a report counts of its deliveries, in this order. */
  readonly counts: readonly StepColumn[];
  /** How many pages of enrolments one call of the Lambda does; without it, as many as there is time for. */
  readonly pagesPerCall?: number;
  /** Does it for one customer whom every guard lets through. */
  perform(content: Content, tools: StepTools): Promise<Delivery>;
}
