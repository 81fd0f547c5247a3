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
  /** The night that asks; the hourly run has none. */
  date: plainDateSchema.nullish(),
  at: instantSchema,
  /** The execution, so that a step which failed in it is not tried in it again. */
  run: z.string(),
});

/** A step that is due, with all that the workflow needs to run it. */
interface DueStep {
  readonly cohort: CohortKey;
  readonly step: number;
  readonly shards: readonly number[];
  readonly date: PlainDate;
}

/** 256 KiB is what a state may hand on; a step with 256 shards takes about 1.2 KB. What is left comes next time. */
const stepsAtOnce = 100;

/** The next step of every cohort that has one due, of campaigns that are not paused. */
export const handler = createEventHandler(
  eventSchema,
  async ({ date: night, at, run }): Promise<{ steps: DueStep[] }> => {
    const { date, filling } = night == null ? await betweenNights(at) : { date: night, filling: undefined };
    const [cohorts, active] = await Promise.all([store.cohorts.unfinished(), store.campaigns.active()]);
    const running = cohorts.filter(
      (cohort) => active.some(({ id }) => id === cohort.campaign) && cohort.date !== filling,
    );
    const versions = await versionsOf(running);
    await putAwayFinished(running, versions);
    const due = running.flatMap((cohort) => {
      const version = versions.get(versionKey(cohort));
      const next = version && nextDueStep(cohort, version, { date, at, run });
      return next === undefined ? [] : [dueStep(cohort, next, date)];
    });
    return { steps: due.slice(0, stepsAtOnce) };
  },
);

/**
 * What an hourly run may do. Steps counted in days belong to the night of their day: until that has rescored
 * everybody, they are due up to the day before. And while a night enrols, its cohorts rest, because a step that ran
 * now would pass over all who come after; once a later night has begun, nobody comes after.
 */
async function betweenNights(at: Instant): Promise<{ date: PlainDate; filling: PlainDate | undefined }> {
  const { timeZone } = await store.settings.load();
  const today = dayIn(timeZone, at);
  const latest = await store.nights.latest();
  const isEnrolling = latest !== undefined && (await store.nights.isEnrolling(latest.date));
  const isThroughToday = latest?.date === today && !isEnrolling;
  return {
    date: isThroughToday ? today : addDays(today, -1),
    filling: isEnrolling ? latest.date : undefined,
  };
}

/** A run that broke off between a cohort's last step and putting the cohort away has left that to us. */
async function putAwayFinished(
  cohorts: readonly Cohort[],
  versions: ReadonlyMap<string, CampaignVersion>,
): Promise<void> {
  for (const cohort of cohorts) {
    const version = versions.get(versionKey(cohort));
    const ranOn = lastRunOn(cohort);
    if (version && ranOn && isFinished(cohort, version)) await store.cohorts.finish(cohort, ranOn);
  }
}

const dueStep = (cohort: Cohort, step: number, date: PlainDate): DueStep => ({
  cohort: { campaign: cohort.campaign, version: cohort.version, date: cohort.date },
  step,
  shards: Array.from({ length: cohort.shards }, (_, shard) => shard),
  date,
});

const versionKey = ({ campaign, version }: CohortKey): string => `${campaign}#${version}`;

async function versionsOf(cohorts: readonly Cohort[]): Promise<ReadonlyMap<string, CampaignVersion>> {
  const wanted = new Map(cohorts.map((cohort) => [versionKey(cohort), cohort]));
  const loaded = [...wanted].map(
    async ([key, { campaign, version }]) => [key, await store.campaigns.version(campaign, version)] as const,
  );
  return new Map(await Promise.all(loaded));
}
