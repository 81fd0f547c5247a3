import type { Disturbance } from '../settings/limits-settings.ts';

/** What a customer may have done since entering a campaign that makes a later step unnecessary. */
export const stoppers = ['ordered', 'opened', 'clicked', 'redeemed'] as const;
export type Stopper = (typeof stoppers)[number];

/** Why a customer cannot be reached by email. */
export type EmailUnreachable = 'unsubscribed' | 'bounced' | 'complained' | 'no-email-address' | 'no-consent';

export const phoneUnreachable = ['do-not-call', 'no-phone', 'no-consent'] as const;
/** Why a customer cannot be reached by phone. */
export type PhoneUnreachable = (typeof phoneUnreachable)[number];

/** Why there is no coupon for a customer. */
export type CouponUnavailable =
  /** The shared code is used up, or the customer has used it before. */
  | 'code-used-up'
  /** The coupon that the email would remind of has been used, or its last day is over. */
  | 'coupon-over';

/**
 * Why a step did nothing for a customer. `when:tier` names the condition of the step that was not met;
 * `unknown-customer` means that there is no profile, because the customer was deleted.
 */
export type SkipReason =
  | Stopper
  /** The step ran later than it may. */
  | 'expired'
  /** It became too late while the campaign had used up its budget. */
  | 'out-of-budget'
  /** It was due while the campaign was paused, and the customer has entered again since. */
  | 'entered-again'
  /** The campaign was archived. */
  | 'archived'
  /** The customer has done what the campaign is for. */
  | 'goal-met'
  | `${Disturbance}-open`
  | `when:${string}`
  /** An earlier step led to what makes this one unnecessary. */
  | 'earlier-step'
  /** The event that began the journey was of a kind that makes this step unnecessary. */
  | 'event'
  /** Nothing of what the step is only for. */
  | 'not-only-if'
  | 'unknown-customer'
  | EmailUnreachable
  /** Another customer with the same mailbox gets this message. */
  | 'same-mailbox'
  /** Another customer with the same phone is called. */
  | 'same-phone'
  /** The recipient has had as many messages lately as the shop allows. */
  | 'capped'
  | CouponUnavailable
  /** Staff have as many calls that day as they can make. */
  | 'staff-busy'
  | PhoneUnreachable;
