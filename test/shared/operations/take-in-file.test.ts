import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { type CustomerId, customerIdSchema, orderIdSchema } from '../../../shared/ids.ts';
import { closeRecipient } from '../../../shared/operations/change-recipient.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { type CustomerFacts, takeInFromFile } from '../../../shared/operations/take-in-file.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import type { FactOfCustomer } from '../../../shared/store/activity-item.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { readTables, restoreTables } from '../../workflows/support/world.ts';
import { facts } from '../profile/histories.ts';
import { shopZone, updateTimes } from '../profile/materials.ts';
import { newPerson, orderBy } from './known-customer.ts';

let tables: Tables;
let empty: Awaited<ReturnType<typeof readTables>>;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
  await tables.store.settings.secrets();
  empty = await readTables();
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

type Fact = FactOfCustomer['fact'];

/** What a file may say of somebody; a refund may have been seen again with another amount. */
const fileFacts = fc
  .tuple(facts, fc.constantFrom(...updateTimes), fc.integer({ min: 1, max: 2 }))
  .filter(([{ type }]) => !['suppression', 'release', 'redemption', 'coupon'].includes(type))
  .map(
    ([fact, observedAt, amount]) => (fact.type === 'refund' ? { ...fact, observedAt, amount } : fact) as Fact,
  );

/** What each of a few people has on file. */
const parts = fc.array(fc.array(fileFacts, { maxLength: 5 }), { minLength: 2, maxLength: 2 });

/** What is known of one person: one history, and the files that come in after it. */
const files = fc.record({
  known: fc.array(fc.array(fileFacts, { maxLength: 3 }), { minLength: 2, maxLength: 2 }),
  files: fc.array(parts, { minLength: 1, maxLength: 2 }),
});

const ids = ['c1', 'c2'].map((id) => customerIdSchema.parse(id));
/** Whose what is; each person has orders of their own. */
const factsOf = (part: readonly (readonly Fact[])[]): CustomerFacts[] =>
  ids.map((customerId, place) => ({
    customerId,
    facts: (part[place] ?? []).map((fact) => {
      if (fact.type !== 'order') return fact;
      const id = orderIdSchema.parse(`${customerId}-${fact.order.id}`);
      return { ...fact, order: { ...fact.order, id } };
    }),
  }));
const takeInFile = (customers: readonly CustomerFacts[]) => takeInFromFile(tables.store, customers, shopZone);

/** The plain way: each fact by itself, and then the fold. */
async function takeInOneByOne(customers: readonly CustomerFacts[]) {
  const results: string[][] = [];
  for (const { customerId, facts } of customers) {
    const theirs: string[] = [];
    for (const fact of facts) theirs.push(await tables.store.activity.observe(customerId, fact));
    await takeInFacts(tables.store, customerId, [], shopZone);
    results.push(theirs);
  }
  return results;
}

/** Begins with empty tables, but for what is known. */
async function beginWith(known: readonly (readonly Fact[])[]) {
  await restoreTables(empty);
  for (const { customerId, facts } of factsOf(known))
    if (facts.length > 0) await takeInFacts(tables.store, customerId, facts, shopZone);
}

/** What is stored of somebody, but for the id and the number of writes that it took. */
async function stored(customerId: CustomerId) {
  const { version: _, customerId: __, ...profile } = { ...(await tables.store.customers.find(customerId)) };
  return { profile, activity: await tables.store.activity.allOf(customerId) };
}
const allStored = () => Promise.all(ids.map(stored));

describe('taking in a file', () => {
  test('gives what taking in each fact by itself gives, whoever is known and however often', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ known, files }) => {
        await beginWith(known);
        const expected = [];
        for (const file of files)
          expected.push({ results: await takeInOneByOne(factsOf(file)), stored: await allStored() });
        await beginWith(known);
        for (const [turn, file] of files.entries())
          expect({ results: await takeInFile(factsOf(file)), stored: await allStored() }).toEqual(
            expected[turn],
          );
      }),
      { numRuns: 8 },
    );
  });

  test('again changes nothing, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (file) => {
        await beginWith([]);
        await takeInFile(factsOf(file));
        const before = await readTables();
        const results = await takeInFile(factsOf(file));
        expect(new Set(results.flat())).toEqual(new Set(results.flat().length === 0 ? [] : ['unchanged']));
        expect(await readTables()).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  test('is completed by a repeat after a crash at any command', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat({ max: 14 }), async ({ known, files: [file = []] }, survives) => {
        await beginWith(known);
        await takeInOneByOne(factsOf(file));
        const expected = await allStored();
        await beginWith(known);
        let commands = 0;
        stopIntercepting = tables.intercept(() => {
          if (++commands > survives) throw new Error('power cut');
        });
        await takeInFile(factsOf(file)).catch(() => undefined);
        stopIntercepting();
        await takeInFile(factsOf(file));
        expect(await allStored()).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  test('keeps an order that comes in by another door at the same time', async () => {
    let isOver = false;
    for (let turn = 0; !isOver; turn += 1) {
      const person = newPerson();
      const [filed, posted] = [
        orderBy(person, 'o1', '2026-05-01T12:00:00Z'),
        orderBy(person, 'o2', '2026-06-01T12:00:00Z'),
      ];
      let commands = 0;
      isOver = true;
      stopIntercepting = tables.intercept(async () => {
        if (!isOver || commands++ < turn) return;
        isOver = false;
        await takeInFacts(tables.store, person.customerId, [posted], shopZone);
      });
      await takeInFile([{ customerId: person.customerId, facts: [filed] }]);
      stopIntercepting();
      if (isOver) break;
      const profile = await tables.store.customers.find(person.customerId);
      expect(profile?.orders, `before command ${turn}`).toMatchObject({ count: 2 });
    }
  });

  test('keeps the closing of a mailbox that comes in at the same time', async () => {
    const closing = { reason: 'complained', at: instant('2026-06-01T12:00:00Z'), source: 'message' } as const;
    let isOver = false;
    for (let turn = 0; !isOver; turn += 1) {
      const person = newPerson();
      const id = recipientIdFor('email', person.email, await tables.store.settings.opaqueIdKey());
      let commands = 0;
      isOver = true;
      stopIntercepting = tables.intercept(async () => {
        if (!isOver || commands++ < turn) return;
        isOver = false;
        await closeRecipient(tables.store, id, closing);
      });
      await takeInFile([
        { customerId: person.customerId, facts: [orderBy(person, 'o1', '2026-05-01T12:00:00Z')] },
      ]);
      stopIntercepting();
      if (isOver) break;
      const { recipient } = await tables.store.recipients.find(id);
      expect(recipient, `before command ${turn}`).toMatchObject({
        suppression: closing,
        consent: { granted: true },
      });
    }
  });

  test('takes a few requests for many customers', async () => {
    const customers = Array.from({ length: 25 }, () => {
      const person = newPerson();
      const days = ['01', '02', '03', '04'];
      return {
        customerId: person.customerId,
        facts: days.map((day) => orderBy({ ...person }, `o${day}`, `2026-05-${day}T12:00:00Z`)),
      };
    });
    const names: string[] = [];
    stopIntercepting = tables.intercept(({ name }) => void names.push(name));
    await takeInFile(customers);
    expect(names.filter((name) => name === 'BatchWriteItemCommand')).toHaveLength(8);
    expect(names.filter((name) => name === 'QueryCommand')).toEqual([]);
    // Neither a profile nor a mailbox is read by itself.
    expect(names.filter((name) => name === 'GetItemCommand')).toEqual([]);
  });
});
