import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEraseCommand } from '../../cli/commands/erase.ts';
import { createExportCommand } from '../../cli/commands/export.ts';
import { createSimulatedClock } from '../../infra/local/clock.ts';
import { type LocalSes, startSes } from '../../infra/local/ses/ses.ts';
import { InvalidInputError, NotFoundError } from '../../shared/errors.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import { startTables, type Tables } from '../functions/setup.ts';
import {
  before,
  formsOf,
  makeKnown,
  newPerson,
  orderBy,
  type Person,
  timeZone,
  tracesOf,
} from '../shared/operations/known-customer.ts';
import { readTables, restoreTables } from '../workflows/support/world.ts';
import { openShopFolder, type ShopFolder } from './shop-folder.ts';

let tables: Tables;
let ses: LocalSes;
let folder: ShopFolder;
let person: Person;
beforeAll(async () => {
  tables = await startTables({ timeZone });
  ses = await startSes({ clock: createSimulatedClock(Date.parse(before)) });
});
beforeEach(async () => {
  folder = await openShopFolder(ses.url);
  person = newPerson();
  await takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', before)], timeZone);
});
afterEach(() => folder.close());
afterAll(async () => {
  await ses.close();
  await tables.close();
});

const erase = (...args: readonly string[]) => folder.run(createEraseCommand(), ...args);
const exportOf = async (idOrEmail: string) => (await folder.run(createExportCommand(), idOrEmail)).out;
const mailTo = (address: string) =>
  fetch(`${ses.url}/v2/email/outbound-emails`, {
    method: 'POST',
    body: JSON.stringify({
      FromEmailAddress: 'shop@shop.example',
      Destination: { ToAddresses: [address] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
    }),
  });

describe('rekindle erase', () => {
  test('erases one customer by id, and the mail to them in the stack that runs', async () => {
    await mailTo(person.email);
    const { out, code } = await erase(person.customerId, '--yes');
    expect(out).toContain(`${person.customerId} is erased.`);
    expect(code).toBe(0);
    expect(await tracesOf(person)).toEqual([]);
    expect(JSON.stringify(ses.messages()).toLowerCase()).not.toContain(person.email.toLowerCase());
  });

  test('erases everybody with an email address, however it is written', async () => {
    const other = { ...newPerson(), email: person.email.toUpperCase() };
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
    await erase(person.email.toLowerCase(), '--yes');
    expect(await tracesOf(person, other)).toEqual([]);
  });

  test('says who else uses the mailbox, and leaves them', async () => {
    const other = { ...newPerson(), email: person.email };
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
    expect((await erase(person.customerId, '--yes')).out).toContain(other.customerId);
    expect(await tables.store.customers.find(other.customerId)).toBeDefined();
  });

  test('prints what was erased as JSON, a line for each, and nothing else', async () => {
    const { out } = await erase(person.customerId, '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({
      customerId: person.customerId,
      facts: 1,
      enrolments: 0,
      callbacksEnded: 0,
      erasure: { recipients: [expect.any(String), expect.any(String)] },
    });
  });

  test('erases nobody unless it is confirmed, where nobody can be asked', async () => {
    await expect(erase(person.customerId)).rejects.toThrow(InvalidInputError);
    expect(await tables.store.customers.find(person.customerId)).toBeDefined();
  });

  test('knows nobody twice, and needs a name', async () => {
    await erase(person.customerId, '--yes');
    await expect(erase(person.customerId, '--yes')).rejects.toThrow(NotFoundError);
    await expect(erase('--yes')).rejects.toThrow(InvalidInputError);
  });

  test('lists erasures without naming anybody, and applies the list to tables that were restored', async () => {
    const backup = await readTables();
    await erase(person.customerId, '--yes');
    const { out } = await erase('--list');
    for (const form of Object.values(person).flatMap(formsOf)) expect(out.toLowerCase()).not.toContain(form);
    await restoreTables(backup);
    expect(await tracesOf(person)).not.toEqual([]);
    const list = await folder.write('erasures.json', out);
    const { erased, erasures } = JSON.parse((await erase('--again', list, '--json')).out) as Record<
      string,
      number
    >;
    expect({ erased, isAll: erasures === JSON.parse(out).length }).toEqual({ erased: 1, isAll: true });
    expect(await tracesOf(person)).toEqual([]);
  });

  test.each([
    ['no JSON', 'erasures'],
    ['not a list', '{}'],
    ['a list of something else', '[{"ref":"ann@example.com","at":"2026-12-01T00:00:00Z","recipients":[]}]'],
    [
      'a list that says more',
      '[{"ref":"aaaaaaaaaaaaaaaaaaaaaa","at":"2026-12-01T00:00:00Z","recipients":[],"who":"Ann"}]',
    ],
  ])('applies no list that is %s', async (_, content) => {
    const list = await folder.write('erasures.json', content);
    await expect(erase('--again', list)).rejects.toThrow(InvalidInputError);
    await expect(erase('--again', `${folder.path}/none.json`)).rejects.toThrow(NotFoundError);
  });
});

describe('rekindle export', () => {
  test('prints everything that is kept about a customer, and neither secrets nor others', async () => {
    const known = newPerson();
    await makeKnown(tables.store, known);
    const other = { ...newPerson(), email: known.email };
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
    const out = await exportOf(known.customerId);
    const [exported] = JSON.parse(out) as Record<string, readonly unknown[]>[];
    expect(exported).toMatchObject({
      customerId: known.customerId,
      profile: { contact: { email: known.email } },
      coupons: [{ benefit: { kind: 'percent', percentOff: 10 } }],
      enrolments: [{ customerId: known.customerId }],
      calls: [{ script: 'win-back' }],
    });
    expect(exported?.['activity']).toHaveLength(6);
    expect(exported?.['recipients']).toHaveLength(4);
    expect(out).not.toContain(other.customerId);
    expect(out).not.toContain('"token"');
  });

  test('exports everybody with an email address, and knows nobody else', async () => {
    const other = { ...newPerson(), email: person.email };
    await takeInFacts(tables.store, other.customerId, [orderBy(other, 'o1', before)], timeZone);
    const exported = JSON.parse(await exportOf(person.email)) as { customerId: string }[];
    expect(exported.map(({ customerId }) => customerId).sort()).toEqual(
      [person.customerId, other.customerId].sort(),
    );
    await expect(exportOf('nobody')).rejects.toThrow(NotFoundError);
  });
});
