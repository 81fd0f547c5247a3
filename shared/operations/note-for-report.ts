import type { CohortKey } from '../ids.ts';
import { entryDayOfCohort } from '../report/shop/counting.ts';
import type { Store } from '../store/store.ts';

/**
 * Notes that something about an enrolment in a cohort was written, after it was written. While the cohort is open, every night counts
 * it; once it has been counted for the last time, this has the next night count it again.
 */
export async function noteForReport(store: Pick<Store, 'reports'>, cohort: CohortKey): Promise<void> {
  const closed = await store.reports.findClosed(cohort);
  if (closed !== undefined) await store.reports.askForRecount(entryDayOfCohort(closed));
}
