import * as z from 'zod';
import { addDays, type Instant, instantFromMs, type PlainDate } from '../../calendar.ts';
import type { Duration } from '../../duration.ts';
import type { EventSlot } from '../../ids.ts';
import type { EventFact } from '../../profile/activity.ts';
import { endOf } from '../../slot.ts';
import {
  type BroadcastTrigger,
  broadcastSchema,
  type DateTrigger,
  dateTriggerSchema,
  isDayOf,
} from './date.ts';
import { type EventTrigger, eventNames, eventSchema, factTypeOf, repeats } from './events.ts';

/** What begins a campaign for a customer: coming into the audience at night, an event, a day, or a broadcast. */
export type Trigger = 'audience' | EventTrigger | DateTrigger | BroadcastTrigger;

/** A campaign's trigger as written in its file. */
export const triggerSchema: z.ZodType<Trigger> = z.union([
  z.literal('audience'),
  ...eventNames.map(eventSchema),
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
  return 'date' in trigger || repeats(trigger) ? 'each' : 'never';
}

/** The day of a broadcast; undefined for any other campaign. */
export const broadcastDayOf = (trigger: Trigger): PlainDate | undefined =>
  trigger !== 'audience' && 'broadcast' in trigger ? trigger.broadcast : undefined;

/**
 * Why a campaign is not entered at night by a customer in its audience: it is entered as facts come in, or this is not
 * the day. The customers of a broadcast are chosen in the night before its day, which begins in Kiribati while it is still
 * the day before in London.
 */
export function whyNotTonight(
  trigger: Trigger,
  profile: Parameters<typeof isDayOf>[1],
  tonight: PlainDate,
): 'trigger' | undefined {
  if (trigger === 'audience') return undefined;
  if ('event' in trigger) return 'trigger';
  const isTonight =
    'date' in trigger ? isDayOf(trigger, profile, tonight) : trigger.broadcast === addDays(tonight, 1);
  return isTonight ? undefined : 'trigger';
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
