import { GetAccountCommand, MessageRejected, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import {
  type CampaignId,
  type CohortKey,
  campaignIdSchema,
  customerIdSchema,
} from '../../../../shared/ids.ts';
import { publishCampaigns } from '../../../../shared/operations/publish-campaigns.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { campaignOf, customer, enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';
import { startReceiver } from '../../webhook-receiver.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let run: (cohort: CohortKey, at?: string, date?: string) => Promise<StepProgress>;
const publishedAt = instant('2026-12-01T00:00:00Z');
const slot = plainDate('2026-12-09');

beforeAll(async () => {
  tables = await startTables({ limits: { email: [], phone: [], all: [], quietHours: 'none', notWhile: [] } });
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  run = async (cohort, at = '2026-12-09T12:00:00Z', date = '2026-12-09') =>
    JSON.parse(
      JSON.stringify(await handler({ cohort, step: 0, shard: 0, date, at }, context)),
    ) as StepProgress;
});
beforeEach(() => {
  ses.reset();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 1_000_000 } });
  ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
});
afterAll(() => tables.close());

const email = { email: { template: 'hello' } };
const tenPercent = { coupon: { percentOff: 10, validFor: '14d', template: 'hello' } };
const call = { callback: { script: 'hello', within: '8h' } };
const draftOf = (id: CampaignId, budget: object, step: object) => {
  const source = { name: 'Test', audience: {}, budget, steps: [{ after: '0d', ...step }] };
  const { campaign } = campaignOf(source);
  return { id, campaign, source, templates: { hello: { en: { subject: 'Hello', body: 'Hello' } } } };
};

let made = 0;
/** A campaign that some customers have entered. Each of them has 150.00 as a usual order. */
async function newCampaign(budget: object, customers: number, step: object = email) {
  made += 1;
  const id = campaignIdSchema.parse(`c-${made}`);
  await publishCampaigns(tables.store, [draftOf(id, budget, step)], publishedAt);
  const cohort = { campaign: id, version: 1, slot };
  for (let number = 0; number < customers; number += 1) {
    const customerId = customerIdSchema.parse(`${id}-${number}`);
    const contact = { email: `${customerId}@example.com`, phone: `+44 20 ${made}${1000 + number}` };
    const consents = { email: true, phone: true };
    await tables.store.customers.save({ ...customer, customerId, contact, consents }, 0);
    await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort }), 1);
  }
  return { id, cohort };
}
const deliveriesOf = async (cohort: CohortKey) =>
  (await tables.store.journeys.page(cohort, 0, undefined, 100)).enrolments.flatMap(({ steps }) =>
    Object.values(steps),
  );
const raise = (id: CampaignId, budget: object, step: object = email) =>
  publishCampaigns(tables.store, [draftOf(id, budget, step)], instant('2026-12-09T13:00:00Z'), {
    resumes: true,
  });
const standing = (id: CampaignId) => tables.store.campaigns.standing(id, 1);

