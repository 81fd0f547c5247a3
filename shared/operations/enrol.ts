import type { CampaignVersion } from '../campaigns/campaign.ts';
import { isEventTrigger, opensAt, waitOf } from '../campaigns/triggers/trigger.ts';
import { type CustomerRef, cohortId } from '../ids.ts';
import { type Cohort, countedUntil } from '../journeys/cohort.ts';
import { type Enrolment, isHeldOut, standingOf, variantFor } from '../journeys/enrolment.ts';
import { listedAs } from '../journeys/listed.ts';
import { nextStep } from '../journeys/when-due.ts';
import type { Profile } from '../profile/profile.ts';
import { enrolmentExpiry } from '../settings/retention.ts';
import type { Settings } from '../settings/settings.ts';
import { entryDayOf, isEventSlot } from '../slot.ts';
import type { Store } from '../store/store.ts';
import { wasErased } from './was-erased.ts';

type EnrollingStore = Pick<Store, 'journeys' | 'cohorts' | 'reports' | 'due' | 'erasures'>;

/** Puts a customer into the cohort that the profile says was decided last. A repeat changes nothing. */
export type Enrol = (
  version: CampaignVersion,
  profile: Profile & Required<Pick<Profile, 'classes'>>,
  ref: CustomerRef,
  /** The number of shards of the cohort, if it is opened. */
  shards: number,
) => Promise<void>;

/** Creates the function that puts customers into cohorts; it opens a cohort when the first customer enters. */
export function createEnroller(
  store: EnrollingStore,
  { holdoutKey, settings }: { readonly holdoutKey: string; readonly settings: Settings },
): Enrol {
  const opened = new Map<string, Promise<void>>();
  return async (version, profile, ref, shards) => {
    const entry = profile.openEnrolments.findLast(
      ({ cohort }) => cohort.campaign === version.id && cohort.version === version.version,
    );
    if (entry === undefined) return;
    const id = cohortId(entry.cohort);
    const { slot } = entry.cohort;
    const { trigger } = version.campaign;
    const isOfSlot = isEventTrigger(trigger) && waitOf(trigger) === undefined && isEventSlot(slot);
    const openedAt = isOfSlot ? opensAt(trigger, slot) : entry.enteredAt;
    const cohort: Cohort = { ...entry.cohort, openedAt, shards, steps: {} };
    const opening = opened.get(id) ?? openCohort(store, cohort, version, settings);
    opened.set(id, opening);
    await opening;
    const { customerId } = profile;
    const heldOut = isHeldOut(version, customerId, holdoutKey);
    const variant = heldOut ? undefined : variantFor(version, customerId, holdoutKey);
    const enrolment: Enrolment = {
      ...entry,
      ref,
      customerId,
      isHeldOut: heldOut,
      ...(variant !== undefined && { variant }),
      isFirst: profile.enrolments[version.id]?.isFirst ?? true,
      onEntry: standingOf(profile, entryDayOf(slot)),
      steps: {},
    };
    const expiresAt = enrolmentExpiry(enrolment.enteredAt, settings.retention);
    await store.journeys.enrol(enrolment, profile.version, expiresAt);
    // An erasure that came between the decision and this has deleted the enrolments that were there then.
    if (await wasErased(store, ref, entry.enteredAt)) await store.journeys.remove(enrolment);
  };
}

/**
 * Reports count the cohort until its goal has ended, and it is listed for its first step. Both are noted first: a repeat
 * finds the cohort and opens nothing.
 */
async function openCohort(
  store: EnrollingStore,
  cohort: Cohort,
  version: CampaignVersion,
  settings: Settings,
): Promise<void> {
  const { steps: _, openedAt: __, shards, ...key } = cohort;
  await store.reports.open({ cohort: key, shards, until: countedUntil(version, entryDayOf(key.slot)) });
  const first = nextStep(cohort, version, settings);
  if (first !== undefined) await store.due.add(listedAs(key, first));
  await store.cohorts.open(cohort);
}
