import type * as z from 'zod';
import type { PlainDate } from '../../calendar.ts';
import type { Activity, EventFact } from '../../profile/activity.ts';
import type { Profile } from '../../profile/profile.ts';

/** A fact that came in, and the profile that it is part of. */
export interface Happened {
  readonly fact: EventFact;
  readonly profile: Profile;
  /** The shop's. */
  readonly timeZone: string;
}

/** Everything there is to know about one kind of event that lets customers enter a campaign. */
export interface EventDefinition<Written> {
  /** The trigger as written in a campaign file, `event` included. */
  readonly schema: z.ZodType<Written>;
  /** The type of the facts among which it is. */
  readonly factType: EventFact['type'];
  /** True for a fact that is the event. */
  matches(written: Written, happened: Happened): boolean;
  /**
   * For an event that is about what did not happen afterwards: true for a later fact that undoes it. It enrols when its
   * wait ends and nothing has undone it.
   */
  isUndoneBy?(fact: Activity): boolean;
  /**
   * The latest day on which it happened to a customer and was not undone, as far as the profile knows. Absent where no
   * profile keeps it.
   */
  latestOn?(written: Written, profile: Profile, timeZone: string): PlainDate | undefined;
  /** True when a customer enters each time that it happens, unless the campaign says otherwise. */
  readonly repeats: boolean;
}

/** True for an order that counts; one of these ends any wait for an order. */
export const isOrder = (fact: Activity): boolean =>
  fact.type === 'order' && fact.order.status !== 'cancelled';
