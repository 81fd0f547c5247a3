import { addDays, type Instant, instantOfLocal, type PlainDate } from '../../calendar.ts';
import { nightBeginsAtTime } from '../../night-begins.ts';
import { emptyMeasurement, type Measurement, measure } from '../../scoring/measurement.ts';
import { fitPopulation, type Population, type PopulationSettings } from '../../scoring/population.ts';
import { type CustomerHistory, takeUntil, unfold } from './unfolding.ts';

/** A night of the past, as it would have been. */
export interface PastNight {
  readonly date: PlainDate;
  readonly begins: Instant;
}

/** The nights of some days, both included. */
export function nightsFrom(first: PlainDate, last: PlainDate, timeZone: string): readonly PastNight[] {
  const nights: PastNight[] = [];
  for (let date = first; date <= last; date = addDays(date, 1))
    nights.push({ date, begins: instantOfLocal(`${date}T${nightBeginsAtTime}`, timeZone) });
  return nights;
}

/** Measures customers as each night would have, one customer after the other. */
export function createPastMeasurer(nights: readonly PastNight[], timeZone: string) {
  const measurements: readonly Measurement[] = nights.map(emptyMeasurement);
  return {
    add(history: CustomerHistory): void {
      const unfolding = unfold(history, timeZone);
      for (const [index, { date, begins }] of nights.entries()) {
        takeUntil(unfolding, begins);
        const facts = unfolding.facts();
        const measurement = measurements[index];
        if (facts === undefined || measurement === undefined) continue;
        const { orders } = facts;
        measure(measurement, { customerId: history.customerId, ...(orders && { orders }) }, date);
      }
    },
    /**
     * Fits the population of each night, one after the other, since a night keeps the kind of model of the one before.
     *
     * @param earlier that of the night before the first; undefined where the shop had run none
     */
    *populations(settings: PopulationSettings, earlier?: Population): Generator<Population> {
      let before = earlier;
      for (const [index, { date }] of nights.entries()) {
        const kind = before?.model.fitted ? before.model.model.kind : undefined;
        before = fitPopulation(measurements[index] ?? emptyMeasurement(), date, settings, kind);
        yield before;
      }
    },
  };
}
