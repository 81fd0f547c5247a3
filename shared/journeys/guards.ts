import type { PlainDate } from '../calendar.ts';
import { whyNotReachable } from '../campaigns/actions/actions.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { Step } from '../campaigns/campaign.ts';
import { wasClicked, wasOpened } from '../deliveries/delivery.ts';
import type { SkipReason, Stopper } from '../deliveries/skip-reason.ts';
import type { Order } from '../orders/order.ts';
import { isPlacedAfter } from '../orders/placed.ts';
import type { OrderFacts, Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * Why a step is skipped for a customer. The campaign file comes first: what the customer has done since entering
 * (`unless`), then `when:` with the condition that is not met (`when:classes` before the first night has classified
 * the customer). What the customer allows comes last: why the action's channel is closed. Undefined means that the
 * step is carried out.
 */
export function whyNotNow(
  step: Step,
  enrolment: Enrolment,
  profile: Profile,
  settings: Settings,
  asOf: PlainDate,
): SkipReason | undefined {
  const stopped = step.unless.find((stopper) => hasHappened(stopper, enrolment, profile, settings));
  if (stopped !== undefined) return stopped;
  const unmet = unmetCondition(step, profile, settings, asOf);
  return unmet === undefined ? whyNotReachable(step.action, profile, settings) : `when:${unmet}`;
}

function hasHappened(
  stopper: Stopper,
  enrolment: Enrolment,
  profile: Profile,
  { timeZone }: Settings,
): boolean {
  const deliveries = Object.values(enrolment.steps);
  switch (stopper) {
    case 'opened':
      return deliveries.some(wasOpened);
    case 'clicked':
      return deliveries.some(wasClicked);
    case 'ordered':
      return (
        profile.orders !== undefined && isPlacedAfter(lastOf(profile.orders), enrolment.enteredAt, timeZone)
      );
    case 'redeemed':
      return profile.redeemedAt !== undefined && profile.redeemedAt > enrolment.enteredAt;
  }
}

const lastOf = ({ lastAt, lastDayWithoutTime }: OrderFacts): Pick<Order, 'placedAt' | 'placedOn'> => ({
  placedAt: lastAt,
  placedOn: lastDayWithoutTime,
});

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
