import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withValue } from '../../../console/form/yaml-text.ts';
import type { PlainDate } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { campaignIn } from '../../../shared/operations/check-campaign.ts';
import { countAudiences } from '../../../shared/operations/count-audience.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { newPerson, orderBy, timeZone } from '../../shared/operations/known-customer.ts';
import { populationOf } from '../../shared/scoring/populations.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables({ timeZone });
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const { library } = await import('../../../functions/console/ready-made.ts');
const app = createConsole();
const ada = { id: 's2', name: 'Ada', role: 'admin' };
const segments = 3;
const everybodyWhoOrdered = 'orders: { atLeast: 1 }';
const people = Array.from({ length: 12 }, newPerson);
const formula = { ...newPerson(), name: '=HYPERLINK("http://evil.example")' };

let asOf: PlainDate;
beforeAll(async () => {
  await tables.store.nights.savePopulation(populationOf());
  for (const person of [...people, formula]) {
    const order = orderBy(person, `o-${person.customerId}`, '2026-11-01T12:00:00Z');
    await takeInFacts(tables.store, person.customerId, [order], timeZone);
  }
  const { plan } = (await ask(app, 'GET /api/audiences/parts')).body;
  asOf = plan?.asOf ?? asOf;
});

const count = async (segment: number, text = everybodyWhoOrdered) =>
  ask(app, 'POST /api/audiences/parts/count', { body: { text, asOf, segment, segments } });
const begin = (by = ada, reader = 'people') =>
  ask(app, 'POST /api/audiences/exports', { by, body: { text: everybodyWhoOrdered, for: reader } });
const part = (begun: object | undefined, segment: number, by = ada, at?: string) =>
  ask(app, 'POST /api/audiences/exports/part', {
    by,
    body: { begun, asOf, segment, segments },
    ...(at !== undefined && { at }),
  });
const lineOf = async (by = ada, reader = 'people') => {
  const { begun } = (await begin(by, reader)).body;
  return { head: begun?.head ?? '', begun: begun && { at: begun.at, requestId: begun.requestId } };
};

describe('an exact count', () => {
  test('adds up over the segments to everybody, each customer once', async () => {
    const parts = await Promise.all([0, 1, 2].map(async (segment) => (await count(segment)).body));
    const sum = (key: 'read' | 'matches' | 'withAddress') =>
      parts.reduce((total, one) => total + one[key], 0);
    expect(sum('read')).toBe(13);
    expect(sum('matches')).toBe(13);
    expect(sum('withAddress')).toBe(13);
    expect(parts.every(({ next }) => next === undefined)).toBe(true);
  });

  test('goes on behind the customer where a part ended', async () => {
    const all = (
      await ask(app, 'POST /api/audiences/parts/count', { body: { text: '', asOf, segment: 0, segments: 1 } })
    ).body;
    const from = { customerId: people[5]?.customerId };
    const rest = await ask(app, 'POST /api/audiences/parts/count', {
      body: { text: '', asOf, segment: 0, segments: 1, from },
    });
    expect(all.read).toBe(13);
    expect(rest.body.read).toBeLessThan(13);
  });

  test('refuses a segment that is not there, and conditions that cannot be read', async () => {
    expect((await count(3)).status).toBe(400);
    expect((await count(0, 'lifecycle: [sleepy]')).status).toBe(400);
  });
});

