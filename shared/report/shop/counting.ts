import type { PlainDate } from '../../calendar.ts';
import type { CampaignId, CohortKey } from '../../ids.ts';
import type { CampaignSums } from './campaign-sums.ts';
import type { Caps } from './revenue.ts';

/** A cohort that reports count, and where its enrolments are. */
export interface CountedCohort {
  readonly cohort: CohortKey;
  readonly shards: number;
  /** The last night on which it is counted without being asked. */
  readonly until: PlainDate;
}

/** What was counted of one cohort. */
export interface CohortSums {
  readonly cohort: CohortKey;
  readonly countedOn: PlainDate;
  readonly caps?: Caps;
  readonly sums: CampaignSums;
}

/** One version of a campaign. */
export interface VersionKey {
  readonly campaign: CampaignId;
  readonly version: number;
}

/** How far a night has come with one version. */
export interface CountingProgress {
  /** Cohorts that remain to be counted, the one in hand first. */
  readonly left: readonly CountedCohort[];
  /** True once nobody need be asked again for what is left: whatever is noted from then on, is noted anew. */
  readonly hasBegun: boolean;
  /** What one customer's spending is counted up to in this night. */
  readonly caps?: Caps;
  /** How many shards of the first cohort have been counted, and their sums. */
  readonly shardsCounted: number;
  readonly sums: CampaignSums;
  /** Cohorts that this night has counted. */
  readonly counted: readonly CountedCohort[];
  readonly isDone: boolean;
}
