import { GetAccountCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { campaignSchema } from '../../../../shared/campaigns/campaign.ts';
import { type CohortKey, campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import { customerRefFor } from '../../../../shared/opaque-ids.ts';
import { publishCampaigns } from '../../../../shared/operations/publish-campaigns.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { takeInFacts } from '../../../../shared/operations/take-in.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import { enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, type HttpLambda, request, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let redeemCoupon: HttpLambda;
let runStep: (cohort: CohortKey) => Promise<StepProgress>;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  redeemCoupon = (await import('../../../../functions/api/redeem-coupon/handler.ts')).handler;
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  runStep = async (cohort) => {
    const event = { cohort, step: 0, shard: 0, date: cohort.slot, at: `${cohort.slot}T12:00:00Z` };
    return JSON.parse(JSON.stringify(await handler(event, context))) as StepProgress;
  };
});
beforeEach(() => {
  ses.reset();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 1_000_000 } });
  ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const campaign = campaignIdSchema.parse('spring');
const publish = async (code: string, limit: number) => {
  const coupon = { percentOff: 15, shared: { code, limit }, validFor: '14d', template: 'spring' };
  const source = { name: 'Spring', audience: {}, steps: [{ after: '0d', coupon }] };
  const body = 'The first {{ coupon.limit }} customers: {{ coupon.code }}';
  const templates = { spring: { en: { subject: '{{ coupon.benefit }}', body } } };
  const draft = { id: campaign, campaign: campaignSchema.parse(source), source, templates };
  const [published] = await publishCampaigns(tables.store, [draft], instant('2026-12-01T00:00:00Z'));
  return published?.version ?? expect.fail('it is published');
};

/** Enters customers into a cohort of the campaign. */
async function enter(version: number, date: string, ...names: string[]): Promise<CohortKey> {
  const cohort = { campaign, version, slot: plainDate(date) };
  for (const name of names) {
    const customerId = customerIdSchema.parse(name);
    const order = orderSchema.parse({
      id: `first-of-${name}`,
      customer: { id: name, email: `${name}@shop.example`, consents: { email: true } },
      placedAt: '2026-11-01T12:00:00Z',
      updatedAt: '2026-11-01T12:00:00Z',
      status: 'placed',
      currency: 'EUR',
      lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
      totals: { total: 1000 },
    });
    await takeInFacts(tables.store, customerId, [{ type: 'order', order }], 'UTC');
    await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort }), 1);
  }
  return cohort;
}

const texts = () =>
  ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input.Content?.Simple?.Body?.Text?.Data ?? '');
const redeem = async (code: string, customerId: string) =>
  (await request(redeemCoupon, { path: { code }, body: { customerId, orderId: `of-${customerId}` } })).status;
const deliveryOf = async (cohort: CohortKey, name: string) => {
  const ref = customerRefFor(customerIdSchema.parse(name), 'key');
  return (await tables.store.journeys.find({ cohort, shard: 0, ref }))?.steps[0];
};

test('a shared code is emailed to everybody until it is used up, and then to nobody', async () => {
  const version = await publish('Spring-26', 2);
  const first = await enter(version, '2026-12-09', 'ann', 'bob', 'cat');
  expect((await runStep(first)).tally).toMatchObject({ sent: 3 });
  expect(texts().every((text) => text.includes('The first 2 customers: SPRING-26'))).toBe(true);
  expect([await redeem('spring 26', 'ann'), await redeem('SPRING26', 'bob')]).toEqual([200, 200]);
  expect(await redeem('SPRING-26', 'cat')).toBe(410);

  ses.resetHistory();
  const second = await enter(version, '2027-03-09', 'ann', 'cat', 'dan');
  expect((await runStep(second)).tally).toMatchObject({ sent: 0, skipped: { 'code-used-up': 3 } });
  expect(texts()).toEqual([]);
  // Nobody has a coupon without hearing of it.
  expect(await tables.store.coupons.allOf(customerIdSchema.parse('dan'))).toEqual([]);

  // The shop raises the limit: those who have not used the code get it, with the dates of this time.
  await publish('Spring-26', 3);
  const third = await enter(version, '2027-09-09', 'ann', 'cat', 'dan');
  expect((await runStep(third)).tally).toMatchObject({ sent: 2, skipped: { 'code-used-up': 1 } });
  expect(await deliveryOf(third, 'ann')).toMatchObject({ state: 'skipped', reason: 'code-used-up' });
  const [coupon] = await tables.store.coupons.allOf(customerIdSchema.parse('cat'));
  expect(coupon).toMatchObject({ expiresOn: '2027-09-23', issuedFor: `spring#${version}#2027-09-09#0` });
});

test('a step that breaks off after issuing sends the same coupon when it is run again', async () => {
  const version = await publish('SUMMER-26', 5);
  const cohort = await enter(version, '2026-12-09', 'eve');
  stopIntercepting = tables.intercept(({ input }) => {
    if (JSON.stringify(input).includes('"claimed"')) throw new Error('power cut');
  });
  await expect(runStep(cohort)).rejects.toThrow('power cut');
  stopIntercepting();
  const eve = customerIdSchema.parse('eve');
  const issued = await tables.store.coupons.allOf(eve);
  expect(issued).toHaveLength(1);
  expect((await runStep(cohort)).tally).toMatchObject({ sent: 1 });
  expect(await tables.store.coupons.allOf(eve)).toEqual(issued);
});

test('whoever is left without a code keeps their place in the mailbox for another message', async () => {
  const settings = await tables.store.settings.load();
  const email = [{ messages: 1, withinDays: 7 }];
  await tables.store.settings.save({ ...settings, limits: { ...settings.limits, email } });
  const used = await publish('AUTUMN-26', 1);
  const before = await enter(used, '2026-12-20', 'fay');
  await runStep(before);
  expect(await redeem('AUTUMN-26', 'fay')).toBe(200);
  expect((await runStep(await enter(used, '2026-12-21', 'gus'))).tally.skipped).toEqual({
    'code-used-up': 1,
  });
  const other = await publish('WINTER-26', 1);
  expect((await runStep(await enter(other, '2026-12-21', 'gus'))).tally).toMatchObject({ sent: 1 });
});