describe('the exact count of a draft', () => {
  const id = campaignIdSchema.parse('everybody');
  const path = { campaign: id };
  const plan = async () => (await ask(app, 'GET /api/drafts/{campaign}/count', { path })).body;
  const countOf = (revision: number, segment: number) =>
    ask(app, 'POST /api/drafts/{campaign}/count', { path, body: { revision, asOf, segment, segments } });
  /** Saves the draft with another audience. */
  const save = async (audience: unknown) => {
    const { revision, text, templates, scripts } = (
      await ask(app, 'GET /api/drafts/{campaign}', { path, query: { lang: 'en' } })
    ).body;
    const body = { revision, text: withValue(text, ['audience'], audience), templates, scripts };
    await ask(app, 'POST /api/drafts/{campaign}', { path, query: { lang: 'en' }, body });
  };
  beforeAll(async () => {
    await ask(app, 'POST /api/drafts', { body: { id, from: { readyMade: 'win-back' } } });
  });

  test('adds up over the segments to what the command line counts', async () => {
    await save({ orders: { atLeast: 1 } });
    const { begun } = await plan();
    const revision = begun?.revision ?? 0;
    const parts = await Promise.all(
      [0, 1, 2].map(async (segment) => (await countOf(revision, segment)).body),
    );
    const draft = await tables.store.drafts.find(id);
    const campaign = draft && campaignIn(id, draft, library);
    if (campaign === undefined) throw new Error('the draft is no campaign');
    const version = { id, version: 0, campaign, templates: draft?.templates ?? {} };
    const [whole] = (await countAudiences(tables.store, [version], asOf)) ?? [];
    expect(whole?.entering).toBe(13);
    for (const key of [
      'inAudience',
      'entering',
      'withAddress',
      'withConsent',
      'notSuppressed',
      'notCapped',
    ] as const)
      expect(parts.reduce((sum, one) => sum + one[key], 0)).toBe(whole?.[key]);
    expect(parts.reduce((sum, one) => sum + one.read, 0)).toBe(whole?.customers);
    expect(begun?.holdout).toBe(campaign.holdout);
  });

  test('is of one revision: of another it counts no part', async () => {
    const { begun } = await plan();
    await save({ orders: { atLeast: 2 } });
    expect((await countOf(begun?.revision ?? 0, 0)).status).toBe(503);
  });

  test('is not to be had of a draft that is to be mended', async () => {
    await save({ lifecycle: ['sleepy'] });
    expect(await plan()).toEqual({ unknown: 'not-ready' });
  });
});

describe('an export', () => {
  test('has everybody once over its parts, and no cell that a spreadsheet would compute', async () => {
    const { head, begun } = await lineOf();
    const parts = await Promise.all([0, 1, 2].map(async (segment) => (await part(begun, segment)).body));
    const lines = parts
      .map((one) => one.lines)
      .join('')
      .trimEnd()
      .split('\r\n');
    expect(head.startsWith('\uFEFF')).toBe(true);
    expect(lines).toHaveLength(13);
    expect(new Set(lines).size).toBe(13);
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(
      `"'=HYPERLINK(""http://evil.example"")"`,
    );
  });

  test('for an advertising network has only those who consented, hashed', async () => {
    const { begun } = await lineOf(ada, 'meta');
    const parts = await Promise.all([0, 1, 2].map(async (segment) => (await part(begun, segment)).body));
    expect(parts.reduce((sum, one) => sum + one.written, 0)).toBeLessThanOrEqual(13);
    const text = parts.map((one) => one.lines).join('');
    expect(text).not.toContain('@');
    expect(text).toMatch(/^[0-9a-f]{64}/m);
  });

  test('is in the audit log once, with its conditions and who it is for', async () => {
    const { begun } = await lineOf();
    await part(begun, 0);
    await part(begun, 1);
    const { entries } = await tables.store.audit.page('2026-12');
    expect(entries.map(({ change }) => change)).toEqual(['POST /api/audiences/exports']);
    expect(entries[0]?.fields).toEqual({ text: everybodyWhoOrdered, for: 'people', lang: 'en' });
  });

  test('is handed out to nobody but whoever has that line, and to them for a day', async () => {
    const { begun } = await lineOf();
    const eve = { id: 's3', name: 'Eve', role: 'admin' };
    expect((await part(begun, 0, eve)).status).toBe(404);
    expect((await part({ ...begun, requestId: 'made-up' }, 0)).status).toBe(404);
    expect((await part(begun, 0, ada, '2026-12-10T11:00:00Z')).status).toBe(200);
    expect((await part(begun, 0, ada, '2026-12-10T13:00:00Z')).status).toBe(404);
    expect((await begin({ id: 's1', name: 'Mei', role: 'marketer' })).status).toBe(403);
  });
});
