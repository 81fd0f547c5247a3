import type { PlainDate } from '../calendar.ts';
import { type CohortKey, cohortId, versionId } from '../ids.ts';
import type { CampaignSums } from '../report/shop/campaign-sums.ts';
import type {
  CountedCohort,
  CountingProgress,
  DaySums,
  EntryDay,
  VersionKey,
} from '../report/shop/counting.ts';
import type { CountedPeriod } from '../report/shop/global-holdout.ts';
import type { CountedCampaign } from '../report/shop/measure-campaign.ts';
import type { Caps } from '../report/shop/revenue.ts';
import { entryDayOf } from '../slot.ts';
import type { ControlTable } from './control.ts';

/** A version's report, as it is stored. */
export type StoredReport = VersionKey &
  CountedCampaign & {
    /** What the next count takes one customer's spending up to; absent while nobody has spent anything. */
    readonly nextCaps?: Caps;
  };

const dayId = ({ day, ...version }: Pick<EntryDay, 'campaign' | 'version' | 'day'>): string =>
  `${versionId(version)}#${day}`;
/** The cohorts of a day lie beside each other. */
const countedId = (cohort: CohortKey): string =>
  `${dayId({ ...cohort, day: entryDayOf(cohort.slot) })}#${cohortId(cohort)}`;
const progressKeptForDays = 30;

/**
 * What reports are made of, in table Control. Cohorts that are counted every night have kind `counting`, and those that were
 * counted for the last time `counted`, by version, day of entry and cohort; days that must be counted again are `recount`.
 * The sums have kinds `day-sums#version` by day, `month-sums#version` by month and `report` by version; those of customers with
 * and without any campaign have kind `all-campaigns`, by the first day of their period.
 */
export function createReportStore(control: ControlTable) {
  const progressKind = (night: PlainDate) => `counting#${night}`;

  return {
    /** Has every night count a cohort until `until`. A repeat changes nothing. */
    async open(cohort: CountedCohort): Promise<void> {
      await control.add('counting', countedId(cohort.cohort), cohort);
    },

    /** Returns the cohorts that every night counts. */
    async opened(): Promise<readonly CountedCohort[]> {
      return control.all('counting');
    },

    /** Notes that a cohort is about to be counted for the last time. */
    async close(cohort: CountedCohort): Promise<void> {
      await control.put('counted', countedId(cohort.cohort), cohort);
    },

    /** No longer has nights count a cohort that was counted for the last time; a repeat changes nothing. */
    async leaveOut({ cohort }: CountedCohort): Promise<void> {
      await control.remove('counting', countedId(cohort));
    },

    /** Reads a cohort that was, or is being, counted for the last time; strongly consistent. */
    async findClosed(cohort: CohortKey): Promise<CountedCohort | undefined> {
      return control.find('counted', countedId(cohort));
    },

    /** Returns the cohorts of a day, those that are counted every night and those that no longer are. */
    async ofDay(day: EntryDay): Promise<readonly CountedCohort[]> {
      const prefix = `${dayId(day)}#`;
      const open = await control.beginningWith<CountedCohort>('counting', prefix);
      const closed = await control.beginningWith<CountedCohort>('counted', prefix);
      return [...new Map([...closed, ...open].map((one) => [cohortId(one.cohort), one])).values()];
    },

    /** Returns at most `limit` cohorts of a version in order of entry, from one of them on. */
    async cohortsFrom(
      version: VersionKey,
      from: CohortKey | undefined,
      limit: number,
    ): Promise<readonly CountedCohort[]> {
      const prefix = `${versionId(version)}#`;
      const first = from === undefined ? prefix : countedId(from);
      // One that is counted for the last time meanwhile is among those before it is taken out here.
      const open = await control.someFrom<CountedCohort>('counting', prefix, first, limit);
      const closed = await control.someFrom<CountedCohort>('counted', prefix, first, limit);
      const all = new Map([...closed, ...open].map((one) => [countedId(one.cohort), one]));
      return [...all]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .slice(0, limit)
        .map(([, cohort]) => cohort);
    },

    /** Has the next night count a day again. */
    async askForRecount(day: EntryDay): Promise<void> {
      await control.put('recount', dayId(day), day);
    },

    /** Returns the days that must be counted again. */
    async askedFor(): Promise<readonly EntryDay[]> {
      return control.all('recount');
    },

    /** Forgets that a day must be counted again; a repeat changes nothing. */
    async forgetRequest(day: EntryDay): Promise<void> {
      await control.remove('recount', dayId(day));
    },

    /** Reads how far a night has come with a version. */
    async findProgress(night: PlainDate, version: VersionKey): Promise<CountingProgress | undefined> {
      return control.find(progressKind(night), versionId(version));
    },

    /** Writes how far a night has come with a version; a repeat writes the same again. */
    async saveProgress(night: PlainDate, version: VersionKey, progress: CountingProgress): Promise<void> {
      const expiresAt = Math.floor(Date.parse(night) / 1000) + progressKeptForDays * 86_400;
      await control.put(progressKind(night), versionId(version), progress, expiresAt);
    },

    /** Writes the sums of a day over the last ones. */
    async saveDay(sums: DaySums): Promise<void> {
      await control.put(`day-sums#${versionId(sums)}`, sums.day, sums);
    },

    /** Returns the sums of a version's days of one month (`2026-11`). */
    async daysOf(version: VersionKey, month: string): Promise<readonly DaySums[]> {
      return control.beginningWith(`day-sums#${versionId(version)}`, `${month}-`);
    },

    /** Writes the sums of a version's month over the last ones. */
    async saveMonth(version: VersionKey, month: string, sums: CampaignSums): Promise<void> {
      await control.put(`month-sums#${versionId(version)}`, month, sums);
    },

    /** Returns the sums of all months of a version. */
    async monthsOf(version: VersionKey): Promise<readonly CampaignSums[]> {
      return control.all(`month-sums#${versionId(version)}`);
    },

    /** Reads the report of a version; undefined before its first count. */
    async find(version: VersionKey): Promise<StoredReport | undefined> {
      return control.find('report', versionId(version));
    },

    /** Returns the reports of all versions. */
    async all(): Promise<readonly StoredReport[]> {
      return control.all('report');
    },

    /** Reads what was last counted of a period with customers who are in no campaign. */
    async findPeriod(from: PlainDate): Promise<CountedPeriod | undefined> {
      return control.find('all-campaigns', from);
    },

    /** Returns the latest such period. */
    async lastPeriod(): Promise<CountedPeriod | undefined> {
      return control.last('all-campaigns');
    },

    /** Writes what a night counted of a period over the last count. */
    async savePeriod(period: CountedPeriod): Promise<void> {
      await control.put('all-campaigns', period.from, period);
    },

    /** Writes the report of a version over the last one. */
    async save(report: StoredReport): Promise<void> {
      await control.put('report', versionId(report), report);
    },
  };
}
