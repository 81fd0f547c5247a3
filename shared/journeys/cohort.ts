import { addDays, type Instant, type PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { uniformFrom } from '../hash.ts';
import { type CohortKey, type CustomerId, cohortId } from '../ids.ts';
import type { StoppedBy } from './events.ts';
import type { StepTally } from './step-tally.ts';

/** The customers who entered one version of a campaign in one slot, and how far they have come. */
export interface Cohort extends CohortKey {
  /** When its customers entered: when the night was opened, or the end of the slot. */
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
      /** What it waits for, when nothing went wrong. */
      readonly stoppedBy?: StoppedBy;
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
