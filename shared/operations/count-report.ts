import pMap from 'p-map';
import { monthOf, type PlainDate } from '../calendar.ts';
import { versionId } from '../ids.ts';
import { shardKey } from '../journeys/cohort.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { Cursor } from '../paging.ts';
import { orderedIn } from '../report/shop/arm-sums.ts';
import {
  addSums,
  type CampaignSums,
  capsAfter,
  noSums,
  sumEnrolments,
} from '../report/shop/campaign-sums.ts';
import {
  type CountedCohort,
  type CountingProgress,
  type EntryDay,
  entryDayOfCohort,
  type VersionKey,
} from '../report/shop/counting.ts';
import { couponsIssuedBy, type IssuedCoupons, withoutPastCoupons } from '../report/shop/coupon-sums.ts';
import type { CountedCampaign } from '../report/shop/measure-campaign.ts';
import type { Caps } from '../report/shop/revenue.ts';
import { mayHaveExpired, type Retention } from '../settings/retention.ts';
import { isEventSlot } from '../slot.ts';
import type { Store } from '../store/store.ts';
import { promoteByVerdict } from './promote-variant.ts';

type CountingStore = Pick<Store, 'reports' | 'journeys' | 'campaigns'>;

/** One version, in one night. */
export interface CountingTask extends VersionKey {
  readonly night: PlainDate;
  readonly retention: Retention;
  /** The shop's; it decides on which day a coupon was issued. */
  readonly timeZone: string;
}

/** The versions that have something to count: an open cohort, or one of which something was noted since. */
export async function versionsToCount(store: Pick<Store, 'reports'>): Promise<readonly VersionKey[]> {
  const opened = (await store.reports.opened()).map(entryDayOfCohort);
  const days = [...opened, ...(await store.reports.askedFor())];
  const versions = days.map(({ campaign, version }) => ({ campaign, version }));
  return [...new Map(versions.map((one) => [versionId(one), one])).values()];
}

/** Shards that are read at the same time, and between two looks at the clock. */
const shardsAtOnce = 8;
/** The many cohorts of an event campaign are small: more of them between two looks. */
const smallShardsAtOnce = 64;

/**
 * Counts the enrolments of a version's cohorts into the sums that its report is made of. It saves its progress after
 * every few shards and continues there; a repeat after the end changes nothing.
 *
 * @param isTimeUp true when the rest must be left to the next call
 * @returns true when everything was counted
 */
export async function countReport(
  store: CountingStore,
  { night, retention, timeZone, ...version }: CountingTask,
  isTimeUp: () => boolean,
): Promise<boolean> {
  let progress = (await store.reports.findProgress(night, version)) ?? (await plan(store, version));
  const save = async (next: CountingProgress) => {
    progress = next;
    await store.reports.saveProgress(night, version, next);
  };
  if (!progress.hasBegun) {
    const isKept = ({ day }: EntryDay) => !mayHaveExpired(day, night, retention);
    // What DynamoDB may have begun to delete cannot be counted again: what was counted of it stays.
    await save({ ...progress, left: progress.left.filter(isKept) });
    // What is written from here on is either in the count or noted again.
    for (const day of progress.left)
      if (day.until < night)
        for (const cohort of await store.reports.ofDay(day)) await store.reports.close(cohort);
    for (const day of progress.left) await store.reports.forgetRequest(day);
    await save({ ...progress, hasBegun: true });
  }
  const published = await store.campaigns.journeyVersion(version.campaign, version.version);
  const issued = couponsIssuedBy(published, timeZone);
  // Some of it in every call, or a version would never be done.
  do {
    if (!progress.isDone) await save(await countOn(store, progress, night, issued));
  } while (!progress.isDone && !isTimeUp());
  if (progress.isDone) await promoteByVerdict(store, published, night, timeZone);
  return progress.isDone;
}

/** Counts the next shards; once nothing is left, writes the report. */
async function countOn(
  store: CountingStore,
  progress: CountingProgress,
  night: PlainDate,
  issued: IssuedCoupons,
): Promise<CountingProgress> {
  const [first, ...others] = progress.left;
  if (first === undefined) {
    await writeReport(store, progress, night);
    return { ...progress, isDone: true };
  }
  const { caps } = progress;
  const partitions = (await store.reports.ofDay(first)).flatMap(partitionsOf).sort(byName);
  const left = partitions.filter(({ name }) => name > progress.countedTo);
  const areSmall = left[0] !== undefined && isEventSlot(left[0].cohort.slot);
  const next = left.slice(0, areSmall ? smallShardsAtOnce : shardsAtOnce);
  const counted = await pMap(next, (partition) => countShard(store, partition, issued, caps), {
    concurrency: shardsAtOnce,
  });
  const sums = counted.reduce(addSums, progress.sums);
  if (next.length < left.length)
    return { ...progress, countedTo: next.at(-1)?.name ?? progress.countedTo, sums };
  await store.reports.saveDay({ ...first, countedOn: night, ...(caps && { caps }), sums });
  return { ...progress, left: others, counted: [...progress.counted, first], countedTo: '', sums: noSums };
}

