import { sumCapacity } from '../../../shared/night/capacity.ts';
import { emptyProgress, segmentSchema } from '../../../shared/night/segment.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';
import { isTimeUp } from '../../toolkit/work-time.ts';

/** Pass 1 over one scan segment. Called again until it says that it is done; it knows where it stopped. */
export const handler = createEventHandler(
  segmentSchema,
  async ({ date, segment, totalSegments }, context) => {
    // What other work of this process consumed before is not this segment's.
    store.capacity.take();
    let progress = (await store.nights.measuring(date, segment)) ?? emptyProgress(emptyMeasurement());
    if (progress.isDone) return { isDone: true };
    for await (const { profiles, next } of store.customers.pages({
      segment,
      totalSegments,
      from: progress.next,
    })) {
      for (const profile of profiles) measure(progress.counted, profile, date);
      const { counted } = progress;
      const capacity = sumCapacity(progress.capacity, store.capacity.take());
      progress = { counted, isDone: next === undefined, capacity, ...(next && { next }) };
      if (progress.isDone || isTimeUp(context)) {
        await store.nights.saveMeasuring(date, segment, progress);
        break;
      }
    }
    return { isDone: progress.isDone };
  },
);
