import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { type CampaignDraft, publishCampaigns } from '../../../shared/operations/publish-campaigns.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

function draftOf(id: string, code: string, limit = 100): CampaignDraft {
  const coupon = { percentOff: 10, shared: { code, limit }, validFor: '14d', template: 'hello' };
  const source = { name: 'Spring', audience: {}, steps: [{ after: '0d', coupon }] };
  return { id: campaignIdSchema.parse(id), campaign: campaignSchema.parse(source), source, templates: {} };
}
const publish = (...drafts: CampaignDraft[]) =>
  publishCampaigns(tables.store, drafts, instant('2026-12-01T00:00:00Z'));
const limitOf = async (code: string) => (await tables.store.sharedCodes.find(code))?.limit;

describe('publishing a shared code', () => {
  test('makes it known, and its limit is that of the latest version', async () => {
    await publish(draftOf('spring', 'spring-26', 100));
    await publish(draftOf('spring', 'SPRING-26', 50));
    expect(await limitOf('Spring26')).toBe(50);
  });

  test('that another campaign has is refused, and changes and publishes nothing', async () => {
    await publish(draftOf('first', 'ONLY-ONE', 100));
    const others = [draftOf('second', 'FRESH-ONE'), draftOf('third', 'onlyone', 7)];
    await expect(publish(...others)).rejects.toThrow('another campaign has the shared code "ONLYONE"');
    expect(await limitOf('ONLY-ONE')).toBe(100);
    expect(await limitOf('FRESH-ONE')).toBeUndefined();
  });

  test('for two campaigns at once is refused', async () => {
    await expect(publish(draftOf('ann', 'TWICE'), draftOf('bob', 'TW-ICE'))).rejects.toThrow('shared code');
    expect(await limitOf('TWICE')).toBeUndefined();
  });
});