describe('the budget of a campaign', () => {
  test('is never exceeded by runs at the same time, refused messages give theirs back, and once raised nobody is lost or reached twice', async () => {
    const cases = fc.record({
      messages: fc.integer({ min: 1, max: 6 }),
      refused: fc.integer({ min: 0, max: 3 }),
      runs: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ messages, refused, runs }) => {
        const customers = 5;
        const { id, cohort } = await newCampaign({ messages }, customers);
        let calls = 0;
        ses.on(SendEmailCommand).callsFake(() => {
          calls += 1;
          if (calls <= refused) throw new MessageRejected({ message: 'no', $metadata: {} });
          return { MessageId: 'm' };
        });
        await Promise.all(Array.from({ length: runs }, () => run(cohort)));
        const reached = (await deliveriesOf(cohort)).filter(({ state }) => state === 'sent').length;
        expect(reached).toBeLessThanOrEqual(messages);
        expect(await tables.store.budgets.spent(id)).toMatchObject({ messages: reached });
        const isAllDone = (await deliveriesOf(cohort)).length === customers;
        if (!isAllDone)
          expect(await standing(id)).toMatchObject({
            state: 'paused',
            outOfBudget: { part: 'messages', limit: messages },
          });
        await raise(id, { messages: 100 });
        await run(cohort, '2026-12-09T14:00:00Z');
        const states = (await deliveriesOf(cohort)).map(({ state }) => state);
        expect(states.filter((state) => state === 'sent' || state === 'failed')).toHaveLength(customers);
        expect(calls).toBe(customers);
      }),
      { numRuns: 3 },
    );
  });

  test.each([
    ['coupons', { coupons: 3 }, tenPercent, 3, { messages: 3, coupons: 3, discount: 4500 }],
    ['discount', { discount: 44 }, tenPercent, 2, { messages: 2, coupons: 2, discount: 3000 }],
    ['messages', { messages: 2, coupons: 1 }, call, 2, { messages: 2, coupons: 0, discount: 0 }],
  ])('of %s holds', async (part, budget, step, reached, spent) => {
    const { id, cohort } = await newCampaign(budget, 5, step);
    expect(await run(cohort)).toMatchObject({ isDone: false, stoppedBy: 'budget' });
    expect(await deliveriesOf(cohort)).toHaveLength(reached);
    expect(await tables.store.budgets.spent(id)).toMatchObject(spent);
    expect(await standing(id)).toMatchObject({ state: 'paused', outOfBudget: { part } });
  });

  test('is not used up by tags and webhooks, which are no messages to a customer', async () => {
    const receiver = await startReceiver();
    for (const step of [{ tag: 'tea-lover' }, { webhook: { url: receiver.url } }]) {
      const { id, cohort } = await newCampaign({ messages: 1 }, 2, step);
      expect(await run(cohort)).toMatchObject({ isDone: true });
      expect((await deliveriesOf(cohort)).map(({ state }) => state)).toEqual(
        'tag' in step ? ['done', 'done'] : ['sent', 'sent'],
      );
      expect(await tables.store.budgets.spent(id)).toMatchObject({ messages: 0 });
      expect(await standing(id)).toMatchObject({ state: 'active' });
    }
    expect(receiver.received).toHaveLength(2);
    await receiver.close();
  });

  test('must be raised before the campaign goes on, by whichever way it is resumed', async () => {
    const { id, cohort } = await newCampaign({ messages: 1 }, 3);
    await run(cohort);
    const now = instant('2026-12-09T13:00:00Z');
    await expect(tables.store.campaigns.setState(id, 'active', now)).rejects.toThrow(
      'publish it with a greater',
    );
    await expect(raise(id, { messages: 1, coupons: 9 })).rejects.toThrow('the budget of c-');
    expect((await tables.store.campaigns.all()).find((one) => one.id === id)?.version).toBe(1);
    await raise(id, { coupons: 9 });
    expect(await standing(id)).toMatchObject({ state: 'active', wasOutOfBudget: true });
    expect(await run(cohort)).toMatchObject({ isDone: true, tally: { sent: 3 } });
  });

  test('counts those for whom it has become too late meanwhile by that reason', async () => {
    const { id, cohort } = await newCampaign({ messages: 1 }, 3);
    await run(cohort);
    await publishCampaigns(tables.store, [draftOf(id, { messages: 9 }, email)], publishedAt);
    await tables.store.campaigns.setState(id, 'active', instant('2026-12-20T00:00:00Z'));
    expect(await run(cohort, '2026-12-20T12:00:00Z', '2026-12-20')).toMatchObject({
      tally: { customers: 3, sent: 1, skipped: { 'out-of-budget': 2 } },
    });
  });

  test('begins anew with a campaign that is published again after it was archived', async () => {
    const { id, cohort } = await newCampaign({ messages: 1 }, 2);
    await run(cohort);
    await tables.store.campaigns.setState(id, 'archived', instant('2026-12-10T00:00:00Z'));
    await publishCampaigns(tables.store, [draftOf(id, { messages: 1 }, email)], publishedAt);
    expect(await tables.store.budgets.spent(id)).toMatchObject({ messages: 0 });
    expect(await tables.store.campaigns.standing(id, 2)).toEqual({
      state: 'active',
      since: publishedAt,
      budget: { messages: 1 },
    });
  });
});
