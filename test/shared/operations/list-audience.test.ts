import { afterAll, beforeAll, expect, test } from 'vitest';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import { openClassifiedCustomers } from '../../../shared/operations/classified-customers.ts';
import { countAudiences } from '../../../shared/operations/count-audience.ts';
import { listAudience } from '../../../shared/operations/list-audience.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { SuppressionActivity } from '../../../shared/profile/activity.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { campaignOf, today } from '../campaigns/campaigns.ts';
import { populationOf } from '../scoring/populations.ts';
import { before, newPerson, orderBy, type Person, timeZone } from './known-customer.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables({ timeZone });
  await tables.store.nights.savePopulation(populationOf());
});
afterAll(() => tables.close());

/** @param more replaces what the person's order says */
function takeIn(person: Person, more: object = {}) {
  const { order } = orderBy(person, 'o1', '2026-11-01T12:00:00Z');
  const changed = orderSchema.parse({ ...order, ...more });
  return takeInFacts(tables.store, person.customerId, [{ type: 'order', order: changed }], timeZone);
}

const unsubscribed: SuppressionActivity = {
  type: 'suppression',
  id: 'u',
  at: before,
  channel: 'email',
  reason: 'unsubscribed',
};

const ann = newPerson();
const bob = newPerson();
// Ann's mailbox under another id.
const anna = { ...newPerson(), email: ann.email.toUpperCase() };
const carol = newPerson();

test('what a mailbox says counts for everybody who uses it, and every stage is within the one before', async () => {
  for (const person of [ann, anna, bob, carol]) await takeIn(person);
  await takeInFacts(tables.store, bob.customerId, [unsubscribed], timeZone);
  const key = await tables.store.settings.opaqueIdKey();
  const id = recipientIdFor('email', ann.email, key);
  const { recipient, version } = await tables.store.recipients.find(id);
  const suppression = { reason: 'complained', at: before, source: 'message' } as const;
  await tables.store.recipients.save(
    { ...(recipient ?? { id, customers: [], messages: {} }), suppression },
    version,
  );
  const customerOf = ({ customerId, phone }: Person, more: object) => ({
    customer: { id: customerId, phone, ...more },
  });
  const [withoutMail, refusing] = [newPerson(), newPerson()];
  await takeIn(withoutMail, customerOf(withoutMail, {}));
  await takeIn(refusing, customerOf(refusing, { email: refusing.email, consents: { email: false } }));
  const [byMail] = (await countAudiences(tables.store, [campaignOf()], today)) ?? [];
  expect(byMail).toMatchObject({
    customers: 6,
    inAudience: 6,
    entering: 6,
    withAddress: 5,
    withConsent: 4,
    notSuppressed: 1,
    notCapped: 1,
    reachable: 1,
    channel: 'email',
  });
});

test('an audience is listed with how far each of its members is reached', async () => {
  const all = await openClassifiedCustomers(tables.store, today);
  if (all === undefined) throw new Error('no night has run');
  const audience = audienceSchema.parse({ orders: { atLeast: 1 }, not: { suppressed: 'unsubscribed' } });
  const stages: Record<string, string> = {};
  let scanned = 0;
  for await (const { customer, reach } of listAudience(tables.store, all, audience, today, (customers) => {
    scanned += customers;
  }))
    stages[customer.customerId] = `${reach.email.stage} ${reach.phone.stage}`;
  expect(scanned).toBe(6);
  expect(Object.keys(stages)).toHaveLength(5);
  expect(stages[ann.customerId]).toBe('suppressed reachable');
  expect(stages[bob.customerId]).toBeUndefined();
});
