import { afterAll, expect, test } from 'vitest';
import { loadCampaign } from '../../../cli/campaign-files.ts';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { publishCampaigns } from '../../../shared/operations/publish-campaigns.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone: 'Asia/Shanghai' });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const app = createConsole();

const draft = await loadCampaign('workflows/campaigns/win-back.yaml');
await publishCampaigns(tables.store, [draft], instant('2026-12-01T00:00:00Z'));
const { id } = draft;
await tables.store.cohorts.open({
  campaign: id,
  version: 1,
  slot: plainDate('2026-12-08'),
  openedAt: instant('2026-12-07T19:00:00Z'),
  shards: 1,
  steps: {
    0: {
      state: 'failed',
      error: 'the mail server did not answer',
      at: instant('2026-12-08T02:00:00Z'),
      ranOn: plainDate('2026-12-08'),
      run: 'run-1',
    },
  },
});

test('the list says how a campaign stands, and that something of it is held up', async () => {
  const { body } = await ask(app, 'GET /api/campaigns');
  expect(body.campaigns).toEqual([
    expect.objectContaining({ id, state: 'active', version: 1, inProgress: 0, held: 1 }),
  ]);
  const chinese = await ask(app, 'GET /api/campaigns', { query: { lang: 'zh' } });
  expect(chinese.body.campaigns[0]?.trigger).toMatch(/\p{Script=Han}/u);
});

test('its page says of each cohort in flight which step comes next, and why it waits', async () => {
  const { body } = await ask(app, 'GET /api/campaigns/{campaign}', { path: { campaign: id } });
  expect(body.steps.map(({ what, text }) => [what, text])).toEqual([
    ['email', 'we-miss-you'],
    ['email', 'we-miss-you'],
    ['coupon', 'a-gift'],
    ['callback', 'win-back'],
  ]);
  expect(body.cohorts).toEqual([
    expect.objectContaining({
      next: expect.objectContaining({ step: 1 }),
      isHeldUp: true,
      waiting: expect.stringContaining('the mail server did not answer'),
    }),
  ]);
});

test('a campaign that nobody has published is not found', async () => {
  expect((await ask(app, 'GET /api/campaigns/{campaign}', { path: { campaign: 'nothing' } })).status).toBe(
    404,
  );
});

test('it is paused, resumed and archived; archived is final', async () => {
  const put = (state: string) =>
    ask(app, 'POST /api/campaigns/{campaign}/state', { path: { campaign: id }, body: { state } });
  const state = async () => (await ask(app, 'GET /api/campaigns')).body.campaigns[0]?.state;
  await put('paused');
  expect(await state()).toBe('paused');
  await put('active');
  expect(await state()).toBe('active');
  expect((await put('archived')).body).toEqual({ state: 'archived', ending: 1 });
  expect(await state()).toBe('archived');
  expect((await put('active')).status).toBe(400);
  expect((await put('asleep')).status).toBe(400);
});

test('one of its variants is promoted, for everybody who enters from then on', async () => {
  const compared = campaignIdSchema.parse('compared');
  const source = {
    name: 'Compared',
    audience: { lifecycle: ['silent'] },
    variants: { word: '50%', coupon: '50%' },
    steps: [
      { variant: 'word', email: { template: 'we-miss-you', subject: 'A word' } },
      { variant: 'coupon', email: { template: 'we-miss-you', subject: 'A gift' } },
    ].map((step) => ({ after: '0d', ...step })),
  };
  await publishCampaigns(tables.store, [{ ...draft, id: compared, source }], instant('2026-12-01T00:00:00Z'));
  const page = async () =>
    (await ask(app, 'GET /api/campaigns/{campaign}', { path: { campaign: compared } })).body;
  const promote = (variant: string, lang = 'en') =>
    ask(app, 'POST /api/campaigns/{campaign}/promote', {
      path: { campaign: compared },
      body: { variant, lang },
    });
  expect((await page()).variants).toEqual({ names: ['word', 'coupon'] });
  expect((await page()).steps.map(({ variants }) => variants)).toEqual([['word'], ['coupon']]);
  expect((await promote('coupon')).body).toEqual({ version: 2 });
  expect(await page()).toMatchObject({
    version: 2,
    state: 'active',
    variants: { names: ['word', 'coupon'], promoted: 'coupon' },
  });
  expect((await promote('coupon')).body).toEqual({});
  const refused = await promote('call', 'zh');
  expect(refused.status).toBe(404);
  expect(JSON.stringify(refused.body)).toContain('没有这个方案');
});
