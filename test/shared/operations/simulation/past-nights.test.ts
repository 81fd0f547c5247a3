import { expect, test } from 'vitest';
import { addDays, plainDate } from '../../../../shared/calendar.ts';
import { createPastMeasurer, nightsFrom } from '../../../../shared/operations/simulation/past-nights.ts';
import { historyOf } from '../../../../shared/operations/simulation/unfolding.ts';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { fittedPopulation, model } from '../../scoring/populations.ts';
import { newPerson, orderBy } from '../known-customer.ts';

const first = plainDate('2026-01-01');

test('simulated nights go on with the kind of model that the shop’s night before them had', () => {
  const nights = nightsFrom(addDays(first, 100), addDays(first, 101), 'UTC');
  const measurer = createPastMeasurer(nights, 'UTC');
  for (let number = 0; number < 60; number += 1) {
    const person = newPerson();
    const orders = [number % 20, 25 + (number % 17), 60 + (number % 23)].map((day, place) =>
      orderBy(person, `o${place}`, `${addDays(first, day)}T12:00:00Z`),
    );
    measurer.add(historyOf(person.customerId, orders));
  }
  const kinds = (kind?: 'mbg-cnbd-2') => {
    const earlier = kind && fittedPopulation({ model: { fitted: true, model: { ...model, kind } } });
    return [...measurer.populations(defaultSettings, earlier)].map((one) =>
      one.model.fitted ? one.model.model.kind : one.model.reason,
    );
  };
  expect(kinds('mbg-cnbd-2')).toEqual(['mbg-cnbd-2', 'mbg-cnbd-2']);
  expect(kinds()).toEqual(['mbg-nbd', 'mbg-nbd']);
});
