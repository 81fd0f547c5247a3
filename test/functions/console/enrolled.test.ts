import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { campaignIdSchema, customerIdSchema } from '../../../shared/ids.ts';
import { countReport } from '../../../shared/operations/count-report.ts';
import { enrolmentFor } from '../../shared/campaigns/campaigns.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone: 'UTC' });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const app = createConsole();
const ada = { id: 's2', name: 'Ada', role: 'admin' };
const campaign = campaignIdSchema.parse('win-back');
const path = { campaign, version: '1' };
const day = plainDate('2026-12-01');

beforeAll(async () => {
  const source = { name: 'Win back', audience: {}, steps: [{ after: '0d', email: { template: 'hello' } }] };
  const publishedAt = instant('2026-11-30T12:00:00Z');
  const version = await tables.store.campaigns.publish({ id: campaign, source, templates: {}, publishedAt });
  for (const [shard, id] of ['ann', 'bob', '=1+1'].entries()) {
    const cohort = { campaign, version, slot: day };
    await tables.store.journeys.enrol(
      enrolmentFor(customerIdSchema.parse(id), { cohort, shard: shard % 2 }),
      1,
    );
  }
  await tables.store.reports.open({
    cohort: { campaign, version, slot: day },
    shards: 2,
    until: plainDate('2027-02-01'),
  });
  const task = { campaign, version, night: day, retention: {}, timeZone: 'UTC' };
  await countReport(tables.store, task, () => false);
});

const begin = (at: string, version = '1', by = ada) =>
  ask(app, 'POST /api/reports/{campaign}/{version}/people', {
    path: { ...path, version },
    at,
    by,
    body: { lang: 'en' },
  });
const part = (
  begun: object | undefined,
  { by = ada, at = '2026-12-09T13:00:00Z', version = '1', from = {} } = {},
) =>
  ask(app, 'POST /api/reports/{campaign}/{version}/people/part', {
    path: { ...path, version },
    at,
    by,
    body: { begun, ...from },
  });

test('those who entered a campaign come as lines of a file, whose beginning the audit log has', async () => {
  const { body } = await begin('2026-12-09T12:00:00Z');
  expect(body.entries).toBe(3);
  expect(body.head).toContain('step 1: email');
  const { lines, read, next } = (await part(body.begun)).body;
  expect([read, next]).toEqual([3, undefined]);
  expect(
    lines
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',')[0])
      .toSorted(),
  ).toEqual(["'=1+1", 'ann', 'bob']);
  const [entry] = (await tables.store.audit.page('2026-12')).entries;
  expect(entry).toMatchObject({ on: 'win-back#1', fields: { lang: 'en' }, by: { name: 'Ada' } });
});

test('a part begins behind the place where the one before has ended', async () => {
  const { begun } = (await begin('2026-12-09T12:01:00Z')).body;
  const rest = await part(begun, { from: { from: { slot: day, shard: 1 } } });
  expect(rest.body).toMatchObject({ read: 1, lines: expect.stringContaining('bob') });
  expect((await part(begun, { from: { from: { slot: 'soon', shard: 1 } } })).status).toBe(400);
});

test('nobody gets a part but whoever has begun it, of that version and for a day', async () => {
  const { begun } = (await begin('2026-12-09T12:02:00Z')).body;
  expect((await part(begun, { by: { ...ada, id: 's3' } })).status).toBe(404);
  expect((await part(begun, { version: '2' })).status).toBe(404);
  expect((await part({ ...begun, requestId: 'made-up' })).status).toBe(404);
  expect((await part(begun, { at: '2026-12-10T13:00:00Z' })).status).toBe(404);
});

test('of a version that no night has counted there is no file', async () => {
  expect((await begin('2026-12-09T12:03:00Z', '2')).status).toBe(404);
});
