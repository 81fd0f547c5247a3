import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstDayOf } from '../../cli/campaigns/simulate.ts';
import { instant, plainDate } from '../../shared/calendar.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { entryDayOf } from '../../shared/slot.ts';
import { startTables, type Tables } from '../functions/setup.ts';
import { enrolmentOf } from '../shared/campaigns/campaigns.ts';
import { openShopFolder, type ShopFolder } from './shop-folder.ts';

let tables: Tables;
let folder: ShopFolder;
let createCampaignsCommand: typeof import('../../cli/commands/campaigns.ts').createCampaignsCommand;
const run = (...args: string[]) => folder.run(createCampaignsCommand(), ...args);

const slot = plainDate('2026-11-20');
const publishedAt = instant('2026-11-19T12:00:00Z');
const openedAt = instant('2026-11-20T04:00:00Z');
const email = (after: string) => ({ after, email: { template: 'hello' } });
const source = { name: 'Come back', audience: {}, steps: [email('0d'), email('4d'), email('3000d')] };
const id = campaignIdSchema.parse('come-back');
const tally = { customers: 1, heldOut: 0, sent: 1, queued: 0, done: 0, failed: 0, unknown: 0, skipped: {} };

beforeAll(async () => {
  tables = await startTables({ timeZone: 'Europe/Berlin' });
  folder = await openShopFolder();
  ({ createCampaignsCommand } = await import('../../cli/commands/campaigns.ts'));
  const { store } = tables;
  await store.campaigns.publish({ id, source, templates: {}, publishedAt });
  const cart = { ...source, trigger: { event: 'cart' } };
  await store.campaigns.publish({
    id: campaignIdSchema.parse('cart'),
    source: cart,
    templates: {},
    publishedAt,
  });
  const cohort = { campaign: id, version: 1, slot };
  await store.journeys.enrol({ ...enrolmentOf(), cohort }, 1);
  const error = 'States.Timeout: the function took too long';
  const at = instant('2026-11-24T04:00:10Z');
  await store.cohorts.open({
    ...cohort,
    openedAt,
    shards: 1,
    steps: {
      0: { state: 'done', at: openedAt, ranOn: entryDayOf(slot), tally },
      1: { state: 'failed', at, ranOn: plainDate('2026-11-24'), run: 'a', error },
    },
  });
});
afterAll(async () => {
  await folder.close();
  await tables.close();
});

