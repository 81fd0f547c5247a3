import * as z from 'zod';
import {
  addDays,
  dayIn,
  type Instant,
  instantSchema,
  type PlainDate,
  plainDateSchema,
} from '../../../shared/calendar.ts';
import type { CampaignVersion } from '../../../shared/campaigns/campaign.ts';
import type { CohortKey } from '../../../shared/ids.ts';
import { type Cohort, isFinished, lastRunOn, nextDueStep } from '../../../shared/journeys/cohort.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

const eventSchema = z.object({
  /** The night that calls; absent in the hourly run. */
  date: plainDateSchema.nullish(),
  at: instantSchema,
  /** The execution, so that a step that failed in it is not tried again in it. */
  run: z.string(),
});

/** A step that is due, with everything the workflow needs to run it. */
interface DueStep {
  readonly cohort: CohortKey;
  readonly step: number;
  readonly shards: readonly number[];
  readonly date: PlainDate;
  /** How many Lambdas may send email at the same time while this step runs; they share SES's rate. */
  readonly senders: number;
}

/** The MaxConcurrency of the maps in run-campaigns: steps, and shards of a step. */
export const stepsAtOnce = 5;
export const shardsAtOnce = 10;

/**
 * A state's output has at most 256 KiB, and a step with 256 shards takes about 1.2 KB. The rest is listed next time.
 */
const stepsPerCall = 100;

/**
 * Called by `run-campaigns` until nothing is due: lists the next step of every cohort that has one due, for campaigns
 * that are not paused. A repeat lists the same steps; cohorts that ran their last step are finished on the way.
 */
export const handler = createEventHandler(
  eventSchema,
  async ({ date: night, at, run }): Promise<{ steps: DueStep[] }> => {
    const { date, filling } =
      night == null ? await limitsBetweenNights(at) : { date: night, filling: undefined };
    const [cohorts, active] = await Promise.all([store.cohorts.unfinished(), store.campaigns.active()]);
    const running = cohorts.filter(
      (cohort) => active.some(({ id }) => id === cohort.campaign) && cohort.date !== filling,
    );
    const versions = await loadVersions(running);
    await finishCohorts(running, versions);
    const due = running.flatMap((cohort) => {
      const version = versions.get(versionKey(cohort));
      const next = version && nextDueStep(cohort, version, { date, at, run });
      return next === undefined ? [] : [dueStep(cohort, next, date)];
    });
    return { steps: withSenders(due.slice(0, stepsPerCall)) };
  },
);

/**
 * The limits of an hourly run. Steps counted in days belong to the night of their day: until that night has rescored
 * every customer, only steps up to the day before are due. And while a night enrols, its cohorts (`filling`) wait,
 * because a step that ran now would miss everybody who enters later; once a later night has begun, nobody else enters.
 */
async function limitsBetweenNights(
  at: Instant,
): Promise<{ date: PlainDate; filling: PlainDate | undefined }> {
  const { timeZone } = await store.settings.load();
  const today = dayIn(timeZone, at);
  const latest = await store.nights.latest();
  const isEnrolling = latest !== undefined && (await store.nights.isEnrolling(latest.date));
  const hasRescoredToday = latest?.date === today && !isEnrolling;
  return {
    date: hasRescoredToday ? today : addDays(today, -1),
    filling: isEnrolling ? latest.date : undefined,
  };
}

/** Finishes cohorts that ran their last step in a run that broke off before it finished them. */
async function finishCohorts(
  cohorts: readonly Cohort[],
  versions: ReadonlyMap<string, CampaignVersion>,
): Promise<void> {
  for (const cohort of cohorts) {
    const version = versions.get(versionKey(cohort));
    const ranOn = lastRunOn(cohort);
    if (version && ranOn && isFinished(cohort, version)) await store.cohorts.finish(cohort, ranOn);
  }
}

const dueStep = (cohort: Cohort, step: number, date: PlainDate): Omit<DueStep, 'senders'> => ({
  cohort: { campaign: cohort.campaign, version: cohort.version, date: cohort.date },
  step,
  shards: Array.from({ length: cohort.shards }, (_, shard) => shard),
  date,
});

/** The steps, each with the number of shards that run at most beside it, itself included. */
function withSenders(steps: readonly Omit<DueStep, 'senders'>[]): DueStep[] {
  const largest = steps.map(({ shards }) => Math.min(shardsAtOnce, shards.length)).sort((a, b) => b - a);
  const senders = largest.slice(0, stepsAtOnce).reduce((sum, shards) => sum + shards, 0);
  return steps.map((step) => ({ ...step, senders: Math.max(1, senders) }));
}

const versionKey = ({ campaign, version }: CohortKey): string => `${campaign}#${version}`;

async function loadVersions(cohorts: readonly Cohort[]): Promise<ReadonlyMap<string, CampaignVersion>> {
  const cohortByVersion = new Map(cohorts.map((cohort) => [versionKey(cohort), cohort]));
  const versions = [...cohortByVersion].map(
    async ([key, { campaign, version }]) => [key, await store.campaigns.version(campaign, version)] as const,
  );
  return new Map(await Promise.all(versions));
}
