import type { PlainDate } from '../calendar.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import { whyNotInAudience } from './audience.ts';
import type { Action, Step, Stopper } from './campaign.ts';
import { type SkipReason, wasClicked, wasOpened } from './delivery.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * Why a step is left out for a customer: what the campaign file says first, then what the customer allows.
 * Undefined means: act.
 */
export function whyNotNow(
  step: Step,
  enrolment: Enrolment,
  profile: Profile,
  settings: Settings,
  asOf: PlainDate,
): SkipReason | undefined {
  const stopped = step.unless.find((stopper) => hasHappened(stopper, enrolment, profile));
  if (stopped !== undefined) return stopped;
  const unmet = unmetCondition(step, profile, settings, asOf);
  return unmet === undefined ? whyNotReachable(step.action, profile, settings) : `when:${unmet}`;
}

function hasHappened(stopper: Stopper, enrolment: Enrolment, profile: Profile): boolean {
  const deliveries = Object.values(enrolment.steps);
  switch (stopper) {
    case 'opened':
      return deliveries.some(wasOpened);
    case 'clicked':
      return deliveries.some(wasClicked);
    case 'ordered':
      return profile.orders !== undefined && profile.orders.lastAt > enrolment.enteredAt;
    case 'redeemed':
      return profile.redeemedAt !== undefined && profile.redeemedAt > enrolment.enteredAt;
  }
}

function unmetCondition(
  step: Step,
  profile: Profile,
  settings: Settings,
  asOf: PlainDate,
): string | undefined {
  if (step.when === undefined) return undefined;
  const { classes } = profile;
  return classes === undefined
    ? 'classes'
    : whyNotInAudience(step.when, { ...profile, classes }, settings, asOf);
}

/** Whether the channel is there and open, in the order in which a marketer would want to know. */
export function whyNotReachable(
  action: Pick<Action, 'type'>,
  profile: Pick<Profile, 'contact' | 'consents' | 'suppressions'>,
  settings: Settings,
): SkipReason | undefined {
  if (action.type === 'callback') {
    if (profile.suppressions.phone !== undefined) return 'do-not-call';
    if (profile.contact.phone === undefined) return 'no-phone';
    const mayCall = profile.consents.phone ?? !settings.callbacks.requiresConsent;
    return mayCall ? undefined : 'no-consent';
  }
  if (profile.suppressions.email !== undefined) return profile.suppressions.email.reason;
  if (profile.contact.email === undefined) return 'no-email-address';
  const hasConsent = profile.consents.email ?? !settings.email.requiresConsent;
  return hasConsent ? undefined : 'no-consent';
}
