import * as z from 'zod';
import { addDays, type Instant, instantFromMs, type PlainDate } from '../../calendar.ts';
import type { Duration } from '../../duration.ts';
import type { EventSlot } from '../../ids.ts';
import type { EventFact } from '../../profile/activity.ts';
import type { TierSettings } from '../../settings/scoring-settings.ts';
import { endOf } from '../../slot.ts';
import {
  type BroadcastTrigger,
  broadcastSchema,
  type DatedProfile,
  type DateTrigger,
  dateTriggerSchema,
  isDayOf,
} from './date.ts';
import { type EventTrigger, eventNames, eventSchema, factTypeOf, repeats } from './events.ts';
import { hasRisenTo, type Riser, type TierTrigger, tierTriggerSchema } from './tier.ts';

/** What begins a campaign for a customer: coming into the audience at night, an event, a tier, a day, or a broadcast. */
export type Trigger = 'audience' | EventTrigger | TierTrigger | DateTrigger | BroadcastTrigger;

/** A campaign's trigger as written in its file. */
export const triggerSchema: z.ZodType<Trigger> = z.union([
  z.literal('audience'),
  ...eventNames.map(eventSchema),
  tierTriggerSchema,
  dateTriggerSchema,
  broadcastSchema,
]);

/** True for the trigger of a campaign that is entered as facts come in. */
export const isEventTrigger = (trigger: Trigger): trigger is EventTrigger =>
  trigger !== 'audience' && 'event' in trigger;

/** The type of the facts that begin a campaign; undefined for one that no event begins. */
export const begunByOf = (trigger: Trigger): EventFact['type'] | undefined =>
  isEventTrigger(trigger) ? factTypeOf(trigger) : undefined;

/** When a customer may enter again: never, each time, or so long after the last time. */
export type Reentry = 'never' | 'each' | { readonly after: Duration };

/** What a campaign says about entering again, or what is usual for its trigger. */
export function reentryOf({
  trigger,
  reenter,
}: {
  readonly trigger: Trigger;
  readonly reenter?: Reentry | undefined;
}): Reentry {
  if (reenter !== undefined) return reenter;
  if (trigger === 'audience' || 'broadcast' in trigger) return 'never';
  return !('event' in trigger) || repeats(trigger) ? 'each' : 'never';
}

/** What a campaign says about entering again that cannot be. */
export function* reentryProblems({
  trigger,
  reenter,
  goal,
}: {
  readonly trigger: Trigger;
  readonly reenter?: Reentry | undefined;
  readonly goal: { readonly within: Duration };
}): Generator<{ readonly path: readonly string[]; readonly message: string }> {
  if (reenter === undefined || reenter === 'never') return;
  if (trigger === 'audience' && reenter === 'each')
    yield {
      path: ['reenter'],
      message: 'who is in the audience would enter every night; write how long after, such as { after: 90d }',
    };
  if (isEventTrigger(trigger) && trigger.event === 'first-order')
    yield {
      path: ['reenter'],
      message: 'a first order comes once, so nobody enters again: leave reenter out',
    };
  if (reenter !== 'each' && !isEventTrigger(trigger) && reenter.after.hours < goal.within.hours)
    yield {
      path: ['reenter', 'after'],
      message:
        'nobody enters again before the goal of the last entry has ended: make reenter at least as long as goal',
    };
}

/** The last day of the coupon that lets a customer in on a night; undefined for a campaign that is not about coupons. */
export const couponDayOf = (trigger: Trigger, on: PlainDate): PlainDate | undefined =>
  remindsOfCoupon(trigger) ? addDays(on, -trigger.days) : undefined;

/** True for the trigger of a campaign whose emails are about a coupon that the customer has. */
export const remindsOfCoupon = (trigger: Trigger): trigger is DateTrigger =>
  trigger !== 'audience' && 'date' in trigger && trigger.date === 'coupon-end';

/** The day of a broadcast; undefined for any other campaign. */
export const broadcastDayOf = (trigger: Trigger): PlainDate | undefined =>
  trigger !== 'audience' && 'broadcast' in trigger ? trigger.broadcast : undefined;

/** The night that is asked. */
export interface TriggerNight {
  readonly asOf: PlainDate;
  /** The tiers of the night before; absent for the first one. */
  readonly tiersBefore?: TierSettings;
}

/**
 * Why a campaign is not entered at night by a customer in its audience: it is entered as facts come in, or this is not
 * the day. The customers of a broadcast are chosen in the night before its day, which begins in Kiribati while it is still
 * the day before in London.
 */
export function whyNotTonight(
  trigger: Trigger,
  profile: DatedProfile & Riser,
  { asOf, tiersBefore }: TriggerNight,
): 'trigger' | undefined {
  if (trigger === 'audience') return undefined;
  return isTonight(trigger, profile, asOf, tiersBefore) ? undefined : 'trigger';
}

function isTonight(
  trigger: Exclude<Trigger, 'audience'>,
  profile: DatedProfile & Riser,
  tonight: PlainDate,
  tiersBefore: TierSettings | undefined,
): boolean {
  if ('event' in trigger) return false;
  if ('date' in trigger) return isDayOf(trigger, profile, tonight);
  if ('tierReached' in trigger) return hasRisenTo(trigger, profile, tonight, tiersBefore);
  return trigger.broadcast === addDays(tonight, 1);
}

/** How long a campaign waits for something not to happen; undefined for one that is entered at once. */
export const waitOf = (trigger: EventTrigger): Duration | undefined =>
  'wait' in trigger ? trigger.wait : undefined;

/** Whoever comes in the last minute of a slot has two more to be enrolled. */
const entersWithinMs = 120_000;

/** When the cohort of a slot is complete, and its first step may begin. */
export const opensAt = (trigger: EventTrigger, slot: EventSlot): Instant =>
  instantFromMs(Date.parse(endOf(slot)) + (waitMsOf(trigger) ?? entersWithinMs));

const waitMsOf = (trigger: EventTrigger): number | undefined => {
  const wait = waitOf(trigger);
  return wait && wait.hours * 3_600_000;
};
