import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAudienceCommand } from '../../cli/commands/audience.ts';
import { createCampaignsCommand } from '../../cli/commands/campaigns.ts';
import { AudienceFileError } from '../../shared/campaigns/shared-audiences.ts';
import { InvalidInputError, NotFoundError } from '../../shared/errors.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import { startTables, type Tables } from '../functions/setup.ts';
import { newPerson, orderBy, type Person, timeZone } from '../shared/operations/known-customer.ts';
import { fittedPopulation } from '../shared/scoring/populations.ts';
import { openShopFolder, type ShopFolder } from './shop-folder.ts';

let tables: Tables;
let folder: ShopFolder;
const ann: Person = {
  ...newPerson(),
  name: '=HYPERLINK("https://evil.example")',
  email: 'Ann.Lee@gmail.com',
};
const silent: Person = { ...newPerson(), phone: '089/123456' };
beforeAll(async () => {
  tables = await startTables({ timeZone });
  const { order } = orderBy(silent, 'o1', '2026-11-01T12:00:00Z');
  const refusing = orderSchema.parse({
    ...order,
    customer: { ...order.customer, consents: { email: false, phone: true } },
  });
  const annsOrder = orderBy(ann, 'o1', '2026-11-01T12:00:00Z', { totals: { total: 60_000 } });
  await takeInFacts(tables.store, ann.customerId, [annsOrder], timeZone);
  await takeInFacts(tables.store, silent.customerId, [{ type: 'order', order: refusing }], timeZone);
});
beforeEach(async () => {
  folder = await openShopFolder();
  for (const inner of ['audiences', 'campaigns', 'campaigns/templates'])
    await mkdir(join(folder.path, inner));
  await folder.write('audiences/golden.yaml', 'name: Golden\naudience: { tier: [gold, platinum] }\n');
  await folder.write('audiences/buyers.yaml', 'name: Buyers\naudience: { orders: { atLeast: 1 } }\n');
  await folder.write('campaigns/templates/hello.en.md', '---\nsubject: Hello\n---\nHello\n');
});
afterEach(() => folder.close());
afterAll(() => tables.close());

const run = (...args: readonly string[]) => folder.run(createAudienceCommand(), ...args);
const audiences = () => ['--audiences', join(folder.path, 'audiences')];
const asOf = ['--as-of', '2026-11-26'];
const list = (...args: readonly string[]) => run('list', ...args, ...audiences(), ...asOf);
const campaign = (audience: string) =>
  `name: Hello\naudience: ${audience}\nsteps:\n  - after: 0d\n    email: { template: hello }\n`;

describe('before the first night', () => {
  test('audiences are checked, and nothing is said of who is in them', async () => {
    const file = join(folder.path, 'audiences/golden.yaml');
    const { out } = await run('check', file);
    expect(out).toBe(`${file}: Golden\n  who is in it cannot be known: no night has run on this data yet\n`);
    await expect(list('golden')).rejects.toThrow(NotFoundError);
    await expect(run('explain', 'golden', ann.customerId, ...audiences())).rejects.toThrow(
      /no night has run/,
    );
  });
});