describe('rekindle campaigns', () => {
  test('check goes through the mails, in the reader’s language', async () => {
    await mkdir(join(folder.path, 'templates'));
    await folder.write('templates/hello.en.md', '---\nsubject: Hi\n---\n[look](http://localhost/x)\n');
    const file = await folder.write(
      'mailing.yaml',
      JSON.stringify({ ...source, audience: { tier: ['gold'] } }),
    );
    expect((await run('check', file)).out).toContain(
      '  hello.en.md: “http://localhost/x” can be reached from your own network only.\n',
    );
    expect((await run('check', file, '--lang', 'zh')).out).toContain('hello.en.md: “http://localhost/x”只能');
  });

  test('check says of a broadcast whose day is over that nobody would enter it, and publish asks', async () => {
    const trigger = { broadcast: '2020-01-01' };
    const file = await folder.write(
      'over.yaml',
      JSON.stringify({ ...source, audience: { tier: ['gold'] }, trigger }),
    );
    expect((await run('check', file)).out).toContain('nobody would enter it any more');
    await expect(run('publish', file)).rejects.toThrow('--yes');
  });

  test('check says what is wrong in each of several files, and takes no two of one name', async () => {
    await mkdir(join(folder.path, 'templates'), { recursive: true });
    await folder.write('templates/hello.en.md', '---\nsubject: Hi\n---\nHello\n');
    const good = await folder.write('good.yaml', JSON.stringify({ ...source, audience: { tier: ['gold'] } }));
    const bad = await folder.write('bad.yaml', JSON.stringify({ ...source, steps: [] }));
    const worse = await folder.write('worse.yaml', 'name: [');
    const refusal = await run('check', good, bad, worse).catch(String);
    expect(refusal).toMatch(/bad\.yaml:1.*worse\.yaml:1/s);
    await expect(run('check', good, good)).rejects.toThrow('two of these files are for the campaign good');
    await expect(run('publish', '--yes', good, good)).rejects.toThrow('for the campaign good');
  });

  test('simulate begins on a day of which something is known', () => {
    const lastDay = plainDate('2026-11-26');
    expect(firstDayOf({ daysAgo: 90 }, lastDay, 'en')).toBe('2026-08-28');
    for (const on of [plainDate('2026-11-27'), plainDate('2024-01-01')])
      expect(() => firstDayOf({ on }, lastDay, 'en')).toThrow('from 2025-10-22 to 2026-11-26');
  });

  test('list says how each campaign stands, what begins it, who is in progress and what is held up', async () => {
    const { out } = await run('list');
    expect(out).toContain('come-back  Come back\n');
    expect(out).toContain('active since 2026-11-19 13:00 · version 1 · the audience, at night');
    expect(out).toContain('1 customer in progress');
    expect(out).toContain('1 cohort held up');
    expect(out).toContain('left cart · nobody in progress');
    const listed = JSON.parse((await run('list', '--json')).out) as object[];
    expect(listed).toMatchObject([
      { id: 'cart', state: 'active', inProgress: 0 },
      { id: 'come-back', state: 'active', inProgress: 1, held: 1 },
    ]);
    expect((await run('list', '--lang', 'zh')).out).toContain('加购未下单');
  });

  test('show says where each cohort stands, and why it does not go on', async () => {
    const { out } = await run('show', 'come-back');
    expect(out).toContain('entered 2026-11-20 05:00, version 1: 1 customer · 1 of 3 steps run · step 2 due');
    expect(out).toContain(
      'failed at 2026-11-24 05:00 and is tried again: it was not ready in time (States.Timeout: the function took too long)',
    );
    expect((await run('show', 'come-back', '--lang', 'zh')).out).toContain('执行失败，将重试：执行超时（');
    const shown = JSON.parse((await run('show', 'come-back', '--json')).out) as object;
    expect(shown).toMatchObject({ cohorts: [{ customers: 1, stepsRun: 1, waiting: { for: 'retry' } }] });
  });

  test('pause and resume say what they do, and do nothing twice', async () => {
    expect((await run('pause', 'come-back')).out).toContain('come-back is paused: nobody enters');
    expect((await run('pause', 'come-back')).out).toContain('paused already; nothing was changed');
    expect((await run('show', 'come-back')).out).toContain('waits: the campaign has been paused since');
    expect((await run('resume', 'come-back', '--lang', 'zh')).out).toContain('come-back 已恢复运行');
    await expect(run('pause', 'comeback')).rejects.toThrow(
      'there is no such campaign; there are cart, come-back',
    );
    await expect(run('pause', 'Come Back')).rejects.toThrow('Come Back');
  });

  test('a campaign that has used up its budget says so, and goes on only once that has been raised', async () => {
    const poor = campaignIdSchema.parse('poor');
    const { store } = tables;
    const content = { ...source, budget: { messages: 2, discount: 50 } };
    await store.campaigns.publish({ id: poor, source: content, templates: {}, publishedAt });
    await store.budgets.take(poor, { messages: 2, coupons: 1, discount: 1250 }, { messages: 2 });
    expect((await run('show', 'poor')).out).toContain(
      'Budget: 2 of 2 messages · 12.5 of 50 of promised discount',
    );
    await store.campaigns.pauseForBudget(poor, { part: 'messages', limit: 2 }, openedAt);
    expect((await run('list')).out).toContain(
      'paused since 2026-11-20 05:00 · its budget of 2 messages is used up',
    );
    expect((await run('list', '--lang', 'zh')).out).toContain('预算（2 次触达）已用完');
    await expect(run('resume', 'poor')).rejects.toThrow('the budget of poor is used up. Write a greater one');
    await expect(run('resume', 'poor', '--lang', 'zh')).rejects.toThrow('预算已用完');
    const raised = { ...source, budget: { messages: 3 } };
    await store.campaigns.publish({ id: poor, source: raised, templates: {}, publishedAt });
    // It was raised before the pause was written: there is nothing to pause for.
    expect((await run('resume', 'poor')).out).toContain('poor is active');
    await store.campaigns.pauseForBudget(poor, { part: 'messages', limit: 2 }, openedAt);
    expect((await run('list')).out).toContain('poor  Come back\n  active since');
    await run('archive', 'poor', '--yes');
  });

  test('archive asks first while customers are in progress, is final, and takes the campaign off the list', async () => {
    await expect(run('archive', 'come-back')).rejects.toThrow('add --yes');
    const { out } = await run('archive', 'come-back', '--yes');
    expect(out).toContain('1 customer in progress would get no further step');
    expect(out).toContain('come-back is archived. What is left of its journeys (1 cohort) ends');
    await expect(run('resume', 'come-back')).rejects.toThrow('archived, which is final; publish its file');
    expect((await run('list')).out).toContain('2 archived; --all shows them');
    expect((await run('list', '--all')).out).toContain('come-back  Come back\n  archived since');
    expect((await run('archive', 'cart')).out).toBe('cart is archived.\n');
  });
});
