import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, instant } from '../../../shared/calendar.ts';
import { effectOfSettings } from '../../../shared/operations/effect-of-settings.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { classify } from '../../../shared/scoring/classify.ts';
import { isMeasuredBy, withThresholds } from '../../../shared/scoring/other-thresholds.ts';
import { defaultSettings, type Settings, settingsSchema } from '../../../shared/settings/settings.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { today } from '../campaigns/campaigns.ts';
import { populationOf } from '../scoring/populations.ts';
import { closedNight } from './closed-night.ts';
import { newPerson, orderBy, timeZone } from './known-customer.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
afterAll(() => tables.close());

const yesterday = addDays(today, -1);
const now = instant(`${today}T10:00:00Z`);
const settingsWith = (some: object): Settings =>
  settingsSchema.parse({ ...defaultSettings, timeZone, ...some });
const effect = (some: object) => effectOfSettings(tables.store, settingsWith(some), now);

test('who would change class by other thresholds is counted in the sample of the night', async () => {
  expect(await effect({})).toBeUndefined();
  const population = { ...populationOf(), asOf: yesterday };
  const people = [newPerson(), newPerson(), newPerson()];
  const profiles: Profile[] = [];
  for (const [index, { customerId }] of people.entries()) {
    await takeInFacts(
      tables.store,
      customerId,
      [orderBy(people[index] ?? newPerson(), `o${index}`, '2026-11-01T12:00:00Z')],
      timeZone,
    );
    const profile = await tables.store.customers.find(customerId);
    if (profile === undefined) throw new Error('the customer was taken in');
    profiles.push({ ...profile, classes: classify(profile, population, yesterday) });
  }
  await tables.store.nights.savePopulation(population);
  await tables.store.nights.open(closedNight(yesterday, 300));
  await tables.store.samples.keep({ date: yesterday, segment: 0, from: 0, profiles });

  expect(await effect({})).toMatchObject({ customers: 300, sampled: 3, changed: 0, moves: [] });
  const spent = profiles[0]?.orders?.spent ?? 0;
  expect(spent).toBeGreaterThan(0);
  const lower = await effect({ tiers: { silver: spent, gold: spent + 1, platinum: spent + 2 } });
  expect(lower).toMatchObject({
    changed: 3,
    moves: [{ kind: 'tier', from: 'bronze', to: 'silver', sampled: 3 }],
  });
  const discounted = await effect({ traits: { ordersNeeded: 1, discountedShare: 0 } });
  expect(discounted?.moves).toEqual([
    { kind: 'type', from: 'new', to: 'discount-driven', sampled: 3 },
    { kind: 'trait', to: 'discount-driven', sampled: 3 },
  ]);

  // By thresholds that they are silver by, a higher one takes it only when the days of grace are over.
  const silver = settingsWith({ tiers: { silver: spent, gold: spent + 1, platinum: spent + 2 } });
  await tables.store.settings.save(silver);
  const asSilver = withThresholds(population, silver);
  const classified = profiles.map((one) => ({ ...one, classes: classify(one, asSilver, yesterday) }));
  await tables.store.samples.keep({ date: yesterday, segment: 0, from: 0, profiles: classified });
  expect(await effect({ tiers: { silver: spent + 1, gold: spent + 2, platinum: spent + 3 } })).toMatchObject({
    moves: [{ kind: 'tier-later', from: 'silver', to: 'bronze', sampled: 3 }],
  });
  expect(
    await effect({ tiers: { silver: spent + 1, gold: spent + 2, platinum: spent + 3, graceDays: 0 } }),
  ).toMatchObject({ moves: [{ kind: 'tier', from: 'silver', to: 'bronze', sampled: 3 }] });
});

test('what a night measures by stays as it was measured, and is said to be known only later', () => {
  const population = populationOf();
  const { lifecycle, value } = defaultSettings;
  const other = withThresholds(
    population,
    settingsWith({
      value: { ...value, months: 6 },
      lifecycle: { ...lifecycle, horizonDays: 30, lostBelow: 0.4 },
    }),
  );
  expect(other.settings.value).toEqual(population.settings.value);
  expect(other.settings.lifecycle).toEqual({ ...population.settings.lifecycle, lostBelow: 0.4 });
  expect(['value.months', 'lifecycle.horizonDays', 'season'].every(isMeasuredBy)).toBe(true);
  expect(['lifecycle.lostBelow', 'tiers.silver', 'rfm.highFrom', 'values'].some(isMeasuredBy)).toBe(false);
});
