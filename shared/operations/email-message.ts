import { dayIn } from '../calendar.ts';
import type { Coupon } from '../coupons/coupon.ts';
import type { DeliveryKey } from '../deliveries/delivery-key.ts';
import type { CouponUnavailable } from '../deliveries/skip-reason.ts';
import { addresseeOf, composeEmail } from '../email/compose.ts';
import { type Template, usesVariable } from '../email/template.ts';
import { unsubscribeToken } from '../email/unsubscribe.ts';
import type { LocalisedText } from '../localised-text.ts';
import type { EventFact } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import { recipientIdFor } from '../recipients/address.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { SendingSettings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { NewDeliveryRecord } from './delivery-record.ts';
import { handOutCode } from './hand-out-code.ts';
import { capsFor, createReservation, type Sending } from './reserve.ts';
import type { Message } from './send-once.ts';
import type { Allowance } from './spend-budget.ts';

/** One email to one customer, before it is composed. */
export interface EmailDraft extends Sending {
  readonly key: DeliveryKey;
  readonly record: NewDeliveryRecord;
  readonly profile: Profile;
  /** What it is for, the same for every customer who would get the same: a cohort's step, or a callback's reward. */
  readonly purpose: string;
  readonly templateName: string;
  readonly texts: Readonly<Record<string, Template>>;
  readonly subject?: LocalisedText | undefined;
  /** The fact that began the journey, if one did. */
  readonly event?: (() => Promise<EventFact | undefined>) | undefined;
  /** Issues the coupon that the email is about, or says why there is none. A repeat must return the same one. */
  readonly coupon?: (() => Promise<Coupon | CouponUnavailable>) | undefined;
  /** What it uses up of its campaign's budget; absent where there is none. */
  readonly allowance?: Allowance | undefined;
}

/**
 * Makes a draft a message that can be sent once: reserved with its mailbox, and with a link that names the mailbox and
 * not the customer.
 *
 * @throws RekindleError for a customer without an email address
 */
export function createEmailMessage(
  store: Pick<Store, 'recipients' | 'referrals' | 'settings'>,
  draft: EmailDraft,
  settings: SendingSettings,
  secrets: Secrets,
): Message {
  const { key, record, profile, purpose, at, attempt, isTransactional, allowance, ...written } = draft;
  const { coupon: issueCoupon, event: findEvent, ...text } = written;
  const customer = addresseeOf(profile, dayIn(settings.timeZone, at));
  const recipient = recipientIdFor('email', customer.contact.email, secrets.opaqueIds);
  const token = unsubscribeToken({ recipient, message: purpose }, secrets.links);
  return {
    key,
    record,
    allowance,
    async compose() {
      const coupon = await issueCoupon?.();
      if (typeof coupon === 'string') return coupon;
      const event = await findEvent?.();
      const asksForCode = Object.values(text.texts).some((one) => usesVariable(one, 'customer.referralCode'));
      const referralCode = asksForCode ? await handOutCode(store, customer.customerId, settings) : undefined;
      return composeEmail(
        { ...text, customer, coupon, event, referralCode },
        settings,
        `${settings.apiUrl}/unsubscribe/${token}`,
      );
    },
    place: createReservation(store, recipient, {
      channel: 'email',
      message: purpose,
      customerId: customer.customerId,
      at,
      by: attempt,
      requiresConsent: settings.email.requiresConsent,
      ownConsent: profile.consents.email,
      caps: capsFor({ isTransactional }, settings),
    }),
  };
}
