import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createImportSink } from '../../../cli/import-sink.ts';
import { eraseCustomer } from '../../../shared/operations/erase-customer.ts';
import { issueCoupon } from '../../../shared/operations/issue-coupon.ts';
import { suppressRecipient } from '../../../shared/operations/suppress-recipient.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { whyNotReserve } from '../../../shared/recipients/recipient.ts';
import { seededSecrets } from '../../../shared/settings/secrets.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import {
  after,
  before,
  createSurroundings,
  erasedAt,
  newPerson,
  orderBy,
  type Person,
  timeZone,
  tracesOf,
} from './known-customer.ts';

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone });
  await tables.store.settings.opaqueIdKey();
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

const erase = ({ customerId }: Person) =>
  eraseCustomer(tables.store, customerId, erasedAt, createSurroundings().surroundings);

/** Does `work` for a new person each time, with the erasure before each of its commands in turn; the last is after all. */
async function betweenAnyTwoCommands(
  work: (person: Person) => Promise<unknown>,
  prepare: (person: Person) => Promise<unknown> = async () => {},
): Promise<readonly Person[]> {
  const persons: Person[] = [];
  for (let isErasedMeanwhile = true; isErasedMeanwhile; ) {
    const turn = persons.length;
    const person = newPerson();
    persons.push(person);
    await prepare(person);
    let commands = 0;
    isErasedMeanwhile = false;
    stopIntercepting = tables.intercept(async () => {
      if (isErasedMeanwhile || commands++ < turn) return;
      isErasedMeanwhile = true;
      await erase(person);
    });
    await work(person);
    stopIntercepting();
    if (!isErasedMeanwhile) await erase(person);
  }
  expect(persons.length).toBeGreaterThan(2);
  return persons;
}

async function expectNoConsent(address: string): Promise<void> {
  const id = recipientIdFor('email', address, await tables.store.settings.opaqueIdKey());
  const { recipient } = await tables.store.recipients.find(id);
  const { customerId } = newPerson();
  const request = { channel: 'email', message: 'm', customerId, at: after, by: 'attempt' } as const;
  const terms = { requiresConsent: false, ownConsent: undefined, caps: 'none' } as const;
  if (recipient !== undefined) expect(whyNotReserve(recipient, { ...request, ...terms })).toBe('no-consent');
}

const known = (person: Person) =>
  takeInFacts(
    tables.store,
    person.customerId,
    [orderBy({ ...person, email: person.earlierEmail }, 'o1', '2026-10-01T12:00:00Z')],
    timeZone,
  );

describe('an erasure at any moment of', () => {
  test('the first order of a customer leaves nothing behind', async () => {
    const persons = await betweenAnyTwoCommands((person) =>
      takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', before)], timeZone),
    );
    expect(await tracesOf(...persons)).toEqual([]);
    for (const { email } of persons) await expectNoConsent(email);
  });

  test('another order, from an address that nobody knew, leaves nothing behind', async () => {
    const persons = await betweenAnyTwoCommands(
      (person) => takeInFacts(tables.store, person.customerId, [orderBy(person, 'o2', before)], timeZone),
      known,
    );
    expect(await tracesOf(...persons)).toEqual([]);
    for (const { email } of persons) await expectNoConsent(email);
  });

  test('an import leaves nothing behind', async () => {
    const { takeIn } = createImportSink(tables.store, timeZone);
    const persons = await betweenAnyTwoCommands((person) =>
      takeIn([
        {
          customerId: person.customerId,
          facts: [orderBy(person, 'o1', before), orderBy(person, 'o2', before)],
        },
      ]),
    );
    expect(await tracesOf(...persons)).toEqual([]);
    for (const { email } of persons) await expectNoConsent(email);
  });

  test('an unsubscription leaves nothing behind but that', async () => {
    const key = await tables.store.settings.opaqueIdKey();
    const closing = { reason: 'unsubscribed', at: before, source: 'a#1#2026-12-01#0' } as const;
    const persons = await betweenAnyTwoCommands(
      ({ customerId, earlierEmail }) =>
        suppressRecipient(tables.store, recipientIdFor('email', earlierEmail, key), closing, {
          timeZone,
          customers: [customerId],
        }),
      known,
    );
    expect(await tracesOf(...persons)).toEqual([]);
    for (const { earlierEmail } of persons) {
      const { recipient } = await tables.store.recipients.find(recipientIdFor('email', earlierEmail, key));
      expect(recipient?.suppression?.reason).toBe('unsubscribed');
    }
  });

  test('a coupon that is issued leaves nothing behind', async () => {
    const { coupons } = seededSecrets('seed');
    const terms = {
      benefit: { kind: 'percent' as const, percentOff: 10 },
      validForDays: 9,
      issuedAt: before,
      issuedFor: 'a#1#2026-12-01#0',
    };
    const persons = await betweenAnyTwoCommands(({ customerId }) =>
      issueCoupon(tables.store, { ...terms, customerId }, coupons, timeZone),
    );
    expect(await tracesOf(...persons)).toEqual([]);
  });

  test('an order that is placed after it begins a new customer, or is erased as one that was known', async () => {
    const persons = await betweenAnyTwoCommands(
      (person) => takeInFacts(tables.store, person.customerId, [orderBy(person, 'o2', after)], timeZone),
      known,
    );
    let survived = 0;
    for (const { customerId, email, earlierEmail } of persons) {
      const [activity, profile] = await Promise.all([
        tables.store.activity.allOf(customerId),
        tables.store.customers.find(customerId),
      ]);
      expect(profile?.orders?.count).toBe(activity.length === 0 ? undefined : 1);
      expect(profile === undefined).toBe(activity.length === 0);
      expect(JSON.stringify({ activity, profile })).not.toContain(earlierEmail);
      await expectNoConsent(email);
      survived += activity.length;
    }
    expect(survived).toBeGreaterThan(1);
  });
});
