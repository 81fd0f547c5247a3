import type { Step } from '../campaigns/campaign.ts';
import { type CohortKey, type CustomerRef, cohortId, customerRefSchema } from '../ids.ts';
import { shardKey } from '../journeys/cohort.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { CountedCohort, VersionKey } from '../report/shop/counting.ts';
import type { Store } from '../store/store.ts';
import { findCounted } from './counted-version.ts';

/** Where the enrolments of a version are read on: in one shard of a cohort, behind one of them or from the beginning. */
export interface EnrolledPlace {
  readonly cohort: CohortKey;
  readonly shard: number;
  readonly ref?: CustomerRef | undefined;
}

/** Some enrolments of a version, in the order of their entry. */
export interface EnrolledPart {
  readonly enrolments: readonly Enrolment[];
  /** Absent at the end. */
  readonly next?: EnrolledPlace;
}

/** About 3 MB. */
const enrolmentsPerPart = 2500;
/** Those of an event campaign are small, or empty once what was in them has expired. */
const shardsPerPart = 200;
const cohortsPerPart = 100;

/**
 * What to know before all enrolments of a version are listed: how many the last night has counted, and the steps.
 *
 * @throws NotFoundError before the first night that has counted it
 */
export async function planEnrolled(
  store: Pick<Store, 'campaigns' | 'reports'>,
  version: VersionKey,
): Promise<{ readonly entries: number; readonly steps: readonly Step[] }> {
  const { sums } = await findCounted(store, version);
  return { entries: sums.entries, steps: await stepsOf(store, version) };
}

/** The steps that the customers of a version go through. @throws NotFoundError */
export const stepsOf = async (
  store: Pick<Store, 'campaigns'>,
  { campaign, version }: VersionKey,
): Promise<readonly Step[]> => (await store.campaigns.journeyVersion(campaign, version)).campaign.steps;

/**
 * Lists enrolments of a version, from where the part before has ended. Whoever enters meanwhile comes in a later part, and
 * whoever was there at the beginning comes once, unless erased.
 */
export async function listEnrolled(
  store: Pick<Store, 'reports' | 'journeys'>,
  version: VersionKey,
  from?: EnrolledPlace,
): Promise<EnrolledPart> {
  const cohorts = await store.reports.cohortsFrom(version, from?.cohort, cohortsPerPart);
  const enrolments: Enrolment[] = [];
  let looked = 0;
  for (const { cohort, shard, ref: behind } of placesFrom(cohorts, from)) {
    let ref = behind;
    do {
      if (enrolments.length >= enrolmentsPerPart || looked >= shardsPerPart)
        return { enrolments, next: { cohort, shard, ref } };
      looked += 1;
      // As the table continues a page: behind the key of an item.
      const cursor = ref && { cohortShard: shardKey(cohort, shard), ref };
      const page = await store.journeys.page(cohort, shard, cursor, enrolmentsPerPart - enrolments.length);
      enrolments.push(...page.enrolments);
      ref = page.next && customerRefSchema.parse(page.next['ref']);
    } while (ref !== undefined);
  }
  const last = cohorts.at(-1);
  // Behind its last shard: whatever comes then begins with the cohort after it.
  const isOver = last === undefined || cohorts.length < cohortsPerPart;
  return { enrolments, ...(!isOver && { next: { cohort: last.cohort, shard: last.shards } }) };
}

/** The shards of some cohorts, the first of which may have been read in part. */
const placesFrom = (cohorts: readonly CountedCohort[], from: EnrolledPlace | undefined): EnrolledPlace[] =>
  cohorts.flatMap(({ cohort, shards }) => {
    const begun = from && cohortId(from.cohort) === cohortId(cohort) ? from : undefined;
    return Array.from({ length: shards }, (_, shard) => ({
      cohort,
      shard,
      ...(begun?.shard === shard && { ref: begun.ref }),
    })).slice(begun?.shard ?? 0);
  });
