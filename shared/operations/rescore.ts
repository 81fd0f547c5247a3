import { dayIn, type Instant, instantOfLocal, type PlainDate } from '../calendar.ts';
import { byPriority } from '../campaigns/exclusive.ts';
import { isEventTrigger } from '../campaigns/triggers/trigger.ts';
import { RekindleError } from '../errors.ts';
import { shardsFor } from '../journeys/cohort.ts';
import { type Decided, type Decision, decide, type Tonight } from '../night/decide.ts';
import { customerRefFor } from '../opaque-ids.ts';
import { settled } from '../profile/outcome.ts';
import type { Profile } from '../profile/profile.ts';
import { isHeldOutOfAll } from '../report/shop/global-holdout.ts';
import { createClassifier } from '../scoring/classify.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';
import { createEnroller } from './enrol.ts';

/** More orders than even a busy customer places while one profile is being scored. */
const rescoreAttempts = 10;

/** Decides about one customer, carries it out, and returns what the profile then says was decided. */
export type Rescore = (profile: Profile) => Promise<Rescored>;

/** What the profile says was decided, and the campaigns that others kept the customer out of. */
export type Rescored = Decided & Pick<Decision, 'excluded'>;

/**
 * Creates the function that rescores a customer for a night, and loads once what it needs. Rescoring a customer again
 * writes nothing new.
 *
 * @throws RekindleError when a later night has begun, since rescoring for this one would undo its decisions
 * @throws NotFoundError when the night was never opened or has no population yet
 */
export async function createRescorer(store: Store, date: PlainDate): Promise<Rescore> {
  const [settings, population, populationBefore, night, secrets] = await Promise.all([
    store.settings.load(),
    store.nights.population(date),
    store.nights.latestPopulation(date),
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
  const published = await Promise.all(
    night.campaigns.map(({ id, version }) => store.campaigns.version(id, version)),
  );
  const campaigns = published.filter(({ campaign }) => !isEventTrigger(campaign.trigger)).sort(byPriority);
  // The thresholds that the population was measured with, even if the settings have changed since.
  const nightSettings = { ...settings, ...population.settings };
  const tonight: Tonight = {
    asOf: date,
    ...(populationBefore && { tiersBefore: populationBefore.settings.tiers }),
    classify: createClassifier(population),
    settings: nightSettings,
    campaigns,
    isHeldOutOfAll: (customerId) => isHeldOutOfAll(settings, customerId, secrets.globalHoldout),
    openedAt: night.openedAt,
    shards: shardsFor(population.customers),
  };
  const enrol = createEnroller(store, { holdoutKey: secrets.holdouts, settings: nightSettings });
  return async (profile) => {
    let decision = decide(profile, tonight);
    // Most customers stand where they stood, and a night takes as long as they do.
    if (!decision.isNews && decision.entered.length === 0)
      return { ...decision.decided, excluded: decision.excluded };
    const ref = customerRefFor(profile.customerId, secrets.opaqueIds);
    let current = profile;
    return retryWhileContended(
      async () => {
        const { entered, excluded, isNews } = decision;
        const decided = await withLateOrders(store, current, decision.decided, tonight);
        // The decision is written on the profile first and the customer enrolled second: orders that come in between
        // cannot change the decision, and after a crash between the two, enrolling again is harmless.
        if (isNews && !(await store.customers.saveDecisions(current, decided))) {
          const found = await store.customers.find(profile.customerId);
          // Erased since the page was read: there is nobody left to decide about.
          if (found === undefined) return { ...decided, excluded };
          current = found;
          decision = decide(current, tonight);
          return contended;
        }
        const enrolled = { ...current, ...decided, version: current.version + (isNews ? 1 : 0) };
        for (const campaign of entered) await enrol(campaign, enrolled, ref, tonight.shards);
        return { ...decided, excluded };
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
 * Orders that came in between the night's opening and the decision count for the enrolments that begin with it: nobody
 * settles them later.
 */
async function withLateOrders(
  store: Pick<Store, 'activity'>,
  { customerId, folded }: Profile,
  decided: Decided,
  { asOf, openedAt, settings: { timeZone } }: Tonight,
): Promise<Decided> {
  const begins = decided.openEnrolments.some(({ cohort }) => cohort.slot === asOf);
  if (!begins || folded?.upTo === undefined || folded.upTo < startOf(dayIn(timeZone, openedAt), timeZone))
    return decided;
  const activity = await store.activity.allOf(customerId);
  return { ...decided, openEnrolments: settled(decided.openEnrolments, activity, timeZone) };
}

/** Of an order of which only the day is known, the time is the beginning of the day. */
const startOf = (day: PlainDate, timeZone: string): Instant => instantOfLocal(`${day}T00:00:00`, timeZone);
