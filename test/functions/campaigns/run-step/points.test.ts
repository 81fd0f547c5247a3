import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { campaignSchema } from '../../../../shared/campaigns/campaign.ts';
import { campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import { interactionSchema } from '../../../../shared/interactions/interaction.ts';
import { customerRefFor } from '../../../../shared/opaque-ids.ts';
import { publishCampaigns } from '../../../../shared/operations/publish-campaigns.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { takeInFacts } from '../../../../shared/operations/take-in.ts';
import { balanceOf, noPoints } from '../../../../shared/points/ledger.ts';
import { enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 100 } });
});
afterAll(() => tables.close());

test('a step that grants points gives them once, whatever crashes, to everybody but those held out', async () => {
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  const source = { name: 'Birthday', audience: {}, steps: [{ after: '0d', points: { grant: 100 } }] };
  const id = campaignIdSchema.parse('birthday');
  const draft = { id, campaign: campaignSchema.parse(source), source, templates: {} };
  const [published] = await publishCampaigns(tables.store, [draft], instant('2026-12-01T00:00:00Z'));
  const cohort = { campaign: id, version: published?.version ?? 1, slot: plainDate('2026-12-01') };
  const key = await tables.store.settings.opaqueIdKey();
  for (const name of ['ann', 'bob']) {
    const customerId = customerIdSchema.parse(name);
    // Somebody without an address gets points as well.
    const seen = { type: 'browse', id: 'b', at: '2026-11-01T12:00:00Z', customer: { id: name } };
    await takeInFacts(tables.store, customerId, [interactionSchema.parse(seen)], 'UTC');
    const ref = customerRefFor(customerId, key);
    const enrolment = enrolmentFor(customerId, { cohort, ref, isHeldOut: name === 'bob' });
    await tables.store.journeys.enrol(enrolment, 1);
  }
  const event = { cohort, step: 0, shard: 0, date: cohort.slot, at: '2026-12-01T12:00:00Z' };
  const run = async () => (await handler(event, context)) as StepProgress;
  const balance = async (name: string) => {
    const profile = await tables.store.customers.find(customerIdSchema.parse(name));
    return balanceOf(profile?.points ?? noPoints, cohort.slot);
  };
  // The points are given, and the step's delivery cannot be written.
  const stopIntercepting = tables.intercept(({ input }) => {
    if (JSON.stringify(input).includes('"done"')) throw new Error('power cut');
  });
  await expect(run()).rejects.toThrow('power cut');
  stopIntercepting();
  expect(await balance('ann')).toBe(100);
  expect(await run()).toMatchObject({ isDone: true, tally: { customers: 2, heldOut: 1, done: 1 } });
  expect(await run()).toMatchObject({ tally: { done: 1 } });
  expect(await balance('ann')).toBe(100);
  expect(await balance('bob')).toBe(0);
});
