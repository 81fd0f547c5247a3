import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { mergeMeasurements } from '../../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/**
 * Called by `nightly-rescore` once all segments are measured: merges their measurements and fits the population that
 * pass 2 applies. A repeat fits the same population again.
 */
export const handler = createEventHandler(z.object({ date: plainDateSchema }), async ({ date }) => {
  const settings = await store.settings.load();
  const before = await store.nights.latestPopulation(date);
  const segments = await store.nights.allMeasuring(date);
  const measured = mergeMeasurements(segments.map(({ counted }) => counted));
  const kindBefore = before?.model.fitted ? before.model.model.kind : undefined;
  const population = fitPopulation(measured, date, settings, kindBefore);
  await store.nights.savePopulation(population);
  return { customers: population.customers, gaps: population.gaps.source };
});
