import { afterAll, beforeAll, expect, test } from 'vitest';
import { countAudiences } from '../../../shared/operations/count-audience.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { campaignOf, today } from '../campaigns/campaigns.ts';
import { populationOf } from '../scoring/populations.ts';
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
  const all = { customers: 4, inAudience: 4, entering: 4 };
  expect(await count()).toEqual([
    { ...all, reachable: 3 },
    { ...all, reachable: 3 },
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
    { ...all, reachable: 2 },
    { ...all, reachable: 3 },
  ]);
});
