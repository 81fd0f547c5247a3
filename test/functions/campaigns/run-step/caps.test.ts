import {
  GetAccountCommand,
  MessageRejected,
  SESv2Client,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { type CohortKey, campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import { customerRefFor } from '../../../../shared/opaque-ids.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { customer, enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { newPerson, taskFor } from '../../../shared/operations/known-customer.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let runStep: (cohort: CohortKey, at?: string) => Promise<StepProgress>;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  runStep = async (cohort, at = '2026-12-09T12:00:00Z') =>
    JSON.parse(
      JSON.stringify(await handler({ cohort, step: 0, shard: 0, date: cohort.slot, at }, context)),
    ) as StepProgress;
});
beforeEach(async () => {
  ses.reset();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 1_000_000 } });
  ses.on(SendEmailCommand).resolves({ MessageId: 'm' });
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

const emailsSent = () => ses.commandCalls(SendEmailCommand).length;
const capAt = async (messages: number, more: object = {}) => {
  const settings = await tables.store.settings.load();
  const email = [{ messages, withinDays: 7 }];
  await tables.store.settings.save({
    ...settings,
    limits: { email, phone: [], all: [], quietHours: 'none', notWhile: [], ...more },
  });
};

let made = 0;
/** Customers with one mailbox, and a number of campaigns that each of them has just entered. */
async function newFamily(
  campaigns: number,
  step: object = { email: { template: 'hello' } },
  names: readonly string[] = ['ann', 'bob'],
) {
  made += 1;
  const family = `family-${made}`;
  const members = names.map((name) => customerIdSchema.parse(`${family}-${name}`));
  for (const customerId of members) {
    const contact = {
      email: `${family}@example.com`,
      phone: `+44 ${customerId.length}${made}${customerId.at(-1) === 'n' ? 1 : 2}`,
    };
    const consents = { email: true, phone: true };
    await tables.store.customers.save({ ...customer, customerId, contact, consents }, 0);
  }
  const cohorts: CohortKey[] = [];
  for (let number = 0; number < campaigns; number += 1) {
    const id = campaignIdSchema.parse(`${family}-${number}`);
    const version = await tables.store.campaigns.publish({
      id,
      source: { name: 'Test', audience: {}, steps: [{ after: '0d', ...step }] },
      templates: { hello: { en: { subject: 'Hello', body: 'Hello' } } },
      publishedAt: instant('2026-12-01T00:00:00Z'),
    });
    const cohort = { campaign: id, version, slot: plainDate('2026-12-09') };
    cohorts.push(cohort);
    for (const customerId of members)
      await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort }), 1);
  }
  return { cohorts, members };
}

const deliveriesOf = async (cohorts: readonly CohortKey[], members: readonly string[]) => {
  const found = cohorts.flatMap((cohort) =>
    members.map(async (member) => {
      const ref = customerRefFor(customerIdSchema.parse(member), 'key');
      return (await tables.store.journeys.find({ cohort, shard: 0, ref }))?.steps[0];
    }),
  );
  return Promise.all(found);
};

