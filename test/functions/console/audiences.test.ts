import { afterAll, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { publishDraft } from '../../../shared/operations/write-campaign.ts';
import { startTables } from '../setup.ts';
import { ask } from './sent.ts';

const tables = await startTables();
afterAll(() => tables.close());
const { createConsole } = await import('../../../functions/console/answer-console/console.ts');
const { library } = await import('../../../functions/console/ready-made.ts');
const app = createConsole();

const save = (name: string, revision: number, text: string, lang = 'en') =>
  ask(app, 'POST /api/audiences/named/{name}', {
    path: { name },
    body: { revision, title: `The ${name}`, text, lang },
  });
const remove = async (name: string, revision: number) =>
  (await ask(app, 'POST /api/audiences/named/{name}/delete', { path: { name }, body: { revision } })).body;
const listed = async (name: string) =>
  (await ask(app, 'GET /api/audiences')).body.named.find((one: { name: string }) => one.name === name);

describe('a named audience', () => {
  test('is saved with its comments, and other audiences refer to it', async () => {
    const text = 'lifecycle: [silent] # for three months\n';
    expect((await save('quiet', 0, text)).body).toEqual({ saved: true, revision: 1, problems: [] });
    expect((await save('quiet-gold', 0, 'all: [{ audience: quiet }, { tier: [gold] }]')).body.saved).toBe(
      true,
    );
    expect(await listed('quiet'))?.toMatchObject({
      title: 'The quiet',
      text,
      usedBy: { campaigns: [], drafts: [], audiences: ['quiet-gold'] },
      saved: { revision: 1 },
    });
  });

  test('that refers to nothing known, or to itself by a detour, is refused in the reader’s language', async () => {
    const unknown = await save('odd', 0, 'audience: nobody-wrote-this');
    expect(unknown.body).toMatchObject({ saved: false, problems: [{ line: 1 }] });
    const circle = await save('quiet', 1, 'audience: quiet-gold', 'zh');
    expect(circle.body.saved).toBe(false);
    expect(circle.body.problems).toHaveLength(1);
    expect((await save('empty', 0, '')).body.problems).toHaveLength(1);
    expect(await listed('odd')).toBeUndefined();
  });

  test('is not overwritten by somebody who has seen an earlier revision, nor by another of its name', async () => {
    expect((await save('quiet', 1, 'lifecycle: [silent, lost]')).body).toMatchObject({
      saved: true,
      revision: 2,
    });
    expect((await save('quiet', 1, 'lifecycle: [lost]')).body).toEqual({ saved: false, problems: [] });
    expect((await save('quiet', 0, 'lifecycle: [lost]')).body).toEqual({ saved: false, problems: [] });
    expect((await listed('quiet'))?.text).toBe('lifecycle: [silent, lost]');
  });

  test('counts in campaigns as it was when they were published, and in drafts as it is now', async () => {
    const id = campaignIdSchema.parse('wake');
    const text = `name: Wake\naudience: quiet\nholdout: 20%\nsteps:\n  - after: 0d\n    email: { template: we-miss-you }\n`;
    await tables.store.drafts.add({
      id,
      text,
      ...library.textsFor('template: we-miss-you'),
      audiences: {},
      revision: 1,
      savedAt: instant('2026-11-01T00:00:00Z'),
      savedBy: 'Mei',
    });
    expect((await listed('quiet'))?.usedBy).toMatchObject({ drafts: ['wake'], campaigns: [] });
    const at = instant('2026-11-02T00:00:00Z');
    const writer = { by: 'Mei', at, language: 'en' } as const;
    await publishDraft(tables.store, id, { revision: 1, resumes: false }, library, writer);
    await save('quiet', 2, 'lifecycle: [lost]');
    const { campaigns } = (await ask(app, 'GET /api/audiences')).body;
    expect(campaigns).toMatchObject([{ campaign: 'wake', text: 'audience: quiet\n' }]);
    const published = (await tables.store.campaigns.all())[0]?.source;
    expect(published).toMatchObject({ audience: { audience: { is: { lifecycle: ['silent', 'lost'] } } } });
  });

  test('stays while anything refers to it, and while somebody else has changed it', async () => {
    expect(await remove('quiet', 3)).toEqual({
      removed: false,
      usedBy: { campaigns: ['wake'], drafts: [], audiences: ['quiet-gold'] },
    });
    expect(await remove('quiet-gold', 7)).toEqual({ removed: false });
    expect(await remove('quiet-gold', 1)).toEqual({ removed: true });
    expect(await listed('quiet-gold')).toBeUndefined();
    expect(await remove('quiet-gold', 1)).toEqual({ removed: true });
  });
});