describe('after a night', () => {
  beforeAll(() => tables.store.nights.savePopulation(fittedPopulation()));

  test('check counts from those who match to those who would receive, and names campaigns that nobody knows', async () => {
    await folder.write('campaigns/welcome.yaml', '');
    const file = await folder.write(
      'audiences/new.yaml',
      'name: New\naudience: { audience: buyers, not: { entered: { campaign: [welcom, welcome] } } }\n',
    );
    const { out } = await run('check', file);
    expect(out.split('\n')).toEqual([
      `${file}: New`,
      '  the audience asks about the campaign “welcom”, which is neither beside this file nor published; did you mean “welcome”?',
      '  2 of 2 customers match → 2 with an email address → 1 with consent → 1 not opted out, bounced or blocked → 1 below the caps on messages → 1 would receive it, one email for each mailbox',
      '',
    ]);
  });

  test('check refuses a mistake, also in an audience that the file refers to', async () => {
    await folder.write('audiences/broken.yaml', 'name: Broken\naudience: { teir: gold }\n');
    const file = await folder.write('audiences/outer.yaml', 'name: Outer\naudience: broken\n');
    await expect(run('check', file)).rejects.toThrow(AudienceFileError);
    await expect(run('check', file)).rejects.toThrow(/broken\.yaml:2:13.*did you mean "tier"\?/);
  });

  test('list shows members with what is known of them, and how many could be written to', async () => {
    const { out } = await list('golden');
    const [member, funnel] = out.split('\n');
    expect(member).toContain(`${ann.customerId} · '=HYPERLINK`);
    expect(member).toContain(' · first-time · gold · 1 · 600.00 · 2026-11-01 · yes');
    expect(funnel).toMatch(/^1 of 2 customers match → .* → 1 would receive it/);
  });

  test('list writes all of them to a file that a spreadsheet reads, and computes nothing of', async () => {
    const csv = join(folder.path, 'buyers.csv');
    const { out } = await list('buyers', '--csv', csv);
    expect(out).toContain(`rows written to ${csv}: 2\n`);
    const [head, ...rows] = (await folder.read('buyers.csv')).trimEnd().split('\r\n');
    expect(head).toBe(
      '\uFEFFcustomer,name,email,phone,locale,country,lifecycle,tier,orders,net spend,last order,can be written to',
    );
    expect(rows.sort()[0]).toContain(
      `${ann.customerId},"'=HYPERLINK(""https://evil.example"")",Ann.Lee@gmail.com,+49 30`,
    );
    expect(rows.sort()[1]).toMatch(/,no$/);
    await expect(list('buyers', '--csv', join(folder.path, 'nowhere', 'a.csv'))).rejects.toThrow(
      InvalidInputError,
    );
  });

  test('list for an advertising network has hashes only, of those who consented, and says what was left out', async () => {
    const { out, err } = await list('buyers', '--for', 'google');
    const [head, ...rows] = out.trimEnd().split('\r\n');
    expect(head).toBe('Email,Phone');
    expect(rows).toHaveLength(1);
    // The hash of annlee@gmail.com.
    expect(rows[0]).toMatch(
      /^16e202bdcd9646af11faa3a5a3b9c07a6303e9629583246f8208e43c529087de,[0-9a-f]{64}$/,
    );
    expect(err).toContain('phone numbers left out, because they are written without a country code: 1');
    expect(err).toContain('would receive it');
    const meta = await list('buyers', '--for', 'meta', '--csv', join(folder.path, 'meta.csv'));
    expect(meta.out).toContain('meta.csv: 1\n');
    expect(await folder.read('meta.csv')).toMatch(
      /^email,phone,country\r\n(?:[0-9a-f]{64},){2}[0-9a-f]{64}\r\n$/,
    );
  });

  test('explain says for each condition what was asked for and what the profile says', async () => {
    const { out } = await run('explain', 'golden', ann.email, ...audiences(), ...asOf);
    expect(out).toBe(
      `${ann.customerId} is in “Golden” on 2026-11-26, because of what is marked with ✓\n  ✓ tier: gold or platinum – gold\n`,
    );
    const other = await run('explain', 'golden', silent.customerId, ...audiences(), ...asOf, '--lang', 'zh');
    expect(other.out).toBe(
      `${silent.customerId} 在 2026-11-26 不属于受众“Golden”，原因为标有 ✗ 的条件\n  ✗ 会员等级：金牌或白金；实际：铜牌\n`,
    );
  });

  test('an audience that nobody has written is refused with the nearest', async () => {
    await expect(list('godlen')).rejects.toThrow(/there are buyers, golden; did you mean "golden"\?/);
    await expect(list(join(folder.path, 'audiences', 'My Audience.yaml'))).rejects.toThrow(InvalidInputError);
  });

  test('a published campaign keeps the audience as it was, and can be explained by its id', async () => {
    const file = await folder.write('campaigns/hello.yaml', campaign('golden'));
    const publish = () => folder.run(createCampaignsCommand(), 'publish', file, '--yes');
    await publish();
    await folder.write('audiences/golden.yaml', 'name: Golden\naudience: { tier: bronze }\n');
    const explain = () => run('explain', 'hello', ann.customerId, ...audiences(), ...asOf);
    expect((await explain()).out).toContain(
      '  ✓ in audience “golden”:\n    ✓ tier: gold or platinum – gold\n',
    );
    const id = campaignIdSchema.parse('hello');
    await publish();
    expect((await tables.store.campaigns.version(id, 1)).campaign.audience.audience?.is.tier).toEqual([
      'gold',
      'platinum',
    ]);
    expect((await tables.store.campaigns.version(id, 2)).campaign.audience.audience?.is.tier).toEqual([
      'bronze',
    ]);
    expect((await explain()).out).toContain('    ✗ tier: bronze – gold\n');
  });

  test('a campaign that asks about one that nobody knows is published only when that is confirmed', async () => {
    const file = await folder.write(
      'campaigns/next.yaml',
      campaign('{ tier: gold, not: { entered: { campaign: vip } } }'),
    );
    const commands = (...args: readonly string[]) => folder.run(createCampaignsCommand(), ...args);
    expect((await commands('check', file)).out).toContain('asks about the campaign “vip”');
    await expect(commands('publish', file)).rejects.toThrow(/--yes/);
    expect((await commands('publish', file, '--yes')).out).toContain('next version 1: Hello');
  });
});
