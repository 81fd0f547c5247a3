import * as z from 'zod';
import { plainDateSchema } from '../../../shared/calendar.ts';
import { mergeMeasurements } from '../../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { store } from '../../toolkit/store.ts';

/** Merges what the segments measured, and fits the population that pass 2 applies. */
export const handler = createEventHandler(z.object({ date: plainDateSchema }), async ({ date }) => {
  const settings = await store.settings.load();
  const measured = await store.nights.allMeasuring(date);
  const population = fitPopulation(mergeMeasurements(measured.map((one) => one.counted)), date, settings);
  await store.nights.savePopulation(population);
  return { customers: population.customers, gaps: population.gaps.source };
});
