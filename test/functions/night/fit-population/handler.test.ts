import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type PlainDate } from '../../../../shared/calendar.ts';
import { emptyProgress } from '../../../../shared/night/segment.ts';
import { today } from '../../../shared/scoring/arbitraries.ts';
import { fittedPopulation, model } from '../../../shared/scoring/populations.ts';
import { few, measureShop } from '../../../shared/scoring/regular-shop.ts';
import { context, startTables, type Tables } from '../../setup.ts';

let tables: Tables;
let fitNight: (date: PlainDate) => Promise<unknown>;

beforeAll(async () => {
  tables = await startTables({});
  const { handler } = await import('../../../../functions/night/fit-population/handler.ts');
  fitNight = async (date) => {
    await tables.store.nights.saveMeasuring(date, 0, { ...emptyProgress(measureShop(few)), isDone: true });
    return handler({ date }, context);
  };
});
afterAll(() => tables.close());

const modelOn = async (date: PlainDate) => {
  const found = await tables.store.nights.population(date);
  return found.model.fitted ? found.model.model : undefined;
};

test('a night keeps the kind of model of the night before it, where no other predicts better; so does a repeat', async () => {
  const before = fittedPopulation({ model: { fitted: true, model: { ...model, kind: 'mbg-cnbd-2' } } });
  await tables.store.nights.savePopulation({ ...before, asOf: addDays(today, -1) });
  await fitNight(today);
  const first = await modelOn(today);
  expect(first).toMatchObject({ kind: 'mbg-cnbd-2', fittedOn: { date: today } });
  await fitNight(today);
  expect(await modelOn(today)).toEqual(first);
});

test('a night that has none before it begins with orders at random', async () => {
  const earlier = addDays(today, -2);
  await fitNight(earlier);
  expect(await modelOn(earlier)).toMatchObject({ kind: 'mbg-nbd' });
});
