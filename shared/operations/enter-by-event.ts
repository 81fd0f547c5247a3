import { dayIn, daysBetween, type Instant, instantFromMs } from '../calendar.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { excludedBy } from '../campaigns/exclusive.ts';
import type { ActiveVersion } from '../campaigns/lifecycle.ts';
import { reentryOf } from '../campaigns/triggers/trigger.ts';
import { wholeDays } from '../duration.ts';
import type { CampaignId, CustomerId, CustomerRef, EventFactKey, EventSlot } from '../ids.ts';
import { enrolmentsAfter, enrolmentsOf } from '../journeys/enter.ts';
import { settled } from '../profile/outcome.ts';
import type { Profile } from '../profile/profile.ts';
import { unclassified } from '../profile/unclassified.ts';
import { isHeldOutOfAll } from '../report/shop/global-holdout.ts';
import { refusalExpiry } from '../settings/retention.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { endOf, isEventSlot, slotOf } from '../slot.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';
import { createEnroller } from './enrol.ts';

export type EnteringStore = Pick<
  Store,
  'customers' | 'activity' | 'journeys' | 'refusedEntries' | 'cohorts' | 'reports' | 'due' | 'erasures'
>;

/** What entering by an event needs besides the store. */
export interface EventContext {
  readonly settings: Settings;
  readonly secrets: Pick<Secrets, 'holdouts' | 'globalHoldout'>;
  /** The campaigns that customers may enter. */
  readonly campaigns: readonly ActiveVersion[];
  /** The time now. */
  readonly at: Instant;
}

/** A customer whom something lets enter a campaign. */
export interface Entrant {
  readonly customerId: CustomerId;
  readonly ref: CustomerRef;
  readonly version: CampaignVersion;
  /** The fact. */
  readonly begunBy: EventFactKey;
  /** The slot in which the fact was first received. */
  readonly slot: EventSlot;
  /** From when on what the customer does counts as the outcome. */
  readonly enteredAt: Instant;
  /** True while the cohort of the slot takes people: its first step cannot have begun. */
  readonly isOpen: boolean;
}

/** More writers than usually meet on one profile. */
const entryAttempts = 10;

/**
 * Decides whether a customer enters a campaign because of a fact, on the profile first, and enrols the customer second. A
 * repeat finds the decision and completes it. Somebody who comes after the first step of the slot's cohort has begun
 * enters the slot of now.
 *
 * @param profile as it was read last
 */
export async function enterByEvent(
  store: EnteringStore,
  context: EventContext,
  entrant: Entrant,
  profile: Profile,
): Promise<void> {
  const { version, customerId, ref, begunBy, slot, isOpen } = entrant;
  const { settings, at } = context;
  const enrol = createEnroller(store, { holdoutKey: context.secrets.holdouts, settings });
  let current = profile;
  let isReread = false;
  await retryWhileContended(
    async () => {
      const lost = await lostEntry(store, entrant, current);
      if (lost === 'kept') return undefined;
      if (lost === 'decided') {
        await enrol(version, classified(current, context), ref, shards);
        return undefined;
      }
      const whyNot = lost === undefined ? whyNotEnter(version, current, context) : undefined;
      if (whyNot !== undefined) {
        await recordRefusal(store, context, entrant, whyNot);
        return undefined;
      }
      const before = lost?.profile ?? current;
      const entry = isOpen ? { slot, enteredAt: entrant.enteredAt } : { slot: slotOf(at), enteredAt: at };
      const on = dayIn(settings.timeZone, at);
      const begun = enrolmentsAfter(before, [version], { ...entry, on, shards, settings, begunBy });
      const last = begun.enrolments[version.id];
      const enrolments =
        lost === undefined || last === undefined
          ? begun.enrolments
          : { ...begun.enrolments, [version.id]: { ...last, isFirst: lost.isFirst } };
      const openEnrolments = isReread
        ? settled(begun.openEnrolments, await store.activity.allOf(customerId), settings.timeZone)
        : begun.openEnrolments;
      const after = { ...enrolmentsOf(begun), enrolments, openEnrolments };
      if (!(await store.customers.saveEnrolments(current, after))) {
        const found = await store.customers.find(customerId);
        // Erased since it was read: there is nobody left to enrol.
        if (found === undefined) return undefined;
        current = found;
        isReread = true;
        return contended;
      }
      const entered = { ...current, ...after, version: current.version + 1 };
      await enrol(version, classified(entered, context), ref, shards);
      return undefined;
    },
    {
      attempts: entryAttempts,
      what: 'the profile was changed by others while a campaign was entered',
      where: `customer ${ref}`,
    },
  );
}

