import { addDays, type Instant, type PlainDate } from '../calendar.ts';
import type { CampaignVersion, Step } from '../campaigns/campaign.ts';
import { isWholeDays, wholeDays } from '../duration.ts';
import { uniformFrom } from '../hash.ts';
import { type CohortKey, type CustomerId, cohortId } from '../ids.ts';
import type { StepTally } from './step-tally.ts';

/** The customers who entered one version of a campaign on one date, and how far they have come. */
export interface Cohort extends CohortKey {
  readonly openedAt: Instant;
  /** The number of Journeys partitions that the customers are spread over. */
  readonly shards: number;
  /** By the step's index in the campaign, from 0. A step that is missing has not run yet. */
  readonly steps: Readonly<Record<string, StepRun>>;
}

/** How a step's latest run ended. */
export type StepRun =
  | { readonly state: 'done'; readonly at: Instant; readonly ranOn: PlainDate; readonly tally: StepTally }
  | {
      readonly state: 'failed';
      readonly at: Instant;
      readonly ranOn: PlainDate;
      readonly error: string;
      readonly run: string;
    };

/**
 * The Journeys partition of one shard. A partition takes 3,000 reads and 1,000 writes a second, so large cohorts are
 * spread over several.
 */
export const shardKey = (cohort: CohortKey, shard: number): string => `${cohortId(cohort)}#${shard}`;

/** The shard of a customer, from 0; the same for the same number of shards. */
export const shardOf = (customerId: CustomerId, shards: number): number =>
  Math.floor(uniformFrom('shard', customerId) * shards);

const customersPerShard = 20_000;

/**
 * The number of shards for a night's cohorts. Decided once for the whole night, so that every scan segment puts a
 * customer into the same shard.
 */
export const shardsFor = (populationSize: number): number =>
  Math.min(256, Math.max(1, Math.ceil(populationSize / customersPerShard)));

/**
 * True once a step's time after entering has passed. Steps counted in days are due by date, because two nights are not
 * exactly 24 hours apart; steps counted in hours are due by the clock.
 */
export function isDue(step: Step, cohort: Pick<Cohort, 'date' | 'openedAt'>, now: DueTime): boolean {
  if (isWholeDays(step.after)) return addDays(cohort.date, wholeDays(step.after)) <= now.date;
  return Date.parse(cohort.openedAt) + step.after.hours * hourMs <= Date.parse(now.at);
}

/**
 * True when a step comes later than it may, counted from when it was due by the campaign. By date where both are counted
 * in days, otherwise by the clock.
 */
export function isExpired(
  { after, expires }: Pick<Step, 'after' | 'expires'>,
  cohort: Pick<Cohort, 'date' | 'openedAt'>,
  now: DueTime,
): boolean {
  const latest = { hours: after.hours + expires.hours };
  if (isWholeDays(after) && isWholeDays(expires)) return addDays(cohort.date, wholeDays(latest)) < now.date;
  return Date.parse(cohort.openedAt) + latest.hours * hourMs < Date.parse(now.at);
}

/** The time that due steps are compared with: the date for steps counted in days, the instant for those in hours. */
export interface DueTime {
  readonly date: PlainDate;
  readonly at: Instant;
}

const hourMs = 3_600_000;

/** The last of the steps before one that reached somebody: one that had expired keeps the next from nothing. */
function lastHeardOf(
  before: number,
  cohort: Cohort,
  steps: readonly Step[],
): { step: Step; run: StepRun } | undefined {
  for (let index = before - 1; index >= 0; index -= 1) {
    const [step, run] = [steps[index], cohort.steps[index]];
    if (step && run?.state === 'done' && run.tally.sent + run.tally.queued + run.tally.unknown > 0)
      return { step, run };
  }
  return undefined;
}

/**
 * True when the previous step ran as long ago as the campaign requires. A journey that fell behind, because the
 * campaign or SES was paused, continues at its own pace: nobody gets the reminder a minute after the email.
 */
function isSpaced(step: Step, before: { step: Step; run: StepRun } | undefined, now: DueTime): boolean {
  if (before === undefined) return true;
  const { run } = before;
  const apart = { hours: step.after.hours - before.step.after.hours };
  if (isWholeDays(step.after)) return addDays(run.ranOn, wholeDays(apart)) <= now.date;
  return Date.parse(run.at) + apart.hours * hourMs <= Date.parse(now.at);
}

/**
 * The index of the earliest step of a cohort that has not run; undefined while it is not due, or when all have run.
 * One at a time, because a later step's guards depend on the results of earlier ones. A step that failed in this run
 * waits for the next run.
 */
export function nextDueStep(
  cohort: Cohort,
  { campaign }: Pick<CampaignVersion, 'campaign'>,
  now: DueTime & { readonly run: string },
): number | undefined {
  const next = campaign.steps.findIndex((_, index) => cohort.steps[index]?.state !== 'done');
  const step = campaign.steps[next];
  if (step === undefined || !isDue(step, cohort, now)) return undefined;
  if (!isSpaced(step, lastHeardOf(next, cohort, campaign.steps), now)) return undefined;
  const last = cohort.steps[next];
  return last?.state === 'failed' && last.run === now.run ? undefined : next;
}

/** Most of what SES reports about an email comes within days. What comes later has the cohort counted once more. */
const reportingDays = 7;

/**
 * The last day on which reports count a cohort without being asked: its goal has ended by then, its steps have run, and
 * nearly everything about them has been reported.
 */
export function countedUntil({ campaign }: Pick<CampaignVersion, 'campaign'>, entered: PlainDate): PlainDate {
  const lastStep = campaign.steps.at(-1)?.after.hours ?? 0;
  const hours = Math.max(campaign.goal.within.hours, lastStep);
  return addDays(entered, Math.ceil(hours / 24) + reportingDays);
}

/** True when a cohort has run all its steps. */
export const isFinished = (cohort: Cohort, { campaign }: Pick<CampaignVersion, 'campaign'>): boolean =>
  campaign.steps.every((_, index) => cohort.steps[index]?.state === 'done');

/** The day on which a cohort last ran a step; undefined when it has run none. */
export const lastRunOn = (cohort: Pick<Cohort, 'steps'>): PlainDate | undefined =>
  Object.values(cohort.steps)
    .map(({ ranOn }) => ranOn)
    .sort()
    .at(-1);
