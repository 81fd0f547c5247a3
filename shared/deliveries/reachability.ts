import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { EmailUnreachable, PhoneUnreachable } from './skip-reason.ts';

/** What of a profile says whether a channel is open. */
export type Reachable = Pick<Profile, 'contact' | 'consents' | 'suppressions'>;

/**
 * Why a customer may not be written to, in the order in which a marketer would want to know; undefined when email is
 * open.
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

/** Why a customer may not be called, likewise; undefined when the phone is open. */
export function whyNotReachableByPhone(
  { contact, consents, suppressions }: Reachable,
  settings: Pick<Settings, 'callbacks'>,
): PhoneUnreachable | undefined {
  if (suppressions.phone !== undefined) return 'do-not-call';
  if (contact.phone === undefined) return 'no-phone';
  const hasConsent = consents.phone ?? !settings.callbacks.requiresConsent;
  return hasConsent ? undefined : 'no-consent';
}
