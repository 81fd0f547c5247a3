import type { PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { ContentionError, RekindleError } from '../errors.ts';
import { type CustomerId, cohortId } from '../ids.ts';
import { shardOf, shardsFor } from '../journeys/cohort.ts';
import { isHeldOut } from '../journeys/enrolment.ts';
import { decide, type Tonight } from '../night/decide.ts';
import type { Night } from '../night/night.ts';
import type { Profile } from '../profile/profile.ts';
import { createClassifier } from '../scoring/classify.ts';
import type { Store } from '../store/store.ts';

/** As often as a busy customer could order while one profile is being scored. */
const tries = 10;

/** Decides about one customer and carries it out; gives the profile as it then is. */
export type Rescore = (profile: Profile) => Promise<Pick<Profile, 'classes' | 'enrolments'>>;

/** Loads what a night needs to know once, and returns the function that rescores a customer by it. */
export async function createRescorer(store: Store, date: PlainDate): Promise<Rescore> {
  const [settings, population, night, salt] = await Promise.all([
    store.settings.load(),
    store.nights.population(date),
    store.nights.get(date),
    store.settings.salt(),
  ]);
  const latest = await store.nights.latest();
  if (latest !== undefined && latest.date > date) {
    throw new RekindleError(`the night of ${latest.date} has begun and looks at everybody; leave this one`, {
      where: `night ${date}`,
    });
  }
  const campaigns = await Promise.all(
    night.campaigns.map(({ id, version }) => store.campaigns.version(id, version)),
  );
  // The night's own thresholds, whatever was set since it measured.
  const ofTonight = { ...settings, ...population.settings };
  const tonight: Tonight = {
    asOf: date,
    classify: createClassifier(population),
    settings: ofTonight,
    campaigns,
  };
  const enrol = createEnroller(store, night, salt, shardsFor(population.customers));
  return async (profile) => {
    let current = profile;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const { classes, enrolments, entered, isNews } = decide(current, tonight);
      // Decided on the profile first, enrolled second: what is decided stands, whatever is ordered in between, and a
      // crash between the two is mended by enrolling again, which finds those who are.
      if (!isNews || (await store.customers.decide(current, { classes, enrolments }))) {
        for (const campaign of entered) await enrol(campaign, current.customerId);
        return { classes, enrolments };
      }
      current = (await store.customers.find(profile.customerId)) ?? current;
    }
    throw new ContentionError(
      `the profile was changed by others ${tries} times while it was scored; run the night again`,
      {
        where: `customer ${profile.customerId}`,
      },
    );
  };
}

/** Puts customers into tonight's cohorts, and opens a cohort when its first customer comes. */
function createEnroller(store: Store, night: Night, salt: string, shards: number) {
  const opened = new Map<string, Promise<void>>();
  return async (version: CampaignVersion, customerId: CustomerId): Promise<void> => {
    const cohort = { campaign: version.id, version: version.version, date: night.date };
    const id = cohortId(cohort);
    const opening =
      opened.get(id) ?? store.cohorts.open({ ...cohort, openedAt: night.openedAt, shards, steps: {} });
    opened.set(id, opening);
    await opening;
    await store.journeys.enrol({
      cohort,
      shard: shardOf(customerId, shards),
      customerId,
      enteredAt: night.openedAt,
      isHeldOut: isHeldOut(version, customerId, salt),
      steps: {},
    });
  };
}
