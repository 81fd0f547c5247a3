import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, instant } from '../../../shared/calendar.ts';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import { withoutAddresses } from '../../../shared/night/sampled.ts';
import { countSampled } from '../../../shared/operations/count-sampled.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
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
const count = (audience: object) => countSampled(tables.store, audienceSchema.parse(audience), 'email', now);

test('an audience is counted among those whom the night drew, and those who are still there say why they are in it', async () => {
  expect(await count({})).toBeUndefined();
  const people = [newPerson(), newPerson(), newPerson()];
  const order = (index: number) => orderBy(people[index] ?? newPerson(), `o${index}`, '2026-11-01T12:00:00Z');
  for (const [index, { customerId }] of people.entries())
    await takeInFacts(tables.store, customerId, [order(index)], timeZone);
  await tables.store.nights.savePopulation({ ...populationOf(), asOf: yesterday });
  await tables.store.nights.open(closedNight(yesterday, 300));
  expect(await count({})).toBeUndefined();

  const [ann, bob] = people.map(({ customerId }) => customerId);
  const known = await tables.store.customers.findAll([ann, bob].flatMap((id) => id ?? []));
  const profiles = [...known.values()].map((profile) => withoutAddresses(profile, 'key'));
  const gone = { ...profiles[0], customerId: newPerson().customerId } as Profile;
  for (const from of [0, 0, 5])
    await tables.store.samples.keep({ date: yesterday, segment: 0, from, profiles: [gone, ...profiles] });
  const counted = await count({ orders: { atLeast: 1 } });
  expect(counted).toMatchObject({
    night: yesterday,
    customers: 300,
    sampled: 3,
    inAudience: 3,
    withAddress: 3,
    reachable: 2,
  });
  expect(counted?.examples.map(({ customer }) => customer.customerId).sort()).toEqual([ann, bob].sort());
  expect(counted?.examples[0]?.reason).toMatchObject({ condition: 'orders', holds: true });
  expect(await count({ orders: { atLeast: 2 } })).toMatchObject({ sampled: 3, inAudience: 0, examples: [] });
});
