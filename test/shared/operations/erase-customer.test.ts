import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { eraseAgain, eraseCustomer } from '../../../shared/operations/erase-customer.ts';
import { exportCustomer } from '../../../shared/operations/export-customer.ts';
import { createReservation } from '../../../shared/operations/reserve.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { readTables, restoreTables } from '../../workflows/support/world.ts';
import {
  after,
  before,
  createSurroundings,
  erasedAt,
  makeBarelyKnown,
  makeKnown,
  newPerson,
  orderBy,
  type Person,
  taskFor,
  timeZone,
  tracesOf,
} from './known-customer.ts';

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const erase = (person: Person, at = erasedAt, { surroundings } = createSurroundings()) =>
  eraseCustomer(tables.store, person.customerId, at, surroundings);
const mailboxOf = async (email: string) => {
  const id = recipientIdFor('email', email, await tables.store.settings.opaqueIdKey());
  return (await tables.store.recipients.find(id)).recipient;
};
const isWrite = (name: string) => /^(Put|Update|Delete|BatchWrite)/.test(name);

describe('erasing a customer', () => {
  test('leaves nothing that says who it was, in any table', async () => {
    const person = newPerson();
    await makeKnown(tables.store, person);
    expect((await tracesOf(person)).length).toBeGreaterThan(8);
    const result = await erase(person);
    expect(await tracesOf(person)).toEqual([]);
    expect(result).toMatchObject({ enrolments: 1, callbacksEnded: 1 });
    expect(result.erasure.recipients).toHaveLength(4);
  });

  test('leaves nothing to export', async () => {
    const person = newPerson();
    await makeKnown(tables.store, person);
    await erase(person);
    expect(await exportCustomer(tables.store, person.customerId)).toEqual({
      customerId: person.customerId,
      profile: undefined,
      activity: [],
      coupons: [],
      enrolments: [],
      refusedEntries: [],
      calls: [],
      recipients: [],
    });
  });

  test('ends the call that staff were to make, and deletes the mail to each address there ever was', async () => {
    const person = newPerson();
    const { enrolment } = await makeKnown(tables.store, person);
    const around = createSurroundings();
    await erase(person, erasedAt, around);
    expect(around.ended).toEqual([taskFor(person, enrolment).taskId]);
    expect(around.forgotten.toSorted()).toEqual(
      [person.email, person.earlierEmail, `bounced.${person.earlierEmail}`]
        .map((one) => one.toLowerCase())
        .sort(),
    );
  });

  test('takes what is dated ahead of our clock as well, since a shop may send local time', async () => {
    const person = newPerson();
    await takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', after)], timeZone);
    await erase(person);
    expect(await tracesOf(person)).toEqual([]);
    const [again] = await takeInFacts(
      tables.store,
      person.customerId,
      [orderBy(person, 'o1', after)],
      timeZone,
    );
    expect(again).toBe('erased');
  });

  test('can be done again, then and later', async () => {
    const person = newPerson();
    await makeKnown(tables.store, person);
    const { erasure } = await erase(person);
    expect((await erase(person, instant('2026-11-30T00:00:00Z'))).erasure).toEqual(erasure);
    expect((await erase(person, after)).erasure).toEqual({ ...erasure, at: after });
    expect(await tracesOf(person)).toEqual([]);
  });

  test('is completed by a repeat after a crash at any write', async () => {
    const persons: Person[] = [];
    for (let isOver = false; !isOver; ) {
      const survives = persons.length;
      const person = newPerson();
      persons.push(person);
      await makeBarelyKnown(tables.store, person);
      let writes = 0;
      stopIntercepting = tables.intercept(({ name }) => {
        if (isWrite(name) && ++writes > survives) throw new Error('power cut');
      });
      const around = createSurroundings();
      isOver = await erase(person, erasedAt, around).then(
        () => true,
        () => false,
      );
      stopIntercepting();
      await erase(person, erasedAt, around);
      expect(around.ended, `after ${survives} writes`).not.toEqual([]);
      expect(around.forgotten, `after ${survives} writes`).toContain(person.earlierEmail);
      expect((await mailboxOf(person.earlierEmail))?.erasedAt).toBe(erasedAt);
    }
    expect(persons.length).toBeGreaterThan(7);
    expect(await tracesOf(...persons)).toEqual([]);
  });
});

