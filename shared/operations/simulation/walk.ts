import { dayIn, type Instant } from '../../calendar.ts';
import { byPriority } from '../../campaigns/exclusive.ts';
import type { ActiveVersion } from '../../campaigns/lifecycle.ts';
import { isTriggeredBy, isUndoneBy } from '../../campaigns/triggers/events.ts';
import { isEventTrigger, opensAt, waitOf } from '../../campaigns/triggers/trigger.ts';
import type { EventSlot, Slot } from '../../ids.ts';
import { enrolmentsAfter } from '../../journeys/enter.ts';
import { decide, type Tonight } from '../../night/decide.ts';
import { isPlacedAfter } from '../../orders/placed.ts';
import {
  type Activity,
  type EventFact,
  eventFactKeyOf,
  isEventFact,
  momentOf,
} from '../../profile/activity.ts';
import { settled } from '../../profile/outcome.ts';
import type { Profile } from '../../profile/profile.ts';
import { unclassified } from '../../profile/unclassified.ts';
import type { Secrets } from '../../settings/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import { isEventSlot, slotOf } from '../../slot.ts';
import { type EventContext, whyNotEnter } from '../enter-by-event.ts';
import { createJourney, type Journey, type JourneyContext } from './journey.ts';
import type { PastNight } from './past-nights.ts';
import { type CustomerHistory, unfold } from './unfolding.ts';

/** What is the same for all customers of a simulation. */
export interface SimulatedWorld extends JourneyContext {
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** In order of priority. */
  readonly campaigns: readonly ActiveVersion[];
  readonly nights: readonly (PastNight & { readonly tonight: Tonight })[];
  /** When the campaigns were published, and when the past ends. */
  readonly from: Instant;
  readonly until: Instant;
}

/** What is seen of a customer's walk through the past. */
export interface Witness {
  entered(journey: Journey): void;
  /** Something would have let the customer in, and something else kept them out. */
  refused(version: ActiveVersion, reason: string): void;
}

/** Something that was arranged for a moment. */
interface Appointment {
  readonly at: Instant;
  readonly version: ActiveVersion;
  readonly keep: () => void;
}

/** Lets a customer's past happen again, night by night and fact by fact, with campaigns that nobody had then. */
export function walk(history: CustomerHistory, world: SimulatedWorld, witness: Witness): void {
  const { settings, secrets, campaigns, nights, from, until } = world;
  const { timeZone } = settings;
  const unfolding = unfold(history, timeZone);
  let decided: Pick<Profile, 'classes' | 'enrolments' | 'openEnrolments' | 'goalsEndedOn'> = {
    enrolments: {},
    openEnrolments: [],
  };
  const appointments: Appointment[] = [];
  const profileNow = (): Profile | undefined => {
    const facts = unfolding.facts();
    if (facts === undefined) return undefined;
    if (decided.openEnrolments.length > 0)
      decided = { ...decided, openEnrolments: settled(decided.openEnrolments, unfolding.known(), timeZone) };
    return { customerId: history.customerId, version: 1, ...facts, ...decided };
  };

  function keepAppointments(before: Instant): void {
    for (;;) {
      const [first] = appointments
        .filter(({ at }) => at < before)
        .sort((a, b) => (a.at === b.at ? byPriority(a.version, b.version) : a.at < b.at ? -1 : 1));
      if (first === undefined) return;
      appointments.splice(appointments.indexOf(first), 1);
      first.keep();
    }
  }

  function begin(version: ActiveVersion, profile: Profile, begunBy?: EventFact): void {
    const { customerId } = history;
    const entry = profile.openEnrolments.findLast(
      ({ cohort }) => cohort.campaign === version.id && cohort.version === version.version,
    );
    if (entry === undefined) return;
    const journey = createJourney(world, version, { ...profile, customerId }, entry);
    witness.entered(journey);
    const goOn = () => {
      const at = journey.nextAt();
      if (at === undefined) return;
      const keep = () => {
        const now = profileNow();
        if (now !== undefined) journey.run(now, begunBy);
        goOn();
      };
      appointments.push({ at, version, keep });
    };
    goOn();
  }

  function enterAt(version: ActiveVersion, slot: EventSlot, at: Instant, begunBy: EventFact): void {
    const profile = profileNow();
    if (profile === undefined) return;
    const last: Slot | undefined = profile.enrolments[version.id]?.slot;
    if (last !== undefined && isEventSlot(last) && last >= slot) return;
    const context: EventContext = { settings: settingsOn(world, at), secrets, campaigns, at };
    const whyNot = whyNotEnter(version, profile, context);
    if (whyNot !== undefined) {
      witness.refused(version, whyNot.reason);
      return;
    }
    const on = dayIn(timeZone, at);
    const entry = { slot, enteredAt: at, on, shards: 1, settings, begunBy: eventFactKeyOf(begunBy) };
    decided = { ...decided, ...enrolmentsAfter(profile, [version], entry) };
    begin(version, { ...profile, ...decided }, begunBy);
  }

  const waiting = new Map<string, EventFact>();
  function react(fact: Activity): void {
    const profile = profileNow();
    if (profile === undefined || !isEventFact(fact)) return;
    for (const version of campaigns) {
      const { trigger } = version.campaign;
      if (!isEventTrigger(trigger) || !isTriggeredBy(trigger, { fact, profile, timeZone })) continue;
      const moment = momentOf(fact);
      const slot = slotOf(moment);
      if (waitOf(trigger) === undefined) {
        enterAt(version, slot, moment, fact);
        continue;
      }
      const key = `${version.id} ${slot}`;
      const isArranged = waiting.has(key);
      waiting.set(key, fact);
      const at = opensAt(trigger, slot);
      const keep = () => {
        const last = waiting.get(key) ?? fact;
        const isUndone = unfolding
          .known()
          .some((one) => isUndoneBy(trigger, one) && isLater(one, momentOf(last), timeZone));
        if (!isUndone) enterAt(version, slot, at, last);
      };
      if (!isArranged) appointments.push({ at, version, keep });
    }
  }

  function happen(before: Instant): void {
    for (let fact = unfolding.next(); fact && momentOf(fact) < before; fact = unfolding.next()) {
      const moment = momentOf(fact);
      keepAppointments(moment);
      unfolding.take();
      if (moment >= from) react(fact);
    }
    keepAppointments(before);
  }

  for (const { begins, tonight } of nights) {
    happen(begins);
    const profile = profileNow();
    if (profile === undefined) continue;
    const decision = decide(profile, tonight);
    decided = decision.decided;
    for (const id of decision.excluded) {
      const version = campaigns.find((one) => one.id === id);
      if (version) witness.refused(version, 'excluded');
    }
    const news = decision.entered.filter(({ id }) => profile.enrolments[id]?.on !== tonight.asOf);
    for (const { id } of news) {
      const version = campaigns.find((one) => one.id === id);
      const classes = decided.classes ?? unclassified(profile, tonight.asOf);
      if (version) begin(version, { ...profile, ...decided, classes });
    }
  }
  happen(until);
}

const isLater = (fact: Activity, since: Instant, timeZone: string): boolean =>
  fact.type === 'order' ? isPlacedAfter(fact.order, since, timeZone) : momentOf(fact) > since;

/** The settings with the thresholds of the latest night. */
function settingsOn({ nights, settings }: SimulatedWorld, at: Instant): Settings {
  return nights.findLast(({ begins }) => begins <= at)?.tonight.settings ?? settings;
}
