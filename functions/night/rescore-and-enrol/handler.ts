import pMap from 'p-map';
import { sumCapacity } from '../../../shared/night/capacity.ts';
import { countRescored, emptyRescoreTally, sumRescoreTallies } from '../../../shared/night/night.ts';
import type { NightlyProfile } from '../../../shared/night/nightly-profile.ts';
import { isSampled, withoutAddresses } from '../../../shared/night/sampled.ts';
import { emptyProgress, segmentSchema } from '../../../shared/night/segment.ts';
import { addComparison, createGlobalComparison } from '../../../shared/operations/global-comparison.ts';
import { createRescorer } from '../../../shared/operations/rescore.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { RescoredCount } from '../../../shared/store/nights.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp, pagesPerSave } from '../../toolkit/work-time.ts';

const concurrentWrites = 16;

/**
 * Pass 2 over one scan segment. `nightly-rescore` calls it for each segment, and again until it reports that it is
 * done. It saves its progress and continues there; a repeat after the end changes nothing.
 */
export const handler = createEventHandler(
  segmentSchema,
  async ({ date, segment, totalSegments }, context) => {
    // Start from zero: earlier work of this process is not part of this segment.
    store.capacity.take();
    let progress =
      (await store.nights.findRescoring(date, segment)) ?? emptyProgress<RescoredCount>(emptyRescoreTally());
    if (progress.isDone) return { isDone: true };
    let pages = 0;
    let sampled: Profile[] = [];
    let sampledFrom = progress.counted.customers;
    const { customers } = await store.nights.population(date);
    const opaqueIdKey = await store.settings.opaqueIdKey();
    const rescore = await createRescorer(store, date);
    const compare = await createGlobalComparison(store, date);
    for await (const { profiles, next } of store.customers.pagesForNight({
      segment,
      totalSegments,
      from: progress.next,
    })) {
      const tally = sumRescoreTallies([progress.counted]);
      const rescoreOne = async (profile: NightlyProfile): Promise<void> => {
        const { excluded, ...decided } = await rescore(profile);
        countRescored(tally, { ...decided, excluded }, date);
        if (isSampled(profile.customerId, customers))
          sampled.push(withoutAddresses({ ...profile, ...decided }, opaqueIdKey));
      };
      await pMap(profiles, rescoreOne, { concurrency: concurrentWrites });
      const allCampaigns = addComparison(progress.counted.allCampaigns, compare(profiles));
      const capacity = sumCapacity(progress.capacity, store.capacity.take());
      const counted = { ...tally, ...(allCampaigns && { allCampaigns }) };
      progress = { counted, isDone: next === undefined, capacity, ...(next && { next }) };
      pages += 1;
      const isOver = progress.isDone || isTimeUp(context);
      if (isOver || pages % pagesPerSave === 0) {
        // First, and named by where it begins: an attempt that breaks off here is repeated from there.
        await store.samples.keep({ date, segment, from: sampledFrom, profiles: sampled });
        await store.nights.saveRescoring(date, segment, progress);
        sampled = [];
        sampledFrom = progress.counted.customers;
      }
      if (isOver) break;
    }
    return { isDone: progress.isDone };
  },
);
