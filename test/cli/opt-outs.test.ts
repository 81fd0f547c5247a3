import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOptOutsCommand } from '../../cli/commands/opt-outs.ts';
import { InvalidInputError, NotFoundError } from '../../shared/errors.ts';
import { closeByList } from '../../shared/operations/close-by-list.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import { startTables, type Tables } from '../functions/setup.ts';
import { before, newPerson, orderBy, type Person, timeZone } from '../shared/operations/known-customer.ts';
import { openShopFolder, type ShopFolder } from './shop-folder.ts';

let tables: Tables;
let folder: ShopFolder;
let person: Person;
beforeAll(async () => {
  tables = await startTables({ timeZone });
});
beforeEach(async () => {
  folder = await openShopFolder();
  person = newPerson();
  await takeInFacts(tables.store, person.customerId, [orderBy(person, 'o1', before)], timeZone);
});
afterEach(() => folder.close());
afterAll(() => tables.close());

const run = (...args: readonly string[]) => folder.run(createOptOutsCommand(), ...args);
const importJson = async (file: string, ...args: readonly string[]) => {
  const { out, code } = await run('import', file, '--json', ...args);
  return { ...(JSON.parse(out) as Record<string, unknown>), code };
};
const suppressions = async () => (await tables.store.customers.find(person.customerId))?.suppressions;

describe('rekindle opt-outs import', () => {
  test('closes who is on the list, says how many, and exits with 0', async () => {
    const list = await folder.write(
      'list.csv',
      `email,reason\n${person.email},unsubscribed\nx@post.example,bounced\n`,
    );
    expect(await importJson(list)).toMatchObject({ closed: 2, 'closed-already': 0, rejected: [], code: 0 });
    expect(await importJson(list)).toMatchObject({ closed: 0, 'closed-already': 2, rejected: [], code: 0 });
    expect(await suppressions()).toMatchObject({ email: { reason: 'unsubscribed' } });
  });

  test('takes what SES prints', async () => {
    const summary = (email: string, Reason: string) => ({
      EmailAddress: email,
      Reason,
      LastUpdateTime: '2026-11-02T10:00:00Z',
    });
    const list = { SuppressedDestinationSummaries: [summary(person.email, 'BOUNCE')] };
    const file = await folder.write('suppressed.json', JSON.stringify(list));
    expect(await importJson(file)).toMatchObject({ format: 'ses', closed: 1, code: 0 });
    expect(await suppressions()).toEqual({ email: { reason: 'bounced', at: '2026-11-02T10:00:00.000Z' } });
  });

  test('exits with 1 when rows were rejected, and shows which; the others are closed', async () => {
    const list = await folder.write(
      'list.csv',
      `email,reason\nnobody,unsubscribed\n${person.email},unsubscribed\n`,
    );
    const { out, err, code } = await run('import', list);
    expect(code).toBe(1);
    expect(out).toContain('closed now: 1');
    expect(err).toContain('line 2');
    expect(await suppressions()).toMatchObject({ email: { reason: 'unsubscribed' } });
  });

  test('says the same in Chinese', async () => {
    const list = await folder.write('list.csv', `email,reason\n${person.email},unsubscribed\n`);
    expect((await run('import', list, '--lang', 'zh')).out).toMatch(/[\u4e00-\u9fff].*: 1/);
  });

  test.each([
    ['that is none', 'name;age\nAnn;7\n'],
    ['that is empty', ''],
    ['that ends before its first entry', '{"SuppressedDestinationSummaries": [{'],
  ])('refuses a list %s, and closes nobody', async (_, content) => {
    const file = await folder.write('list.csv', content);
    await expect(run('import', file)).rejects.toThrow(InvalidInputError);
    expect(await suppressions()).toEqual({});
  });

  test('exits with 1 for a list that ends too early, and closes who is on it', async () => {
    const whole = `{"EmailAddress":"${person.email}","Reason":"BOUNCE","LastUpdateTime":"2026-11-02T10:00:00Z"}`;
    const file = await folder.write('list.json', `{"SuppressedDestinationSummaries": [${whole}, {"Ema`);
    expect(await importJson(file)).toMatchObject({
      closed: 1,
      rejected: expect.arrayContaining([expect.objectContaining({ line: 1 })]),
      code: 1,
    });
  });

  test('knows no file that is not there', async () => {
    await expect(run('import', `${folder.path}/none.csv`)).rejects.toThrow(/none\.csv/);
  });
});

describe('rekindle opt-outs export', () => {
  test('writes what import reads back without loss', async () => {
    const source = { list: 'list mailchimp', now: before, timeZone };
    const email = { channel: 'email', address: person.email } as const;
    const phone = { channel: 'phone', address: person.phone } as const;
    await closeByList(
      tables.store,
      { ...email, reason: 'complained', at: before, source: '=1+1, "x"' },
      source,
    );
    await closeByList(tables.store, { ...phone, reason: 'do-not-call', at: before }, source);
    expect((await run('export', '--output', `${folder.path}/out.csv`)).out).toMatch(/addresses written/);
    const csv = await folder.read('out.csv');
    expect((await run('export')).out).toBe(csv);
    expect(csv).toContain(person.email);
    expect(csv).toContain(person.phone);
    const rows = csv.trim().split('\n').length - 1;
    expect(await importJson(`${folder.path}/out.csv`)).toMatchObject({
      format: 'rekindle',
      closed: 0,
      'closed-already': rows,
      rejected: [],
      unreadTimes: 0,
      code: 0,
    });
  });

  test('refuses a folder without data', async () => {
    const command = createOptOutsCommand();
    await expect(
      command.parseAsync(['export', '--directory', `${folder.path}/typo`], { from: 'user' }),
    ).rejects.toThrow(NotFoundError);
  });
});