/** Five minutes' worth of customers fit into one partition: it takes 1,000 writes a second. */
const shards = 1;

/**
 * What became of an earlier decision about the same fact: `kept` when there is nothing left to do, `decided` when the
 * customer may still have to be enrolled. An entry that was decided, and whose enrolment a crash kept from being written
 * until its cohort was closed, is lost, and is decided again without it.
 */
async function lostEntry(
  store: Pick<EnteringStore, 'journeys'>,
  { version, slot, ref, isOpen }: Entrant,
  profile: Profile,
): Promise<'kept' | 'decided' | { readonly profile: Profile; readonly isFirst: boolean } | undefined> {
  const last = profile.enrolments[version.id];
  if (last === undefined || !isEventSlot(last.slot) || last.slot < slot) return undefined;
  if (last.slot > slot) return 'kept';
  const entry = profile.openEnrolments.find(
    ({ cohort }) => cohort.campaign === version.id && cohort.slot === slot,
  );
  if (entry === undefined || entry.cohort.version !== version.version) return 'kept';
  if (isOpen) return 'decided';
  if ((await store.journeys.find({ ...entry, ref })) !== undefined) return 'kept';
  const openEnrolments = profile.openEnrolments.filter((one) => one !== entry);
  return { profile: { ...profile, openEnrolments }, isFirst: last.isFirst };
}

/** Why a fact does not let a customer enter a campaign. */
export interface Refusal {
  readonly reason: string;
  /** The campaign that the customer is in, where that is the reason. */
  readonly excludedBy?: CampaignId;
}

/** Keeps which campaign kept a customer out; what else keeps customers out can be seen on them. */
async function recordRefusal(
  store: Pick<EnteringStore, 'refusedEntries'>,
  { settings, at }: EventContext,
  { version, customerId, begunBy }: Entrant,
  { excludedBy }: Refusal,
): Promise<void> {
  if (excludedBy === undefined) return;
  const entry = { campaign: version.id, version: version.version, at, begunBy, excludedBy };
  await store.refusedEntries.add(customerId, entry, refusalExpiry(at, settings.retention));
}

/** Why a fact lets a customer not enter a campaign; undefined when it does. */
export function whyNotEnter(
  version: CampaignVersion,
  profile: Profile,
  { settings, secrets, campaigns, at }: EventContext,
): Refusal | undefined {
  const { campaign } = version;
  if (isHeldOutOfAll(settings, profile.customerId, secrets.globalHoldout))
    return { reason: 'held-out-of-all' };
  const today = dayIn(settings.timeZone, at);
  const last = profile.enrolments[version.id];
  if (last !== undefined) {
    const reentry = reentryOf(campaign);
    if (reentry === 'never') return { reason: 'entered-before' };
    if (reentry !== 'each' && daysBetween(last.on, today) < wholeDays(reentry.after))
      return { reason: 'entered-lately' };
  }
  const customer = { ...profile, classes: profile.classes ?? unclassified(profile, today) };
  const reason = whyNotInAudience(campaign.audience, customer, settings, today);
  if (reason !== undefined) return { reason };
  const other = excludedBy(version, profile.openEnrolments, campaigns, today);
  return other && { reason: 'excluded', excludedBy: other };
}

const classified = (profile: Profile, { settings, at }: Pick<EventContext, 'settings' | 'at'>) => ({
  ...profile,
  classes: profile.classes ?? unclassified(profile, dayIn(settings.timeZone, at)),
});

/** Functions that take facts in end within half a minute; the clocks of two machines differ by less than the rest. */
const entersWithinMs = 60_000;

/** True while whoever comes now still enters a slot in time for its first step. */
export const isStillOpen = (slot: EventSlot, now: Instant): boolean =>
  now <= instantFromMs(Date.parse(endOf(slot)) + entersWithinMs);
