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
import { enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let run: (cohort: object, at: string) => Promise<StepProgress>;
beforeAll(async () => {
  tables = await startTables();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 100 } });
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  run = async (cohort, at) => {
    const event = { cohort, step: 0, shard: 0, date: '2026-12-01', at };
    return (await handler(event, context)) as StepProgress;
  };
});
afterAll(() => tables.close());

const tagFact = (customer: string, id: string, at: string, more: object = {}) =>
  interactionSchema.parse({ type: 'tag', id, at, customer: { id: customer }, ...more });
const take = (customer: string, ...facts: ReturnType<typeof tagFact>[]) =>
  takeInFacts(tables.store, customerIdSchema.parse(customer), facts, 'UTC');
const tagsOf = async (customer: string) =>
  (await tables.store.customers.find(customerIdSchema.parse(customer)))?.tags ?? [];

/** A cohort of the night of 1 December, of customers who have the tag `newcomer`. */
async function cohortOf(name: string, customers: readonly string[], heldOut: readonly string[] = []) {
  const source = {
    name,
    audience: {},
    steps: [{ after: '0d', tag: { add: ['tea-lover', '茶客'], remove: 'newcomer' } }],
  };
  const id = campaignIdSchema.parse(name);
  const draft = { id, campaign: campaignSchema.parse(source), source, templates: {} };
  const [published] = await publishCampaigns(tables.store, [draft], instant('2026-11-30T00:00:00Z'));
  const cohort = { campaign: id, version: published?.version ?? 1, slot: plainDate('2026-12-01') };
  const key = await tables.store.settings.opaqueIdKey();
  for (const customer of customers) {
    await take(customer, tagFact(customer, 'newcomer', '2026-11-01T12:00:00Z'));
    const customerId = customerIdSchema.parse(customer);
    const ref = customerRefFor(customerId, key);
    const isHeldOut = heldOut.includes(customer);
    await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort, ref, isHeldOut }), 1);
  }
  return cohort;
}

test('a step gives tags and takes them off, for everybody but those held out, and counts as done', async () => {
  const cohort = await cohortOf('both', ['ann', 'bob'], ['bob']);
  expect(await run(cohort, '2026-12-01T12:00:00Z')).toMatchObject({
    isDone: true,
    tally: { customers: 2, heldOut: 1, done: 1 },
  });
  expect(await tagsOf('ann')).toEqual(['tea-lover', '茶客']);
  expect(await tagsOf('bob')).toEqual(['newcomer']);
});

test('what the shop has said about a tag since the step was due stands, however late or often it runs', async () => {
  const cohort = await cohortOf('late', ['eve']);
  await take('eve', tagFact('eve', 'tea-lover', '2026-12-01T10:00:00Z', { removed: true }));
  await run(cohort, '2026-12-01T12:00:00Z');
  expect(await tagsOf('eve')).toEqual(['茶客']);
  await run(cohort, '2026-12-02T12:00:00Z');
  expect(await tagsOf('eve')).toEqual(['茶客']);
});

test('a step that dies at any of its writes ends as one that does not, when it is run again', async () => {
  let deaths = 0;
  for (let fatal = 1; ; fatal += 1) {
    const customer = `crash-${fatal}`;
    const cohort = await cohortOf(customer, [customer]);
    let writes = 0;
    const stop = tables.intercept(({ name }) => {
      if (!/^(Put|Update|Delete)/.test(name)) return;
      writes += 1;
      if (writes === fatal) throw new Error('power cut');
    });
    const isAlive = await run(cohort, '2026-12-01T12:00:00Z').then(
      () => true,
      () => false,
    );
    stop();
    if (isAlive) break;
    deaths += 1;
    expect(await run(cohort, '2026-12-01T12:30:00Z')).toMatchObject({ isDone: true, tally: { done: 1 } });
    expect(await tagsOf(customer)).toEqual(['tea-lover', '茶客']);
    const facts = await tables.store.activity.allOf(customerIdSchema.parse(customer));
    const moments = facts.flatMap((fact) => (fact.type === 'tag' && fact.id !== 'newcomer' ? [fact.at] : []));
    // The moment at which it was due, whichever attempt wrote it.
    expect(new Set(moments)).toEqual(new Set([instant('2026-12-01T04:00:00Z')]));
  }
  expect(deaths).toBeGreaterThan(3);
});
