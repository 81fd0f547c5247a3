import type { Instant, PlainDate } from '../calendar.ts';
import { whyNotReachable } from '../campaigns/actions/actions.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { Campaign, Step } from '../campaigns/campaign.ts';
import { isAsAsked } from '../campaigns/event-guard.ts';
import type { StepGuard } from '../campaigns/step-guards.ts';
import { outcomeOf, wasClicked, wasOpened } from '../deliveries/delivery.ts';
import type { SkipReason, Stopper } from '../deliveries/skip-reason.ts';
import type { Order } from '../orders/order.ts';
import { isPlacedAfter } from '../orders/placed.ts';
import type { EventFact } from '../profile/activity.ts';
import type { OrderFacts, Profile } from '../profile/profile.ts';
import { dissatisfactionOf } from '../scoring/traits.ts';
import type { Disturbance } from '../settings/limits-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Enrolment } from './enrolment.ts';
import { type DueTime, isExpired, whenDue } from './when-due.ts';

/** One step of a campaign at the time when it runs. */
export interface StepNow {
  readonly campaign: Pick<Campaign, 'stopAt' | 'notWhile' | 'steps'>;
  readonly step: Step;
  readonly now: DueTime;
  /** Since when the campaign has run; what was due before is late because of a pause. Always, when absent. */
  readonly activeSince?: Instant;
  /** The fact that began the journey, where the step asks about it and it is still known. */
  readonly begunBy?: EventFact | undefined;
}

/**
 * Why a step is skipped for a customer. The campaign file comes first: `expired` when it is too late, what the customer
 * has done since entering or an earlier step led to (`unless`, `onlyIf`, and the goal), then `when:` with the condition that is not met (`when:classes`
 * before the first night has classified the customer). What the customer allows comes last: an open complaint, or why
 * the action's channel is closed. Undefined means that the step is carried out.
 */
export function whyNotNow(
  { campaign, step, now, activeSince, begunBy }: StepNow,
  enrolment: Enrolment,
  profile: Profile,
  settings: Settings,
): SkipReason | undefined {
  const entered = { ...enrolment.cohort, openedAt: enrolment.enteredAt };
  if (isExpired(step, entered, settings, now)) return 'expired';
  const wasDueBefore = (moment: Instant) => whenDue(step, entered, settings).at < moment;
  const isOfPause = !step.transactional && activeSince !== undefined && wasDueBefore(activeSince);
  if (isOfPause && hasEnteredAgain(enrolment, profile)) return 'entered-again';
  const applies = (guard: StepGuard) => {
    if (typeof guard === 'string') return hasHappened(guard, enrolment, profile, settings);
    if ('step' in guard) return ledTo(guard, campaign.steps, enrolment);
    return begunBy !== undefined && isAsAsked(guard.event, begunBy, settings);
  };
  const stopped = step.unless.find(applies);
  if (typeof stopped === 'string') return stopped;
  if (stopped !== undefined) return 'step' in stopped ? 'earlier-step' : 'event';
  if (step.onlyIf !== undefined && !step.onlyIf.some(applies)) return 'not-only-if';
  const stopsAtGoal = campaign.stopAt === 'goal' && !step.transactional;
  if (stopsAtGoal && hasHappened('ordered', enrolment, profile, settings)) return 'goal-met';
  const unmet = unmetCondition(step, profile, settings, now.date);
  if (unmet !== undefined) return `when:${unmet}`;
  const hasOpenComplaint = dissatisfactionOf(profile, settings.traits, now.date).includes('open-complaint');
  if (hasOpenComplaint && leavesInPeace('complaint', { campaign, step }, settings)) return 'complaint-open';
  return whyNotReachable(step.action, profile, settings);
}

/** After a pause, a customer who has entered several times gets what was due then once. */
const hasEnteredAgain = ({ cohort, enteredAt }: Enrolment, { openEnrolments }: Profile): boolean =>
  openEnrolments.some((other) => other.cohort.campaign === cohort.campaign && other.enteredAt > enteredAt);

/** True when a step leaves customers in peace while they have something open. */
export const leavesInPeace = (
  disturbance: Disturbance,
  { campaign, step }: Pick<StepNow, 'campaign' | 'step'>,
  { limits }: Pick<Settings, 'limits'>,
): boolean => !step.transactional && (campaign.notWhile ?? limits.notWhile).includes(disturbance);

/** True when an earlier step led to something. One that has not run led to nothing. */
function ledTo(
  { step, was }: Extract<StepGuard, { step: string }>,
  steps: Campaign['steps'],
  enrolment: Pick<Enrolment, 'steps'>,
): boolean {
  const delivery = enrolment.steps[steps.findIndex(({ name }) => name === step)];
  if (delivery === undefined) return false;
  switch (was) {
    case 'opened':
      return wasOpened(delivery);
    case 'clicked':
      return wasClicked(delivery);
    case 'failed':
      return outcomeOf(delivery) === 'failed';
    case 'sent':
    case 'done':
    case 'skipped':
    case 'queued':
      return delivery.state === was;
    default:
      return delivery.state === 'queued' && delivery.result === was;
  }
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
