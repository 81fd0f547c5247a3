import type { PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { RekindleError } from '../errors.ts';
import { cohortId } from '../ids.ts';
import { shardOf, shardsFor } from '../journeys/cohort.ts';
import { type Enrolment, isHeldOut } from '../journeys/enrolment.ts';
import { decide, type Tonight } from '../night/decide.ts';
import type { Night } from '../night/night.ts';
import { customerRefFor } from '../opaque-ids.ts';
import type { Profile } from '../profile/profile.ts';
import { createClassifier } from '../scoring/classify.ts';
import { enrolmentExpiry, type Retention } from '../settings/retention.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';
import { wasErased } from './was-erased.ts';

/** More orders than even a busy customer places while one profile is being scored. */
const rescoreAttempts = 10;

/** Decides about one customer, carries it out, and returns the classes and enrolments that the profile then has. */
export type Rescore = (profile: Profile) => Promise<Pick<Profile, 'classes' | 'enrolments'>>;

/**
 * Creates the function that rescores a customer for a night, and loads once what it needs. Rescoring a customer again
 * writes nothing new.
 *
 * @throws RekindleError when a later night has begun, since rescoring for this one would undo its decisions
 * @throws NotFoundError when the night was never opened or has no population yet
 */
export async function createRescorer(store: Store, date: PlainDate): Promise<Rescore> {
  const [settings, population, night, secrets] = await Promise.all([
    store.settings.load(),
    store.nights.population(date),
    store.nights.get(date),
    store.settings.secrets(),
  ]);
  const latest = await store.nights.latest();
  if (latest !== undefined && latest.date > date) {
    throw new RekindleError(
      `the night of ${latest.date} has begun and rescores every customer; leave this one alone`,
      {
        where: `night ${date}`,
      },
    );
  }
  const campaigns = await Promise.all(
    night.campaigns.map(({ id, version }) => store.campaigns.version(id, version)),
  );
  // The thresholds that the population was measured with, even if the settings have changed since.
  const nightSettings = { ...settings, ...population.settings };
  const tonight: Tonight = {
    asOf: date,
    classify: createClassifier(population),
    settings: nightSettings,
    campaigns,
  };
  const enrol = createEnroller(store, night, settings.retention, {
    holdoutKey: secrets.holdouts,
    shards: shardsFor(population.customers),
  });
  return (profile) => {
    const ref = customerRefFor(profile.customerId, secrets.opaqueIds);
    let current = profile;
    return retryWhileContended(
      async () => {
        const { classes, enrolments, entered, isNews } = decide(current, tonight);
        // The decision is written on the profile first and the customer enrolled second: orders that come in between
        // cannot change the decision, and after a crash between the two, enrolling again is harmless.
        if (isNews && !(await store.customers.saveDecisions(current, { classes, enrolments }))) {
          const found = await store.customers.find(profile.customerId);
          // Erased since the page was read: there is nobody left to decide about.
          if (found === undefined) return { classes, enrolments };
          current = found;
          return contended;
        }
        for (const campaign of entered) await enrol(campaign, { customerId: current.customerId, ref });
        return { classes, enrolments };
      },
      {
        attempts: rescoreAttempts,
        what: 'the profile was changed by others while it was scored',
        where: `customer ${ref}`,
      },
    );
  };
}

/**
 * Creates the function that puts customers into tonight's cohorts; it opens a cohort when the first customer enters.
 */
function createEnroller(
  store: Store,
  night: Night,
  retention: Retention,
  { holdoutKey, shards }: { readonly holdoutKey: string; readonly shards: number },
) {
  const opened = new Map<string, Promise<void>>();
  return async (
    version: CampaignVersion,
    { customerId, ref }: Pick<Enrolment, 'customerId' | 'ref'>,
  ): Promise<void> => {
    const cohort = { campaign: version.id, version: version.version, date: night.date };
    const id = cohortId(cohort);
    const opening =
      opened.get(id) ?? store.cohorts.open({ ...cohort, openedAt: night.openedAt, shards, steps: {} });
    opened.set(id, opening);
    await opening;
    const enrolment = {
      cohort,
      shard: shardOf(customerId, shards),
      ref,
      customerId,
      enteredAt: night.openedAt,
      isHeldOut: isHeldOut(version, customerId, holdoutKey),
      steps: {},
    };
    await store.journeys.enrol(enrolment, enrolmentExpiry(enrolment.enteredAt, retention));
    // An erasure that came between the decision and this has deleted the enrolments that were there then.
    if (await wasErased(store, ref, night.openedAt)) await store.journeys.remove(enrolment);
  };
}
