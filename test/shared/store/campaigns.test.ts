import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const publishedAt = instant('2026-12-09T12:00:00Z');
const email = { after: '0d', email: { template: 'hello' } };
const publish = (id: string, source: unknown) =>
  tables.store.campaigns.publish({ id: campaignIdSchema.parse(id), source, templates: {}, publishedAt });

describe('publishing a campaign', () => {
  const source = { name: 'One', audience: {}, steps: [email] };

  test('gives changed content a new version, and keeps the version of unchanged content', async () => {
    expect(await publish('one', source)).toBe(1);
    expect(await publish('one', source)).toBe(1);
    expect(await publish('one', { ...source, name: 'Other' })).toBe(2);
  });

  test('by several people at the same time never overwrites a version', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const versions = await Promise.all(names.map((name) => publish('race', { ...source, name })));
    expect(new Set(versions).size).toBe(4);
    const kept = await Promise.all(
      versions.map((version) => tables.store.campaigns.version(campaignIdSchema.parse('race'), version)),
    );
    expect(kept.map(({ campaign }) => campaign.name)).toEqual(names);
  });

  test('under rules that have changed since causes an error that names it, until it is paused', async () => {
    await publish('old', { ...source, reenter: { after: '6h' } });
    await expect(tables.store.campaigns.active()).rejects.toThrow(
      /campaign old, version 1.*publish it again, or pause/,
    );
    await tables.store.campaigns.setState(campaignIdSchema.parse('old'), 'paused', publishedAt);
    expect((await tables.store.campaigns.active()).map(({ id }) => id)).toEqual(['one', 'race']);
  });
});
