import { sumCapacity } from '../../../shared/night/capacity.ts';
import { emptyProgress, segmentSchema } from '../../../shared/night/segment.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp, pagesPerSave } from '../../toolkit/work-time.ts';

/**
 * Pass 1 over one scan segment. `nightly-rescore` calls it for each segment, and again until it reports that it is
 * done. It saves its progress and continues there; a repeat after the end changes nothing.
 */
export const handler = createEventHandler(
  segmentSchema,
  async ({ date, segment, totalSegments }, context) => {
    // Start from zero: earlier work of this process is not part of this segment.
    store.capacity.take();
    let progress = (await store.nights.findMeasuring(date, segment)) ?? emptyProgress(emptyMeasurement());
    if (progress.isDone) return { isDone: true };
    let pages = 0;
    for await (const { profiles, next } of store.customers.pagesOfOrders({
      segment,
      totalSegments,
      from: progress.next,
    })) {
      for (const profile of profiles) measure(progress.counted, profile, date);
      const { counted } = progress;
      const capacity = sumCapacity(progress.capacity, store.capacity.take());
      progress = { counted, isDone: next === undefined, capacity, ...(next && { next }) };
      pages += 1;
      const isOver = progress.isDone || isTimeUp(context);
      if (isOver || pages % pagesPerSave === 0) await store.nights.saveMeasuring(date, segment, progress);
      if (isOver) break;
    }
    return { isDone: progress.isDone };
  },
);
