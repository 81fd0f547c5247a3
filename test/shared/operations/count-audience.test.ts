import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { countAudiences } from '../../../shared/operations/count-audience.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { campaignOf, today } from '../campaigns/campaigns.ts';
import { fittedPopulation, populationOf } from '../scoring/populations.ts';
import { closedNight } from './closed-night.ts';
import { newPerson, orderBy, type Person, timeZone } from './known-customer.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
afterAll(() => tables.close());

const byEmail = campaignOf({ steps: [{ after: '0d', email: { template: 'hello' } }] });
const byPhone = campaignOf({ steps: [{ after: '0d', callback: { script: 'hello', within: '8h' } }] });
const count = () => countAudiences(tables.store, [byEmail, byPhone], today);

test('an audience is counted in customers, and whom it reaches in mailboxes or phones', async () => {
  expect(await count()).toBeUndefined();
  await tables.store.nights.savePopulation(populationOf());
  const ann = newPerson();
  const known: Person[] = [
    ann,
    // The same mailbox, and another phone.
    { ...newPerson(), email: ann.email.toUpperCase() },
    // The same phone, written in another way, and another mailbox.
    { ...newPerson(), phone: ann.phone.replace('+', '00').replaceAll(' ', '') },
    newPerson(),
  ];
  for (const person of known)
    await takeInFacts(
      tables.store,
      person.customerId,
      [orderBy(person, 'o1', '2026-11-01T12:00:00Z')],
      timeZone,
    );
  const all = {
    customers: 4,
    inAudience: 4,
    entering: 4,
    joinedInWeek: 0,
    withAddress: 4,
    withConsent: 4,
    notSuppressed: 4,
    notCapped: 4,
  };
  expect(await count()).toEqual([
    { ...all, channel: 'email', reachable: 3 },
    { ...all, channel: 'phone', reachable: 3 },
  ]);
  const unsubscribed = {
    type: 'suppression',
    id: 'u',
    at: orderBy(ann, 'o1', '2026-11-02T12:00:00Z').order.placedAt,
    channel: 'email',
    reason: 'unsubscribed',
  } as const;
  const last = known[3]?.customerId ?? ann.customerId;
  await takeInFacts(tables.store, last, [unsubscribed], timeZone);
  expect(await count()).toEqual([
    { ...all, channel: 'email', notSuppressed: 3, notCapped: 3, reachable: 2 },
    { ...all, channel: 'phone', reachable: 3 },
  ]);
});

test('what may be found is planned from those who joined within the week, and their forecasts', async () => {
  const welcome = campaignOf({
    audience: { lifecycle: ['first-time', 'silent'] },
    goal: { event: 'order', within: '30d' },
  });
  const weekly = campaignOf({
    audience: { lifecycle: ['first-time', 'silent'] },
    goal: { event: 'order', within: '7d' },
  });
  const [counted] = (await countAudiences(tables.store, [welcome], today)) ?? [];
  expect(counted).toMatchObject({ entering: 4, joinedInWeek: 0 });
  expect(counted?.baseRate).toBeUndefined();

  await tables.store.nights.open(closedNight(addDays(today, -7)));
  await tables.store.nights.savePopulation(fittedPopulation());
  const [later, sooner] = (await countAudiences(tables.store, [welcome, weekly], today)) ?? [];
  expect(later).toMatchObject({ entering: 4, joinedInWeek: 0 });
  expect(later?.baseRate).toBeGreaterThan(sooner?.baseRate ?? 1);
  expect(sooner?.baseRate).toBeGreaterThan(0);

  const newcomer = newPerson();
  const order = orderBy(newcomer, 'o1', `${addDays(today, -3)}T12:00:00Z`);
  await takeInFacts(tables.store, newcomer.customerId, [order], timeZone);
  const [joined] = (await countAudiences(tables.store, [welcome], today)) ?? [];
  expect(joined).toMatchObject({ entering: 5, joinedInWeek: 1 });
});

test('nothing is forecast for an audience of whom hardly anybody has ordered', async () => {
  const prospects = campaignOf({ audience: { lifecycle: ['prospect'] } });
  const visitor = newPerson();
  const looked = interactionSchema.parse({
    type: 'browse',
    id: 'b1',
    at: `${today}T08:00:00Z`,
    customer: { id: visitor.customerId },
  });
  await takeInFacts(tables.store, visitor.customerId, [looked], timeZone);
  const [counted] = (await countAudiences(tables.store, [prospects], today)) ?? [];
  expect(counted).toMatchObject({ entering: 1 });
  expect(counted?.baseRate).toBeUndefined();
});

test('who enters is counted by what begins the campaign', async () => {
  const carts = newPerson();
  const [lately, longAgo] = [addDays(today, -3), addDays(today, -60)];
  const fact = ({ customerId }: Person, type: string, on: string, id: string, more = {}) =>
    interactionSchema.parse({ type, id, at: `${on}T08:00:00Z`, customer: { id: customerId }, ...more });
  const bought = newPerson();
  const once = newPerson();
  const known = async (person: Person, ...facts: Parameters<typeof takeInFacts>[2]) =>
    takeInFacts(tables.store, person.customerId, facts, timeZone);
  await known(carts, fact(carts, 'cart', longAgo, 'k1'), fact(carts, 'cart', lately, 'k2'));
  await known(bought, fact(bought, 'cart', lately, 'k3'), orderBy(bought, 'o1', `${today}T07:00:00Z`));
  await known(once, fact(once, 'cart', longAgo, 'k4'));
  const birthday = plainDate(`1980${addDays(today, 7).slice(4)}`);
  await known(newPerson());
  const born = newPerson();
  const order = orderBy(born, 'o1', `${longAgo}T07:00:00Z`);
  const contact = { ...order.order.customer, birthday };
  await known(born, { ...order, order: { ...order.order, customer: contact } });

  const triggers = [
    { event: 'cart' },
    { event: 'custom', name: 'quiz' },
    { date: 'birthday' },
    { date: 'birthday', days: -8 },
    { broadcast: addDays(today, 2) },
    { broadcast: today },
  ] as const;
  const versions = triggers.map((trigger) => campaignOf({ trigger }));
  const counts = (await countAudiences(tables.store, versions, today)) ?? [];
  const [everybody] = (await countAudiences(tables.store, [campaignOf()], today)) ?? [];
  const entering = everybody?.entering;
  expect(counts[0]).toMatchObject({ entering, withinDays: 1 });
  expect(counts[1]).toMatchObject({ entering });
  expect(counts[1]?.withinDays).toBeUndefined();
  expect(counts[2]).toMatchObject({ entering: 1, withinDays: 1 });
  // Eight days before the birthday was yesterday: the next one is in a year.
  expect(counts[3]).toMatchObject({ entering: 1, withinDays: 0 });
  expect(counts[4]).toMatchObject({ entering, joinedInWeek: 0 });
  expect(counts[5]).toMatchObject({ entering: 0, withConsent: 0 });
});
