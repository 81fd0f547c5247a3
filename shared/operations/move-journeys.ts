import { isDeepStrictEqual } from 'node:util';
import type { Campaign } from '../campaigns/campaign.ts';
import { InvalidInputError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import { listedAs } from '../journeys/listed.ts';
import { nextStep } from '../journeys/when-due.ts';
import type { Language } from '../language.ts';
import { nameOfDue } from '../store/due.ts';
import type { Store } from '../store/store.ts';
import { lifecycleWords } from '../words/lifecycle.ts';

type MovingStore = Pick<Store, 'settings' | 'campaigns' | 'cohorts' | 'due'>;

/**
 * Refuses a campaign whose journeys in flight cannot go on with its steps, because one that has begun is different. They
 * could get it twice, or one that was never meant to follow.
 *
 * @throws InvalidInputError naming the step
 */
export async function refuseChangedSteps(
  store: MovingStore,
  { id, campaign }: { readonly id: CampaignId; readonly campaign: Pick<Campaign, 'steps'> },
  language: Language,
): Promise<void> {
  const claimed = (await store.due.all()).filter((due) => due.claimed !== undefined);
  const busy = new Set(claimed.map(nameOfDue));
  for (const cohort of await inFlight(store, id)) {
    const before = (await store.campaigns.journeyVersion(id, cohort.version)).campaign.steps;
    const isBusy = busy.has(nameOfDue({ cohort, at: cohort.openedAt }));
    const begun = before.findLastIndex((_, index) => hasBegun(cohort, index, isBusy));
    const changed = before.findIndex(
      (step, index) => index <= begun && !isDeepStrictEqual(step, campaign.steps[index]),
    );
    if (changed >= 0)
      throw new InvalidInputError(
        lifecycleWords[language].cannotMove(
          changed + 1,
          cohort.version,
          campaign.steps[changed] === undefined,
        ),
        [],
        id,
      );
  }
}

/** True for a step that ran or failed, and for the one that a run is working on at the moment. */
const hasBegun = ({ steps }: Pick<Cohort, 'steps'>, index: number, isBusy: boolean): boolean =>
  steps[index] !== undefined || (isBusy && (index === 0 || steps[index - 1]?.state === 'done'));

/**
 * Lets the journeys in flight go on with the steps of a version that was just published, and lists those that are now due
 * earlier. What customers have had stays; who was enrolled, and how it is measured, too. A repeat completes it.
 *
 * @returns how many cohorts go on with it
 */
export async function moveJourneys(store: MovingStore, id: CampaignId, to: number): Promise<number> {
  const settings = await store.settings.load();
  const cohorts = (await inFlight(store, id)).filter(({ version }) => version < to);
  // The version before may be enrolling at the moment.
  const versions = new Set([...cohorts.map(({ version }) => version), ...(to > 1 ? [to - 1] : [])]);
  await store.campaigns.continueWith(id, [...versions], to);
  const listed = (await store.due.all()).filter(({ isWaiting }) => isWaiting !== true);
  for (const cohort of cohorts) {
    const next = nextStep(cohort, await store.campaigns.journeyVersion(id, cohort.version), settings);
    const at = next?.at ?? cohort.openedAt;
    const known = listed.find((due) => nameOfDue(due) === nameOfDue({ cohort, at }));
    // Who comes later than listed is listed again when the time has come.
    if (known === undefined || known.at > at) await store.due.add(listedAs(cohort, next ?? { at }));
  }
  return cohorts.length;
}

async function inFlight(store: MovingStore, id: CampaignId): Promise<readonly Cohort[]> {
  const stateOf = await store.campaigns.standings();
  return (await store.cohorts.unfinished()).filter(
    ({ campaign, version }) => campaign === id && stateOf(campaign, version) !== 'archived',
  );
}
