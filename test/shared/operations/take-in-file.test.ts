import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerId } from '../../../shared/ids.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { type CustomerFacts, takeInFromFile } from '../../../shared/operations/take-in-file.ts';
import type { FactOfCustomer } from '../../../shared/store/activity.ts';
import { newCustomerId } from '../../functions/api/ingest.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { facts } from '../profile/histories.ts';
import { shopZone, updateTimes } from '../profile/materials.ts';
import { newPerson, orderBy } from './known-customer.ts';

let tables: Tables;
let stopIntercepting = () => {};
beforeAll(async () => {
  tables = await startTables({ timeZone: shopZone });
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
  .filter(([{ type }]) => type !== 'suppression' && type !== 'redemption')
  .map(
    ([fact, observedAt, amount]) => (fact.type === 'refund' ? { ...fact, observedAt, amount } : fact) as Fact,
  );

const people = 2;
/** What each of a few people has on file. */
const parts = fc.array(fc.array(fileFacts, { maxLength: 5 }), { minLength: people, maxLength: people });

/** What is known of one person: one history, and the files that come in after it. */
const files = fc.record({
  known: fc.array(fc.array(fileFacts, { maxLength: 3 }), { minLength: people, maxLength: people }),
  files: fc.array(parts, { minLength: 1, maxLength: 2 }),
});

const newPeople = () => Array.from({ length: people }, newCustomerId);
const factsOf = (ids: readonly CustomerId[], part: readonly (readonly Fact[])[]): CustomerFacts[] =>
  ids.map((customerId, place) => ({ customerId, facts: part[place] ?? [] }));
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

async function makeKnown(ids: readonly CustomerId[], known: readonly (readonly Fact[])[]) {
  for (const { customerId, facts } of factsOf(ids, known))
    if (facts.length > 0) await takeInFacts(tables.store, customerId, facts, shopZone);
}

/** What is stored of somebody, but for the id and the number of writes that it took. */
async function stored(customerId: CustomerId) {
  const { version: _, customerId: __, ...profile } = { ...(await tables.store.customers.find(customerId)) };
  return { profile, activity: await tables.store.activity.allOf(customerId) };
}
const allStored = (ids: readonly CustomerId[]) => Promise.all(ids.map(stored));

describe('taking in a file', () => {
  test('gives what taking in each fact by itself gives, whoever is known and however often', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ known, files }) => {
        const [atOnce, oneByOne] = [newPeople(), newPeople()];
        for (const ids of [atOnce, oneByOne]) await makeKnown(ids, known);
        for (const file of files) {
          const results = await takeInFile(factsOf(atOnce, file));
          expect(results).toEqual(await takeInOneByOne(factsOf(oneByOne, file)));
          expect(await allStored(atOnce)).toEqual(await allStored(oneByOne));
        }
      }),
      { numRuns: 8 },
    );
  });

  test('again changes nothing, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (file) => {
        const ids = newPeople();
        await takeInFile(factsOf(ids, file));
        const before = await Promise.all(ids.map((id) => tables.store.customers.find(id)));
        const results = await takeInFile(factsOf(ids, file));
        expect(new Set(results.flat())).toEqual(new Set(results.flat().length === 0 ? [] : ['unchanged']));
        expect(await Promise.all(ids.map((id) => tables.store.customers.find(id)))).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  test('is completed by a repeat after a crash at any command', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat({ max: 14 }), async ({ known, files: [file = []] }, survives) => {
        const [atOnce, oneByOne] = [newPeople(), newPeople()];
        for (const ids of [atOnce, oneByOne]) await makeKnown(ids, known);
        let commands = 0;
        stopIntercepting = tables.intercept(() => {
          if (++commands > survives) throw new Error('power cut');
        });
        await takeInFile(factsOf(atOnce, file)).catch(() => undefined);
        stopIntercepting();
        await takeInFile(factsOf(atOnce, file));
        await takeInOneByOne(factsOf(oneByOne, file));
        expect(await allStored(atOnce)).toEqual(await allStored(oneByOne));
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
    expect(names.filter((name) => name === 'BatchWriteItemCommand')).toHaveLength(4);
    expect(names.filter((name) => name === 'QueryCommand')).toEqual([]);
  });
});
