import type { CampaignVersion } from '../campaigns/campaign.ts';
import { reentryOf } from '../campaigns/triggers/trigger.ts';
import { type CohortKey, versionId } from '../ids.ts';
import type { DueCohort } from '../journeys/listed.ts';
import type { Store } from '../store/store.ts';

/** A version by which journeys go on. */
export interface RunningVersion extends CampaignVersion {
  /** True when the campaign was archived: what is left of its steps is left out, and counted. */
  readonly isEnding: boolean;
}

/** Loads the versions of cohorts. What is paused has none. */
export async function loadRunningVersions(
  store: Pick<Store, 'campaigns'>,
  listed: readonly DueCohort[],
): Promise<(cohort: CohortKey) => RunningVersion | undefined> {
  if (listed.length === 0) return () => undefined;
  const stateOf = await store.campaigns.standings();
  const cohorts = listed
    .map(({ cohort: { campaign, version } }) => ({ campaign, version, state: stateOf(campaign, version) }))
    .filter(({ state }) => state !== 'paused');
  const distinct = new Map(cohorts.map((cohort) => [versionId(cohort), cohort]));
  const versions = [...distinct].map(async ([key, { campaign, version, state }]) => {
    const read = await store.campaigns.journeyVersion(campaign, version);
    return [key, { ...read, isEnding: state === 'archived' }] as const;
  });
  const loaded = new Map(await Promise.all(versions));
  return (cohort) => loaded.get(versionId(cohort));
}

/** True when a customer may enter a campaign again before its last step. */
export function mayOverlap({ isEnding, campaign: { trigger, reenter, steps } }: RunningVersion): boolean {
  if (isEnding) return false;
  const reentry = reentryOf({ trigger, reenter });
  if (typeof reentry === 'string') return reentry === 'each';
  return reentry.after.hours <= (steps.at(-1)?.after.hours ?? 0);
}
