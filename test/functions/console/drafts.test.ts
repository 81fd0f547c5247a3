import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadCampaign } from '../../../cli/campaign-files.ts';
import { instant } from '../../../shared/calendar.ts';
import type { CampaignId } from '../../../shared/ids.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { publishCampaigns } from '../../../shared/operations/publish-campaigns.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables();
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const { library } = await import('../../../functions/console/ready-made.ts');
const app = createConsole();

const begin = (id: string, from: unknown) => ask(app, 'POST /api/drafts', { body: { id, from } });
const show = async (campaign: string) =>
  (await ask(app, 'GET /api/drafts/{campaign}', { path: { campaign } })).body;
const save = (campaign: string, body: unknown, lang = 'en') =>
  ask(app, 'POST /api/drafts/{campaign}', { path: { campaign }, query: { lang }, body });
const publish = (campaign: string, revision: number) =>
  ask(app, 'POST /api/drafts/{campaign}/publish', { path: { campaign }, body: { revision } });
const latest = async (id: CampaignId) => (await tables.store.campaigns.all()).find((one) => one.id === id);

describe('a draft', () => {
  test.each(Object.keys(library.campaigns))(
    'of the ready-made campaign %s can be published as it is',
    async (name) => {
      await begin(`my-${name}`, { readyMade: name });
      const draft = await show(`my-${name}`);
      expect(draft.text).toBe(library.campaigns[name]);
      expect(draft.checked.problems).toEqual([]);
      await ask(app, 'POST /api/drafts/{campaign}/discard', { path: { campaign: `my-${name}` } });
    },
  );

  test('is saved with its comments, checked in the reader’s language, and published as it was reviewed', async () => {
    await begin('spring', { readyMade: 'win-back' });
    const { text, templates, scripts } = await show('spring');
    const wrong = text.replace('holdout: 40%', 'holdout: forty');
    const bad = await save('spring', { revision: 1, text: wrong, templates, scripts }, 'zh');
    expect(bad.body.checked.problems).toEqual([
      expect.objectContaining({ path: ['holdout'], message: expect.stringMatching(/\p{Script=Han}/u) }),
    ]);
    expect((await publish('spring', 2)).status).toBe(400);
    const mended = text.replace('holdout: 40%', 'holdout: 20% # less');
    expect((await save('spring', { revision: 2, text: mended, templates, scripts })).body.saved).toBe(true);
    expect((await publish('spring', 2)).status).toBe(503);
    expect((await publish('spring', 3)).body).toEqual({ version: 1, state: 'active' });
    expect((await latest(campaignIdSchema.parse('spring')))?.text).toBe(mended);
    expect((await ask(app, 'GET /api/drafts')).body.drafts).toEqual([]);
  });

  test('of two people who change the same revision, the second overwrites nothing', async () => {
    await begin('race', { blank: true });
    const { text, templates, scripts } = await show('race');
    const change = (to: string) => save('race', { revision: 1, text: to, templates, scripts });
    expect((await change(`${text}# one\n`)).body.saved).toBe(true);
    expect((await change(`${text}# two\n`)).body).toMatchObject({ saved: false, revision: 2 });
    expect((await show('race')).text).toBe(`${text}# one\n`);
  });

  test('warns of a broadcast whose day is over', async () => {
    await begin('over', { readyMade: 'win-back' });
    const { text, templates, scripts } = await show('over');
    const past = `${text.replace(/^reenter:.*$/m, '')}trigger: { broadcast: 2020-01-01 }\n`;
    const { checked } = (await save('over', { revision: 1, text: past, templates, scripts })).body;
    expect(checked.problems).toEqual([]);
    expect(checked.warnings).toEqual([expect.stringContaining('nobody would enter it any more')]);
  });

  test('says at which step a text is missing', async () => {
    await begin('bare', { blank: true });
    expect((await show('bare')).checked.problems).toEqual([
      expect.objectContaining({ path: ['steps', 0], message: expect.stringContaining('hello') }),
    ]);
  });

  test('that is no YAML, or empty, is kept, and what is wrong is said by line', async () => {
    await begin('torn', { blank: true });
    let revision = 1;
    for (const text of [
      'name: [',
      '',
      'steps: &a [*a]',
      '- 1',
      'null',
      '{}',
      'name: "\u0000"',
      '\ufeffname: x',
    ]) {
      const { status, body } = await save('torn', { revision, text, templates: {}, scripts: {} });
      expect(status, JSON.stringify(text)).toBe(200);
      expect(body.checked.problems.length, text).toBeGreaterThan(0);
      revision = body.revision;
    }
  });
});

describe('a published campaign', () => {
  test('is changed under its own id, and duplicated under another; audiences that it took in have their names again', async () => {
    const original = await loadCampaign('workflows/campaigns/vip-thanks.yaml');
    const { text: _, ...withoutText } = original;
    await publishCampaigns(tables.store, [withoutText], instant('2026-12-01T00:00:00Z'));
    expect((await begin('vip-thanks', { campaign: 'vip-thanks' })).status).toBe(200);
    expect((await begin('vip-thanks', { readyMade: 'welcome' })).status).toBe(400);
    await begin('copy', { campaign: 'vip-thanks' });
    const copy = await show('copy');
    expect(parse(copy.text)).toMatchObject({ audience: { not: { audience: 'leave-in-peace' } } });
    expect(copy.checked.problems).toEqual([]);
    await publish('copy', copy.revision);
    expect((await latest(campaignIdSchema.parse('copy')))?.source).toEqual(original.source);
  });

  test('that nobody knows cannot be begun with, nor an id that is none', async () => {
    expect((await begin('x', { campaign: 'nothing' })).status).toBe(404);
    expect((await begin('x', { readyMade: '__proto__' })).status).toBe(404);
    expect((await begin('Not An Id', { blank: true })).status).toBe(400);
  });
});

test('how many a draft reaches is not known before the first night', async () => {
  await begin('early', { readyMade: 'welcome' });
  const { body } = await ask(app, 'GET /api/drafts/{campaign}/count', { path: { campaign: 'early' } });
  expect(body).toEqual({ unknown: 'no-night' });
});
