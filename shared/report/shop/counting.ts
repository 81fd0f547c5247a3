import type { PlainDate } from '../../calendar.ts';
import type { CampaignId, CohortKey } from '../../ids.ts';
import { entryDayOf } from '../../slot.ts';
import type { CampaignSums } from './campaign-sums.ts';
import type { Caps } from './revenue.ts';

/** A cohort that reports count, and where its enrolments are. */
export interface CountedCohort {
  readonly cohort: CohortKey;
  readonly shards: number;
  /** The last night on which it is counted without being asked. */
  readonly until: PlainDate;
}

/** The customers who entered a version on one day, whatever their cohorts. */
export interface EntryDay extends VersionKey {
  readonly day: PlainDate;
  /** The last night on which it is counted without being asked. */
  readonly until: PlainDate;
}

/** The day that a cohort belongs to. */
export const entryDayOfCohort = ({
  cohort: { campaign, version, slot },
  until,
}: Pick<CountedCohort, 'cohort' | 'until'>): EntryDay => ({
  campaign,
  version,
  day: entryDayOf(slot),
  until,
});

/** What was counted of those who entered a version on one day. */
export interface DaySums extends EntryDay {
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
  /** Days that remain to be counted, the one in hand first. */
  readonly left: readonly EntryDay[];
  /** True once nobody need be asked again for what is left: whatever is noted from then on, is noted anew. */
  readonly hasBegun: boolean;
  /** What one customer's spending is counted up to in this night. */
  readonly caps?: Caps;
  /** Up to which partition the first day has been counted, and the sums so far. */
  readonly countedTo: string;
  readonly sums: CampaignSums;
  /** Days that this night has counted. */
  readonly counted: readonly EntryDay[];
  readonly isDone: boolean;
}
