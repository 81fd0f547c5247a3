import type * as z from 'zod';
import type { PlainDate } from '../../calendar.ts';
import type { Activity, EventFact } from '../../profile/activity.ts';
import { custom } from './custom.ts';
import type { EventDefinition, Happened } from './event.ts';
import { browse, cart, signUp, wishlist } from './interest.ts';
import { complaintClosed, complaintOpened, feedback, referralConverted } from './opinions.ts';
import { firstOrder, order } from './orders.ts';

/** Every event that a campaign can wait for, by its name in a campaign file. A new one is a definition and a line. */
const definitions = {
  order,
  'first-order': firstOrder,
  cart,
  browse,
  wishlist,
  'sign-up': signUp,
  feedback,
  'complaint-opened': complaintOpened,
  'complaint-closed': complaintClosed,
  'referral-converted': referralConverted,
  custom,
};

/** The name of an event in a campaign file. */
export type EventName = keyof typeof definitions;

type Written = { readonly [E in EventName]: z.output<(typeof definitions)[E]['schema']> };

/** The trigger of an event campaign, as parsed. */
export type EventTrigger<E extends EventName = EventName> = { [K in E]: Written[K] }[E];

/** The definition of each event. */
const events: { readonly [E in EventName]: EventDefinition<Written[E]> } = definitions;

/** The names of all events, in the order of messages. */
export const eventNames = Object.keys(definitions).filter((name): name is EventName => name in definitions);

/** True for a word that names an event. */
export const isEventName = (word: unknown): word is EventName =>
  typeof word === 'string' && eventNames.some((name) => name === word);

/** The schema of the trigger of an event. */
export const eventSchema = (name: EventName): z.ZodType<EventTrigger> => events[name].schema;

/** True when a customer enters each time, unless the campaign says otherwise. */
export const repeats = ({ event }: EventTrigger): boolean => events[event].repeats;

/** True for a fact that triggers. */
export const isTriggeredBy = <E extends EventName>(
  trigger: EventTrigger<E> & { readonly event: E },
  happened: Happened,
): boolean => events[trigger.event].matches(trigger, happened);

/** True for a later fact that undoes what a campaign waits on. */
export const isUndoneBy = ({ event }: EventTrigger, fact: Activity): boolean =>
  events[event].isUndoneBy?.(fact) ?? false;

/** The type of the facts that trigger. */
export const factTypeOf = ({ event }: EventTrigger): EventFact['type'] => events[event].factType;

/** True for a fact that might trigger, whatever the profile. */
export const mayBeTriggeredBy = (trigger: EventTrigger, { type }: Activity): boolean =>
  type === factTypeOf(trigger);

/** True for an event of which profiles keep the latest day. */
export const isOnProfiles = ({ event }: EventTrigger): boolean => events[event].latestOn !== undefined;

/** The latest day on which an event happened to a customer, as far as the profile knows. */
export const latestOn = <E extends EventName>(
  trigger: EventTrigger<E> & { readonly event: E },
  profile: Happened['profile'],
  timeZone: string,
): PlainDate | undefined => events[trigger.event].latestOn?.(trigger, profile, timeZone);