/** One partition of Journeys. */
interface Partition extends Pick<CountedCohort, 'cohort'> {
  readonly shard: number;
  readonly name: string;
}

const partitionsOf = ({ cohort, shards }: CountedCohort): readonly Partition[] =>
  Array.from({ length: shards }, (_, shard) => ({ cohort, shard, name: shardKey(cohort, shard) }));

const byName = (a: Partition, b: Partition): number => (a.name < b.name ? -1 : 1);

async function plan(store: CountingStore, version: VersionKey): Promise<CountingProgress> {
  const [opened, askedFor, last] = await Promise.all([
    store.reports.opened(),
    store.reports.askedFor(),
    store.reports.find(version),
  ]);
  const theirs = [...opened.map(entryDayOfCohort), ...askedFor].filter(
    (one) => one.campaign === version.campaign && one.version === version.version,
  );
  const left = [...new Map(theirs.map((one) => [one.day, one])).values()];
  // By the last count, since this one cannot know before its end which amounts are large.
  const caps = last?.nextCaps;
  return {
    left,
    hasBegun: false,
    ...(caps && { caps }),
    countedTo: '',
    sums: noSums,
    counted: [],
    isDone: false,
  };
}

const uncapped: Caps = { value: Number.POSITIVE_INFINITY, prior: Number.POSITIVE_INFINITY };
const enrolmentsPerPage = 2000;

async function countShard(
  store: CountingStore,
  { cohort, shard }: Partition,
  issued: IssuedCoupons,
  caps: Caps = uncapped,
): Promise<CampaignSums> {
  let sums = noSums;
  let from: Cursor | undefined;
  do {
    const page: { enrolments: readonly Enrolment[]; next?: Cursor } = await store.journeys.page(
      cohort,
      shard,
      from,
      enrolmentsPerPage,
    );
    sums = addSums(sums, sumEnrolments(page.enrolments, caps, issued));
    from = page.next;
  } while (from !== undefined);
  return sums;
}

/** Sums up the months in which something was counted, and the version from its months. */
async function writeReport(
  store: CountingStore,
  { counted, caps }: CountingProgress,
  night: PlainDate,
): Promise<void> {
  const [first] = counted;
  if (first === undefined) return;
  const { campaign, version } = first;
  const key = { campaign, version };
  for (const month of new Set(counted.map(({ day }) => monthOf(day)))) {
    const days = await store.reports.daysOf(key, month);
    await store.reports.saveMonth(key, month, days.map(({ sums }) => sums).reduce(addSums, noSums));
  }
  const { sizes, ...sums } = (await store.reports.monthsOf(key)).reduce(addSums, noSums);
  const nextCaps = capsAfter({ sizes });
  const before = await store.reports.find(key);
  const since = counted
    .map(({ day }) => day)
    .concat(before?.since ?? [])
    .sort()[0];
  const decided = before?.decided ?? (await decision(store, key, sums, night));
  await store.reports.save({
    ...key,
    since: since ?? night,
    countedOn: night,
    // Only what may still be used is kept by day, so a report stays small however long the campaign runs.
    sums: { ...sums, ...withoutPastCoupons(sums, night) },
    ...(caps && { caps }),
    ...(nextCaps && { nextCaps }),
    ...(decided && { decided }),
  });
  for (const day of counted)
    if (day.until < night)
      for (const cohort of await store.reports.ofDay(day)) await store.reports.leaveOut(cohort);
}

/** What there is to see, on the first night from the day on that the campaign had fixed to decide on. */
async function decision(
  store: CountingStore,
  { campaign, version }: VersionKey,
  { treated, heldOut, variants }: Pick<CampaignSums, 'treated' | 'heldOut' | 'variants'>,
  night: PlainDate,
): Promise<CountedCampaign['decided']> {
  const { decideOn } = (await store.campaigns.version(campaign, version)).campaign;
  if (decideOn === undefined || night < decideOn) return undefined;
  const rates = Object.entries(variants).map(([name, arm]) => [name, orderedIn(arm)]);
  return {
    on: night,
    treated: orderedIn(treated),
    heldOut: orderedIn(heldOut),
    ...(rates.length > 0 && { variants: Object.fromEntries(rates) }),
  };
}
