import type { Instant } from '../calendar.ts';
import type { CohortKey } from '../ids.ts';
import type { DueAt } from './when-due.ts';

/** A cohort that must be looked at: its next step is due then. */
export interface DueCohort extends DueAt {
  readonly cohort: CohortKey;
  /** Set for customers who wait to enter: the cohort is not there before the first of them has. */
  readonly isWaiting?: true;
  /** The execution that works on it at the moment, and on how many shards. */
  readonly claimed?: { readonly run: string; readonly shards: number };
}

/** How a cohort is listed for its next step. */
export const listedAs = ({ campaign, version, slot, zone }: CohortKey, { at, night }: DueAt): DueCohort => ({
  cohort: { campaign, version, slot, ...(zone !== undefined && { zone }) },
  at,
  ...(night !== undefined && { night }),
});

/** How those who wait for a campaign are listed. */
export const listedForWaiting = (cohort: CohortKey, endsAt: Instant): DueCohort => ({
  cohort,
  at: endsAt,
  isWaiting: true,
});