describe('the cap of a mailbox', () => {
  test('holds across campaigns and customers that send at the same time, and nothing below it is lost', async () => {
    const runs = fc.record({
      cap: fc.integer({ min: 1, max: 4 }),
      campaigns: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ cap, campaigns }) => {
        ses.resetHistory();
        await capAt(cap);
        const { cohorts } = await newFamily(campaigns);
        const twice = [...cohorts, ...cohorts];
        const results = await Promise.all(twice.map((cohort) => runStep(cohort)));
        expect(emailsSent()).toBe(Math.min(cap, campaigns));
        for (const { tally } of results.slice(0, campaigns)) expect(tally.customers).toBe(2);
        // Whoever comes later finds the same, and sends nothing.
        const later = await Promise.all(cohorts.map((cohort) => runStep(cohort, '2026-12-09T13:00:00Z')));
        const skipped = later.reduce((sum, { tally }) => sum + (tally.skipped.capped ?? 0), 0);
        expect(emailsSent()).toBe(Math.min(cap, campaigns));
        expect(skipped).toBeGreaterThanOrEqual(Math.max(0, campaigns - cap));
      }),
      { numRuns: 4 },
    );
  });

  test('keeps the place of an attempt that crashed before its claim, and the repeat sends', async () => {
    await capAt(1);
    const {
      cohorts: [first, second],
      members,
    } = await newFamily(2);
    if (first === undefined || second === undefined) throw new Error('there are two campaigns');
    stopIntercepting = tables.intercept(({ name, input }) => {
      if (name === 'UpdateItemCommand' && JSON.stringify(input).includes('claimed'))
        throw new Error('power cut');
    });
    await expect(runStep(first)).rejects.toThrow('power cut');
    stopIntercepting();
    expect((await runStep(second)).tally.skipped).toEqual({ capped: 2 });
    expect((await runStep(first)).tally).toMatchObject({ sent: 1 });
    expect(emailsSent()).toBe(1);
    expect((await deliveriesOf([second], members)).map((one) => one?.state)).toEqual(['skipped', 'skipped']);
  });

  // A single customer: in a pair, whether the other one meets the place or finds it given back is a matter of timing.
  test('gets back the place of a claim that was given back', async () => {
    await capAt(1);
    const {
      cohorts: [first, second],
    } = await newFamily(2, { email: { template: 'hello' } }, ['ann']);
    if (first === undefined || second === undefined) throw new Error('there are two campaigns');
    ses
      .on(SendEmailCommand)
      .rejectsOnce(new TooManyRequestsException({ $metadata: {}, message: 'Daily message quota exceeded.' }))
      .resolves({ MessageId: 'm' });
    expect(await runStep(first)).toMatchObject({ stoppedBy: 'daily-quota' });
    expect((await runStep(second)).tally).toMatchObject({ sent: 1 });
    expect((await runStep(first)).tally.skipped).toEqual({ capped: 1 });
  });

  test('gets back the place of an email that SES refused', async () => {
    await capAt(1);
    const {
      cohorts: [first, second],
    } = await newFamily(2, { email: { template: 'hello' } }, ['ann']);
    if (first === undefined || second === undefined) throw new Error('there are two campaigns');
    const refused = new MessageRejected({ $metadata: {}, message: 'not this one' });
    ses.on(SendEmailCommand).rejectsOnce(refused).resolves({ MessageId: 'm' });
    expect((await runStep(first)).tally).toMatchObject({ failed: 1 });
    expect((await runStep(second)).tally).toMatchObject({ sent: 1 });
  });

  test('keeps the place of an email of which nobody knows whether it went out', async () => {
    await capAt(1);
    const {
      cohorts: [first, second],
    } = await newFamily(2);
    if (first === undefined || second === undefined) throw new Error('there are two campaigns');
    ses.on(SendEmailCommand).rejectsOnce(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    expect((await runStep(first)).tally).toMatchObject({ unknown: 1, skipped: { 'same-mailbox': 1 } });
    expect((await runStep(second)).tally.skipped).toEqual({ capped: 2 });
  });

  test('lets a transactional step through', async () => {
    await capAt(1);
    const { cohorts } = await newFamily(2, { email: { template: 'hello' }, transactional: true });
    for (const cohort of cohorts) expect((await runStep(cohort)).tally).toMatchObject({ sent: 1 });
  });

  test('counts calls when it is on all messages, though each customer has a phone of their own', async () => {
    await capAt(9, { all: [{ messages: 2, withinDays: 7 }] });
    const calls = await newFamily(1, { callback: { script: 'hello', within: '3d' } });
    const [cohort] = calls.cohorts;
    if (cohort === undefined) throw new Error('there is one campaign');
    const first = await runStep(cohort);
    expect(first.tally).toMatchObject({ queued: 2 });
    expect(await runStep(cohort)).toEqual(first);
    const id = campaignIdSchema.parse('mail-after-calls');
    const version = await tables.store.campaigns.publish({
      id,
      source: { name: 'Test', audience: {}, steps: [{ after: '0d', email: { template: 'hello' } }] },
      templates: { hello: { en: { subject: 'Hello', body: 'Hello' } } },
      publishedAt: instant('2026-12-01T00:00:00Z'),
    });
    const mail = { campaign: id, version, slot: plainDate('2026-12-09') };
    for (const customerId of calls.members)
      await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort: mail }), 1);
    expect((await runStep(mail)).tally.skipped).toEqual({ capped: 2 });
  });
});

describe('a campaign that leaves customers with a callback in peace', () => {
  test('skips its step until the callback is settled', async () => {
    const { cohorts, members } = await newFamily(2);
    const [first, second] = cohorts;
    const [ann] = members;
    if (first === undefined || second === undefined || ann === undefined) throw new Error('all are there');
    await capAt(9, { notWhile: ['callback'] });
    const task = { ...taskFor({ ...newPerson(), customerId: ann }, enrolmentFor(ann, { cohort: first })) };
    await tables.store.callbacks.add(task);
    expect((await runStep(first)).tally).toMatchObject({ sent: 1, skipped: { 'callback-open': 1 } });
    const closed = { state: 'closed', at: task.queuedAt, result: 'not-interested' } as const;
    await tables.store.callbacks.change(task, { ...task, progress: closed });
    expect((await runStep(second)).tally).toMatchObject({ sent: 1, skipped: { 'same-mailbox': 1 } });
  });
});
