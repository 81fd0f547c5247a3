import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { EmailUnreachable, PhoneUnreachable } from './skip-reason.ts';

/** The part of a profile that decides whether a channel is open. */
export type Reachable = Pick<Profile, 'contact' | 'consents' | 'suppressions'>;

/**
 * Why a customer cannot be emailed; undefined when email is open. Of several reasons, the one that a marketer would
 * want to know first: a suppression, then a missing address, then missing consent.
 */
export function whyNotReachableByEmail(
  { contact, consents, suppressions }: Reachable,
  settings: Pick<Settings, 'email'>,
): EmailUnreachable | undefined {
  if (suppressions.email !== undefined) return suppressions.email.reason;
  if (contact.email === undefined) return 'no-email-address';
  const hasConsent = consents.email ?? !settings.email.requiresConsent;
  return hasConsent ? undefined : 'no-consent';
}

/** Why a customer cannot be called, in the same order; undefined when the phone is open. */
export function whyNotReachableByPhone(
  { contact, consents, suppressions }: Reachable,
  settings: Pick<Settings, 'callbacks'>,
): PhoneUnreachable | undefined {
  if (suppressions.phone !== undefined) return 'do-not-call';
  if (contact.phone === undefined) return 'no-phone';
  const hasConsent = consents.phone ?? !settings.callbacks.requiresConsent;
  return hasConsent ? undefined : 'no-consent';
}
