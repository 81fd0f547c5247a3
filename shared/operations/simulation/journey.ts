import { addDays, dayIn, type Instant, type PlainDate, timeIn } from '../../calendar.ts';
import { actions } from '../../campaigns/actions/actions.ts';
import type { CampaignVersion, Step } from '../../campaigns/campaign.ts';
import { isEventTrigger, opensAt, waitOf } from '../../campaigns/triggers/trigger.ts';
import type { Delivery } from '../../deliveries/delivery.ts';
import { cohortId, type TaskId } from '../../ids.ts';
import type { Cohort } from '../../journeys/cohort.ts';
import { type Enrolment, isForVariant, isHeldOut, standingOf, variantFor } from '../../journeys/enrolment.ts';
import { whyNotNow } from '../../journeys/guards.ts';
import { addToTally, emptyTally } from '../../journeys/step-tally.ts';
import { type NextStep, nextStep } from '../../journeys/when-due.ts';
import { nightBeginsAtTime } from '../../night-begins.ts';
import { customerRefFor } from '../../opaque-ids.ts';
import type { EventFact } from '../../profile/activity.ts';
import type { OpenEnrolment } from '../../profile/open-enrolment.ts';
import type { Profile } from '../../profile/profile.ts';
import { unclassified } from '../../profile/unclassified.ts';
import type { Secrets } from '../../settings/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import { entryDayOf, isEventSlot } from '../../slot.ts';
import { capsFor } from '../reserve.ts';
import type { Mailboxes } from './messages.ts';

/** What a journey needs besides its customer. */
export interface JourneyContext {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly mailboxes: Mailboxes;
  /** The calls of each day that campaigns have asked for, of those that staff can make. */
  readonly calls: Map<PlainDate, number>;
  /** Called for each step of each customer. */
  onStep(journey: Journey, ran: StepRan): void;
}

/** What a step would have done for a customer. */
export interface StepRan {
  /** The step's index, from 0. */
  readonly index: number;
  readonly step: Step;
  readonly at: Instant;
  readonly on: PlainDate;
  readonly outcome: Delivery | 'held-out' | 'other-variant';
  /** True when quiet hours had it wait. */
  readonly isPostponed: boolean;
  readonly profile: Profile;
}

/** One customer on the way through a campaign. */
export interface Journey {
  readonly version: CampaignVersion;
  readonly enrolment: Enrolment;
  /** When the next step is due; undefined after the last. */
  nextAt(): Instant | undefined;
  /** Runs the next step, with the customer as they are then, and with the fact that began the journey, if one did. */
  run(profile: Profile, begunBy: EventFact | undefined): void;
}

/** Lets a customer enter, and returns what then happens. */
export function createJourney(
  context: JourneyContext,
  version: CampaignVersion,
  profile: Profile,
  entry: OpenEnrolment,
): Journey {
  const { settings, secrets } = context;
  const { customerId } = profile;
  const { slot } = entry.cohort;
  const { trigger, steps } = version.campaign;
  const day = entryDayOf(slot);
  const classified = { ...profile, classes: profile.classes ?? unclassified(profile, day) };
  const deliveries: Record<string, Delivery> = {};
  const heldOut = isHeldOut(version, customerId, secrets.holdouts);
  const variant = heldOut ? undefined : variantFor(version, customerId, secrets.holdouts);
  const enrolment: Enrolment = {
    ...entry,
    ref: customerRefFor(customerId, secrets.opaqueIds),
    customerId,
    isHeldOut: heldOut,
    ...(variant !== undefined && { variant }),
    isFirst: profile.enrolments[version.id]?.isFirst ?? true,
    onEntry: standingOf(classified, day),
    steps: deliveries,
  };
  const isOfSlot = isEventTrigger(trigger) && waitOf(trigger) === undefined && isEventSlot(slot);
  const openedAt = isOfSlot ? opensAt(trigger, slot) : entry.enteredAt;
  let cohort: Cohort = { ...entry.cohort, openedAt, shards: 1, steps: {} };
  const isHeldBack = (next: NextStep) =>
    next.at !== nextStep(cohort, version, withoutQuietHours(settings))?.at;

  const journey: Journey = {
    version,
    enrolment,
    nextAt: () => nextStep(cohort, version, settings)?.at,
    run(now, begunBy) {
      const next = nextStep(cohort, version, settings);
      const step = next && steps[next.index];
      if (next === undefined || step === undefined) return;
      const { index, at } = next;
      const on = dateAt(next, settings.timeZone);
      const outcome: StepRan['outcome'] = heldOut
        ? 'held-out'
        : isForVariant(step, enrolment)
          ? deliver(context, version, { enrolment, step, index, at, on, begunBy }, now)
          : 'other-variant';
      if (typeof outcome !== 'string') deliveries[index] = outcome;
      const ran = { index, step, at, on, outcome, isPostponed: isHeldBack(next), profile: now };
      const tally = addToTally(emptyTally, outcome);
      cohort = { ...cohort, steps: { ...cohort.steps, [index]: { state: 'done', at, ranOn: on, tally } } };
      context.onStep(journey, ran);
    },
  };
  return journey;
}

const withoutQuietHours = (settings: Settings): Settings => ({
  ...settings,
  limits: { ...settings.limits, quietHours: 'none' },
});

/** The day whose night is over: until it has begun, that of the day before. */
function dateAt({ at, night }: NextStep, timeZone: string): PlainDate {
  const today = dayIn(timeZone, at);
  const latest = timeIn(timeZone, at) < nightBeginsAtTime.slice(0, 5) ? addDays(today, -1) : today;
  return night !== undefined && night > latest ? night : latest;
}

interface StepNow {
  readonly enrolment: Enrolment;
  readonly step: Step;
  readonly index: number;
  readonly at: Instant;
  readonly on: PlainDate;
  readonly begunBy: EventFact | undefined;
}

/** What a step leads to for a customer who is not held out: everything that would stop it, and the caps. */
function deliver(
  { settings, mailboxes, calls }: JourneyContext,
  { campaign }: CampaignVersion,
  { enrolment, step, index, at, on, begunBy }: StepNow,
  profile: Profile,
): Delivery {
  const reason = whyNotNow({ campaign, step, now: { date: on, at }, begunBy }, enrolment, profile, settings);
  if (reason !== undefined) return { state: 'skipped', at, reason };
  const { channel, leadsTo } = actions[step.action.type];
  const day = dayIn(settings.timeZone, at);
  const asked = calls.get(day) ?? 0;
  const { people, callsPerPerson } = settings.callbacks.capacity;
  if (leadsTo === 'queued' && !step.transactional && asked >= people * callsPerPerson)
    return { state: 'skipped', at, reason: 'staff-busy' };
  const address = channel && profile.contact[channel];
  if (channel !== undefined && address !== undefined) {
    const { email, callbacks } = settings;
    const refusal = mailboxes.reserve(address, {
      message: `${cohortId(enrolment.cohort)}#${index}`,
      channel,
      customerId: profile.customerId,
      at,
      by: 'simulation',
      requiresConsent: (channel === 'email' ? email : callbacks).requiresConsent,
      ownConsent: profile.consents[channel],
      caps: capsFor({ isTransactional: step.transactional }, settings),
    });
    if (refusal !== undefined) return { state: 'skipped', at, reason: refusal };
  }
  switch (leadsTo) {
    case 'sent':
      return { state: 'sent', at, messageId: 'simulated' };
    case 'queued':
      calls.set(day, asked + 1);
      return { state: 'queued', at, taskId: 'simulated' as TaskId };
    case 'done':
      return { state: 'done', at };
  }
}
