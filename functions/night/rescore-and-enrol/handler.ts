import pMap from 'p-map';
import type { CustomerId } from '../../../shared/ids.ts';
import { sumCapacity } from '../../../shared/night/capacity.ts';
import { countRescored, emptyRescoreTally, sumRescoreTallies } from '../../../shared/night/night.ts';
import { isSampled } from '../../../shared/night/sampled.ts';
import { emptyProgress, segmentSchema } from '../../../shared/night/segment.ts';
import { addComparison, createGlobalComparison } from '../../../shared/operations/global-comparison.ts';
import { createRescorer } from '../../../shared/operations/rescore.ts';
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
    let sampled: CustomerId[] = [];
    let sampledFrom = progress.counted.customers;
    const { customers } = await store.nights.population(date);
    const rescore = await createRescorer(store, date);
    const compare = await createGlobalComparison(store, date);
    for await (const { profiles, next } of store.customers.pages({
      segment,
      totalSegments,
      from: progress.next,
    })) {
      const tally = sumRescoreTallies([progress.counted]);
      await pMap(profiles, async (profile) => countRescored(tally, await rescore(profile), date), {
        concurrency: concurrentWrites,
      });
      sampled.push(...profiles.map(({ customerId }) => customerId).filter((id) => isSampled(id, customers)));
      const allCampaigns = addComparison(progress.counted.allCampaigns, compare(profiles));
      const capacity = sumCapacity(progress.capacity, store.capacity.take());
      const counted = { ...tally, ...(allCampaigns && { allCampaigns }) };
      progress = { counted, isDone: next === undefined, capacity, ...(next && { next }) };
      pages += 1;
      const isOver = progress.isDone || isTimeUp(context);
      if (isOver || pages % pagesPerSave === 0) {
        // First, and named by where it begins: an attempt that breaks off here is repeated from there.
        await store.samples.keep({ date, segment, from: sampledFrom, customerIds: sampled });
        await store.nights.saveRescoring(date, segment, progress);
        sampled = [];
        sampledFrom = progress.counted.customers;
      }
      if (isOver) break;
    }
    return { isDone: progress.isDone };
  },
);