describe('others who use the mailbox of somebody who was erased', () => {
  test('are still known to it, with the messages that they got', async () => {
    const person = newPerson();
    const other = { ...newPerson(), email: person.email };
    await makeKnown(tables.store, person);
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'b1', before)], timeZone);
    const id = recipientIdFor('email', person.email, await tables.store.settings.opaqueIdKey());
    const reserved = { channel: 'email', customerId: other.customerId, at: before, by: 'attempt' } as const;
    await createReservation(tables.store, id, {
      ...reserved,
      message: 'b#1#2026-12-02#0',
      requiresConsent: false,
      ownConsent: true,
      caps: { email: [], phone: [], all: [], timeZone },
    }).reserve();
    await erase(person);
    expect(await mailboxOf(person.email)).toEqual({
      id,
      erasedAt,
      customers: [other.customerId],
      messages: { 'b#1#2026-12-02#0': reserved },
    });
    expect(await tracesOf({ ...person, email: person.earlierEmail })).toEqual([]);
  });

  test('do not get the time of a later erasure set back by an earlier one', async () => {
    const person = newPerson();
    const other = { ...newPerson(), email: person.email };
    for (const one of [person, other])
      await takeInFacts(tables.store, one.customerId, [orderBy(one, 'o1', '2026-10-01T12:00:00Z')], timeZone);
    await erase(person, erasedAt);
    await erase(other, before);
    expect((await mailboxOf(person.email))?.erasedAt).toBe(erasedAt);
  });
});

describe('erasing again in tables that were restored', () => {
  test('finds everybody who is on the list, and leaves others alone', async () => {
    const [person, other] = [newPerson(), newPerson()];
    await makeKnown(tables.store, person);
    await makeKnown(tables.store, other);
    const backup = await readTables();
    const { erasure } = await erase(person);
    await restoreTables(backup);
    expect((await tracesOf(person)).length).toBeGreaterThan(8);
    const around = createSurroundings();
    const unknown = { ...erasure, ref: `${erasure.ref.slice(0, -1)}_` as typeof erasure.ref, recipients: [] };
    expect(await eraseAgain(tables.store, [unknown, erasure], around.surroundings)).toBe(1);
    expect(await tracesOf(person)).toEqual([]);
    expect(around.ended).toHaveLength(1);
    expect((await tracesOf(other)).length).toBeGreaterThan(8);
    expect(await tables.store.erasures.all()).toContainEqual(erasure);
  });

  test('leaves alone what has happened since, consent and coupons too', async () => {
    const person = newPerson();
    await makeKnown(tables.store, person);
    const { erasure } = await erase(person);
    const optIn = {
      type: 'consent',
      id: 'n1',
      at: after,
      updatedAt: after,
      channel: 'email',
      granted: true,
    } as const;
    const facts = [
      orderBy(person, 'o3', after),
      { ...optIn, source: 'double-opt-in', customer: { id: person.customerId } } as const,
    ];
    const coupon = {
      code: 'AAAA-BBBB-CCCC',
      customerId: customerIdSchema.parse(person.customerId),
      benefit: { kind: 'percent', percentOff: 5 },
      issuedAt: after,
      expiresOn: '2026-12-31',
      issuedFor: 'a#1#2026-12-10#0',
    } as Parameters<typeof tables.store.coupons.issue>[0];
    await tables.store.coupons.issue(coupon);
    await takeInFacts(tables.store, person.customerId, facts, timeZone);
    const known = await exportCustomer(tables.store, person.customerId);
    await eraseAgain(tables.store, [erasure], createSurroundings().surroundings);
    const { profile, ...rest } = await exportCustomer(tables.store, person.customerId);
    const { profile: profileBefore, ...before } = known;
    expect(rest).toEqual(before);
    expect(before.coupons).toHaveLength(1);
    expect(profile).toMatchObject({ consents: { email: true, phone: false }, orders: { count: 1 } });
    expect(profile?.foldedFrom).toBe(profileBefore?.foldedFrom);
  });

  test('does not set back the time of an erasure that came later', async () => {
    const person = newPerson();
    await makeKnown(tables.store, person);
    const { erasure } = await erase(person);
    const later = await erase(person, after);
    await eraseAgain(tables.store, [erasure], createSurroundings().surroundings);
    expect(await tables.store.erasures.find(erasure.ref)).toEqual(later.erasure);
  });
});
