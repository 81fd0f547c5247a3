import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, instant } from '../../../shared/calendar.ts';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { withoutAddresses } from '../../../shared/night/sampled.ts';
import { countSampled, findSampledReader } from '../../../shared/operations/count-sampled.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { OrderActivity } from '../../../shared/profile/activity.ts';
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
  expect(await findSampledReader(tables.store, {}, now)).toBe('no-night');
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

let drawn = 0;
/** Has the night draw a customer of two orders, who is as they were then unless they have gone meanwhile. */
async function draw(contact: object, { isGone = false } = {}): Promise<CustomerId> {
  const person = newPerson();
  const facts = ['o1', 'o2'].map((id): OrderActivity => {
    const { order } = orderBy(person, id, '2026-11-01T12:00:00Z');
    const customer = { id: person.customerId, ...contact };
    return { type: 'order', order: orderSchema.parse({ ...order, customer }) };
  });
  await takeInFacts(tables.store, person.customerId, facts, timeZone);
  const profile = await tables.store.customers.find(person.customerId);
  if (profile === undefined) throw new Error('the customer was just taken in');
  if (isGone) await tables.store.customers.remove(person.customerId);
  drawn += 1;
  const profiles = [withoutAddresses(profile, 'key')];
  await tables.store.samples.keep({ date: yesterday, segment: 1, from: drawn + 100, profiles });
  return person.customerId;
}

test('somebody to show an email for is sought in the whole sample, and not among the first examples alone', async () => {
  const find = () => findSampledReader(tables.store, audienceSchema.parse({ orders: { atLeast: 2 } }), now);
  const found = async () => {
    const reader = await find();
    return typeof reader === 'string' ? reader : reader.customerId;
  };
  for (let place = 0; place < 11; place += 1) await draw({ name: 'Without an address' });
  expect(await found()).toBe('nobody');
  const refusing = await draw({ email: 'no@buyer.example', consents: { email: false } });
  expect(await found()).toBe(refusing);
  for (let place = 0; place < 11; place += 1)
    await draw({ email: `gone${place}@buyer.example`, consents: { email: true } }, { isGone: true });
  expect(await found()).toBe(refusing);
  const reachable = await draw({ email: 'yes@buyer.example', consents: { email: true } });
  expect(await found()).toBe(reachable);
  expect(await find()).toMatchObject({ contact: { email: 'yes@buyer.example' } });
});
