import { addDays, type Instant, type PlainDate } from '../calendar.ts';
import type { CampaignVersion, Step } from '../campaigns/campaign.ts';
import { isWholeDays, wholeDays } from '../duration.ts';
import { uniformFrom } from '../hash.ts';
import { type CohortKey, type CustomerId, cohortId } from '../ids.ts';
import type { StepTally } from './step-tally.ts';

export interface Cohort extends CohortKey {
  readonly openedAt: Instant;
  /** Over how many partitions of Journeys the customers are spread. */
  readonly shards: number;
  /** By the step's place in the campaign, counted from 0. A step that is not here has not been run. */
  readonly steps: Readonly<Record<string, StepRun>>;
}

export type StepRun =
  | { readonly state: 'done'; readonly at: Instant; readonly ranOn: PlainDate; readonly tally: StepTally }
  | {
      readonly state: 'failed';
      readonly at: Instant;
      readonly ranOn: PlainDate;
      readonly error: string;
      readonly run: string;
    };

/** A partition of Journeys: 3,000 reads and 1,000 writes a second, so large cohorts are spread over several. */
export const shardKey = (cohort: CohortKey, shard: number): string => `${cohortId(cohort)}#${shard}`;

export const shardOf = (customerId: CustomerId, shards: number): number =>
  Math.floor(uniformFrom('shard', customerId) * shards);

const customersPerShard = 20_000;

/** Decided once for a whole night, so that every scan segment puts a customer into the same shard. */
export const shardsFor = (populationSize: number): number =>
  Math.min(256, Math.max(1, Math.ceil(populationSize / customersPerShard)));

/**
 * Steps counted in days are due by date, because two nights are not exactly 24 hours apart; steps counted in hours
 * are due by the clock.
 */
export function isDue(step: Step, cohort: Pick<Cohort, 'date' | 'openedAt'>, now: DueTime): boolean {
  if (isWholeDays(step.after)) return addDays(cohort.date, wholeDays(step.after)) <= now.date;
  return Date.parse(cohort.openedAt) + step.after.hours * hourMs <= Date.parse(now.at);
}

/** Until when steps are due: those counted in days by the day, those counted in hours by the moment. */
export interface DueTime {
  readonly date: PlainDate;
  readonly at: Instant;
}

const hourMs = 3_600_000;

/**
 * Whether the step before lies as far back as the campaign says. A journey that fell behind, because the campaign was
 * paused or SES was, goes on at its own pace: nobody gets the reminder a minute after the mail.
 */
function isSpaced(step: Step, before: { step: Step; run: StepRun } | undefined, now: DueTime): boolean {
  if (before === undefined) return true;
  const { run } = before;
  const apart = { hours: step.after.hours - before.step.after.hours };
  if (isWholeDays(step.after)) return addDays(run.ranOn, wholeDays(apart)) <= now.date;
  return Date.parse(run.at) + apart.hours * hourMs <= Date.parse(now.at);
}

/**
 * The earliest step of a cohort that is still to run and is due. One at a time, because a later step's guards ask
 * what came of the earlier. A step that failed in this very run waits for the next.
 */
export function nextDueStep(
  cohort: Cohort,
  { campaign }: Pick<CampaignVersion, 'campaign'>,
  now: DueTime & { readonly run: string },
): number | undefined {
  const next = campaign.steps.findIndex((_, index) => cohort.steps[index]?.state !== 'done');
  const step = campaign.steps[next];
  if (step === undefined || !isDue(step, cohort, now)) return undefined;
  const stepBefore = campaign.steps[next - 1];
  const runBefore = cohort.steps[next - 1];
  const before = stepBefore && runBefore && { step: stepBefore, run: runBefore };
  if (!isSpaced(step, before, now)) return undefined;
  const last = cohort.steps[next];
  return last?.state === 'failed' && last.run === now.run ? undefined : next;
}

/** Whether a cohort has run all its steps. */
export const isFinished = (cohort: Cohort, { campaign }: Pick<CampaignVersion, 'campaign'>): boolean =>
  campaign.steps.every((_, index) => cohort.steps[index]?.state === 'done');

/** The day on which a cohort last ran a step. */
export const lastRunOn = (cohort: Pick<Cohort, 'steps'>): PlainDate | undefined =>
  Object.values(cohort.steps)
    .map(({ ranOn }) => ranOn)
    .sort()
    .at(-1);
