import {
  GetAccountCommand,
  MessageRejected,
  SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import {
  type CohortKey,
  type CustomerId,
  campaignIdSchema,
  customerIdSchema,
} from '../../../../shared/ids.ts';
import type { StepTally } from '../../../../shared/journeys/step-tally.ts';
import { customerRefFor } from '../../../../shared/opaque-ids.ts';
import type { Profile } from '../../../../shared/profile/profile.ts';
import { enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let sendEmails: (
  cohort: CohortKey,
  more?: object,
) => Promise<{ isDone: boolean; tally: StepTally; next?: object }>;
let recordEvent: (messageId: string, eventType: string, time?: string, more?: object) => Promise<unknown>;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  const sending = await import('../../../../functions/campaigns/run-step/handler.ts');
  const recording = await import('../../../../functions/events/record-email-event/handler.ts');
  sendEmails = (cohort, more = {}) =>
    sending.handler(
      { cohort, step: 0, shard: 0, date: cohort.slot, at: '2026-12-09T12:00:00Z', ...more },
      context,
    );
  recordEvent = (messageId, eventType, time = '2026-12-09T12:00:05Z', more = {}) =>
    recording.handler(
      {
        time,
        detail: {
          eventType,
          mail: { messageId, tags: tagsOf(messageId), destination: destinationOf(messageId) },
          ...more,
        },
      },
      context,
    );
});
beforeEach(() => {
  ses.reset();
  ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 1_000_000 } });
  let messages = 0;
  ses.on(SendEmailCommand).callsFake(() => {
    messages += 1;
    return { MessageId: `m${messages}` };
  });
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

/** The tags of the email with this message id, as SES returns them in events. */
function tagsOf(messageId: string): Record<string, string[]> {
  const sent = ses.commandCalls(SendEmailCommand)[Number(messageId.slice(1)) - 1]?.args[0].input.EmailTags;
  return Object.fromEntries((sent ?? []).map(({ Name = '', Value = '' }) => [Name, [Value]]));
}

/** Where the email with this message id went. */
const destinationOf = (messageId: string): readonly string[] =>
  ses.commandCalls(SendEmailCommand)[Number(messageId.slice(1)) - 1]?.args[0].input.Destination
    ?.ToAddresses ?? [];

const recipients = () =>
  ses.commandCalls(SendEmailCommand).flatMap(({ args }) => args[0].input.Destination?.ToAddresses ?? []);

let campaigns = 0;
/** Publishes a campaign of one email, with a cohort of `size` customers who have just entered it. */
async function newCohort(
  size: number,
  body = 'Hello {{ customer.firstName | default: "there" }}',
  more: Partial<Profile> = {},
) {
  campaigns += 1;
  const id = campaignIdSchema.parse(`campaign-${campaigns}`);
  const version = await tables.store.campaigns.publish({
    id,
    source: { name: 'Test', audience: {}, steps: [{ after: '0d', email: { template: 'hello' } }] },
    templates: { hello: { en: { subject: 'Hello', body } } },
    publishedAt: instant('2026-12-01T00:00:00Z'),
  });
  const cohort: CohortKey = { campaign: id, version, slot: plainDate('2026-12-09') };
  const customers = Array.from({ length: size }, (_, index) => customerIdSchema.parse(`${id}-c${index}`));
  await Promise.all(
    customers.map(async (customerId) => {
      await tables.store.customers.save(
        {
          customerId,
          contact: { email: `${customerId}@example.com` },
          consents: { email: true },
          suppressions: {},
          cancelledOrders: 0,
          enrolments: {},
          openEnrolments: [],
          ...more,
        },
        0,
      );
      await enrol(cohort, customerId);
    }),
  );
  return { cohort, customers };
}

const enrol = (cohort: CohortKey, customerId: CustomerId, isHeldOut = false) =>
  tables.store.journeys.enrol(enrolmentFor(customerId, { cohort, isHeldOut }), 1);

const deliveryOf = async (cohort: CohortKey, customerId: CustomerId | undefined) =>
  customerId &&
  (await tables.store.journeys.find({ cohort, shard: 0, ref: customerRefFor(customerId, 'key') }))?.steps[0];

describe('sending the emails of a shard', () => {
  test('sends one to each customer, and counts the results', async () => {
    const { cohort, customers } = await newCohort(3);
    await enrol(cohort, customerIdSchema.parse('held-out'), true);
    const { isDone, tally } = await sendEmails(cohort);
    expect(isDone).toBe(true);
    expect(tally).toMatchObject({ customers: 4, heldOut: 1, sent: 3, failed: 0, unknown: 0, skipped: {} });
    expect(recipients().sort()).toEqual(customers.map((customerId) => `${customerId}@example.com`));
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({
      state: 'sent',
      at: '2026-12-09T12:00:00.000Z',
    });
  });

  test('again sends nothing, and returns the same counts', async () => {
    const { cohort } = await newCohort(3);
    const first = await sendEmails(cohort);
    expect(await sendEmails(cohort, { at: '2026-12-09T13:00:00Z' })).toEqual(first);
    expect(recipients()).toHaveLength(3);
  });

  test('in two invocations at the same time sends each email once', async () => {
    for (let round = 0; round < 3; round += 1) {
      ses.resetHistory();
      const { cohort, customers } = await newCohort(8);
      await Promise.all([sendEmails(cohort), sendEmails(cohort)]);
      expect(recipients().sort()).toEqual(customers.map((customerId) => `${customerId}@example.com`).sort());
      for (const customerId of customers)
        expect(await deliveryOf(cohort, customerId)).toMatchObject({ state: 'sent' });
    }
  });

  test('continues where time ran out', async () => {
    const { cohort, customers } = await newCohort(120);
    const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
    const event = { cohort, step: 0, shard: 0, date: cohort.slot, at: '2026-12-09T12:00:00Z' };
    const short = { getRemainingTimeInMillis: () => 1000 };
    const first = await handler(event, short);
    expect(first).toMatchObject({ isDone: false, tally: { customers: 100, sent: 100 } });
    const { next, tally } = JSON.parse(JSON.stringify(first));
    expect(await handler({ ...event, next, tally }, short)).toMatchObject({
      isDone: true,
      tally: { customers: 120, sent: 120 },
    });
    expect(new Set(recipients()).size).toBe(customers.length);
  });

  test.each([
    [
      'who has unsubscribed',
      { suppressions: { email: { reason: 'unsubscribed', at: instant('2026-12-01T00:00:00Z') } } },
      'unsubscribed',
    ],
    ['who never consented', { consents: {} }, 'no-consent'],
    ['without an address', { contact: {} }, 'no-email-address'],
  ] as const)('skips a customer %s, and records the reason', async (_, more, reason) => {
    const { cohort, customers } = await newCohort(1, 'Hello', more);
    expect((await sendEmails(cohort)).tally.skipped).toEqual({ [reason]: 1 });
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({ state: 'skipped', reason });
    expect(recipients()).toEqual([]);
  });
});

describe('when something fails', () => {
  test('after a crash between claim and record the email is unknown and is not sent again', async () => {
    const { cohort, customers } = await newCohort(1);
    stopIntercepting = tables.intercept(({ name }) => {
      if (name === 'UpdateItemCommand' && recipients().length > 0) throw new Error('power cut');
    });
    await expect(sendEmails(cohort)).rejects.toThrow('power cut');
    stopIntercepting();
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({ state: 'claimed' });
    expect((await sendEmails(cohort)).tally).toMatchObject({ sent: 0, unknown: 1 });
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({ state: 'unknown' });
    expect(recipients()).toHaveLength(1);
    // An event of SES settles it in the end.
    await recordEvent('m1', 'Delivery');
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({ state: 'sent', messageId: 'm1' });
    expect((await sendEmails(cohort)).tally).toMatchObject({ sent: 1, unknown: 0 });
  });

  test('after a lost response the email is unknown as well', async () => {
    ses.on(SendEmailCommand).rejects(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const { cohort } = await newCohort(1);
    expect((await sendEmails(cohort)).tally).toMatchObject({ unknown: 1 });
    expect((await sendEmails(cohort)).tally).toMatchObject({ unknown: 1 });
    expect(recipients()).toHaveLength(1);
  });

  test('an email that SES rejects has failed for good, with the reason', async () => {
    ses.on(SendEmailCommand).rejects(new MessageRejected({ $metadata: {}, message: 'bad address' }));
    const { cohort, customers } = await newCohort(1);
    expect((await sendEmails(cohort)).tally).toMatchObject({ failed: 1 });
    await sendEmails(cohort);
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({ error: 'MessageRejected: bad address' });
    expect(recipients()).toHaveLength(1);
  });

  test('an account that may not send fails the step, and the email is sent once it may', async () => {
    const refused = new SESv2ServiceException({
      name: 'AccessDeniedException',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
      message: 'not allowed',
    });
    ses.on(SendEmailCommand).rejectsOnce(refused).resolves({ MessageId: 'm2' });
    const { cohort, customers } = await newCohort(1);
    await expect(sendEmails(cohort)).rejects.toThrow('not allowed');
    expect(await deliveryOf(cohort, customers[0])).toBeUndefined();
    expect((await sendEmails(cohort)).tally).toMatchObject({ sent: 1 });
  });

  test('the daily quota ends the step without failing it, and the next run sends the rest once', async () => {
    const { cohort, customers } = await newCohort(30);
    let accepted = 0;
    ses.on(SendEmailCommand).callsFake(() => {
      if (accepted === 12)
        throw new TooManyRequestsException({ $metadata: {}, message: 'Daily message quota exceeded.' });
      accepted += 1;
      return { MessageId: `m${accepted}` };
    });
    expect(await sendEmails(cohort)).toMatchObject({ isDone: false, stoppedBy: 'daily-quota' });
    ses.on(SendEmailCommand).callsFake(() => ({ MessageId: 'm' }));
    ses.resetHistory();
    const next = await sendEmails(cohort, { at: '2026-12-10T12:00:00Z' });
    expect(next).toMatchObject({ isDone: true, tally: { customers: 30, sent: 30, unknown: 0 } });
    expect(recipients()).toHaveLength(customers.length - accepted);
  });

  test('an account under review sends nothing, and claims nothing', async () => {
    ses.on(GetAccountCommand).resolves({ SendingEnabled: true, EnforcementStatus: 'PROBATION' });
    const { cohort, customers } = await newCohort(2);
    expect(await sendEmails(cohort)).toMatchObject({ isDone: false, stoppedBy: 'paused' });
    expect(await deliveryOf(cohort, customers[0])).toBeUndefined();
    expect(recipients()).toEqual([]);
  });

  test('a call that has no time left for SES ends with its cursor, and the next one continues', async () => {
    const { cohort } = await newCohort(4);
    ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 0.5 } });
    const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
    const event = { cohort, step: 0, shard: 0, date: cohort.slot, at: '2026-12-09T12:00:00Z', senders: 1 };
    const first = await handler(event, { getRemainingTimeInMillis: () => 60_500 });
    expect(first).toMatchObject({ isDone: false, tally: { customers: 0 } });
    expect(first).not.toHaveProperty('stoppedBy');
    expect(recipients()).toHaveLength(1);
    ses.on(GetAccountCommand).resolves({ SendingEnabled: true, SendQuota: { MaxSendRate: 1000 } });
    expect(await sendEmails(cohort)).toMatchObject({ isDone: true, tally: { sent: 4 } });
    expect(recipients()).toHaveLength(4);
  });

  test('a template with a missing value fails the email of that customer, and nothing is sent', async () => {
    const { cohort, customers } = await newCohort(1, 'Dear {{ customer.firstName }}');
    expect((await sendEmails(cohort)).tally).toMatchObject({ failed: 1, sent: 0 });
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({
      error: expect.stringContaining('customer.firstName'),
    });
    expect(recipients()).toEqual([]);
  });
});

describe('an event of SES', () => {
  test('that arrives before the sender has recorded its result is kept, and so is the result', async () => {
    const { cohort, customers } = await newCohort(1);
    ses.on(SendEmailCommand).callsFake(async () => {
      await recordEvent('m1', 'Delivery', '2026-12-09T12:00:01Z');
      return { MessageId: 'm1' };
    });
    expect((await sendEmails(cohort)).tally).toMatchObject({ sent: 1 });
    expect(await deliveryOf(cohort, customers[0])).toEqual({
      state: 'sent',
      at: '2026-12-09T12:00:00.000Z',
      messageId: 'm1',
      events: { delivered: '2026-12-09T12:00:01.000Z' },
    });
  });

  test('gives the same delivery in any order and however often it is repeated', async () => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    await Promise.all([
      recordEvent('m1', 'Open', '2026-12-09T14:00:00Z'),
      recordEvent('m1', 'Delivery', '2026-12-09T12:00:01Z'),
      recordEvent('m1', 'Open', '2026-12-09T13:00:00Z'),
      recordEvent('m1', 'Click', '2026-12-09T13:30:00Z'),
    ]);
    await recordEvent('m1', 'Open', '2026-12-09T14:00:00Z');
    expect(await deliveryOf(cohort, customers[0])).toMatchObject({
      events: {
        delivered: '2026-12-09T12:00:01.000Z',
        opened: '2026-12-09T13:00:00.000Z',
        clicked: '2026-12-09T13:30:00.000Z',
      },
    });
  });

  test.each([
    ['a hard bounce', 'Bounce', { bounce: { bounceType: 'Permanent' } }, 'bounced'],
    ['a complaint', 'Complaint', {}, 'complained'],
  ])('about %s suppresses email for the customer', async (_, eventType, more, reason) => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    await recordEvent('m1', eventType, '2026-12-09T12:00:05Z', more);
    const profile = customers[0] && (await tables.store.customers.find(customers[0]));
    expect(profile?.suppressions).toEqual({ email: { reason, at: '2026-12-09T12:00:05.000Z' } });
  });

  test('that says "not spam" closes nothing, since the reader took the complaint back', async () => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    const notSpam = { complaint: { complaintFeedbackType: 'not-spam' } };
    await recordEvent('m1', 'Complaint', '2026-12-09T12:00:05Z', notSpam);
    const profile = customers[0] && (await tables.store.customers.find(customers[0]));
    expect(profile?.suppressions).toEqual({});
  });

  test('of a click on the unsubscribe link is no interest', async () => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    const link = 'https://api.example.com/unsubscribe/token';
    await recordEvent('m1', 'Click', '2026-12-09T13:00:00Z', { click: { link } });
    expect(await deliveryOf(cohort, customers[0])).not.toHaveProperty('events.clicked');
  });

  test('by a machine is kept apart, and a click is known by its link without what may be personal in it', async () => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    await recordEvent('m1', 'Open', '2026-12-09T13:00:00Z', { open: { isBotEvent: 'Likely' } });
    const click = { link: 'https://shop.example/tea?customer=ann#top', isBotEvent: 'Unlikely' };
    await recordEvent('m1', 'Click', '2026-12-09T14:00:00Z', { click });
    const delivery = await deliveryOf(cohort, customers[0]);
    expect(delivery).toMatchObject({
      events: { 'machine-opened': '2026-12-09T13:00:00.000Z', clicked: '2026-12-09T14:00:00.000Z' },
      links: { 'https://shop.example/tea': '2026-12-09T14:00:00.000Z' },
    });
    expect(delivery).not.toHaveProperty('events.opened');
  });

  test('about a full mailbox suppresses nothing', async () => {
    const { cohort, customers } = await newCohort(1);
    await sendEmails(cohort);
    await recordEvent('m1', 'Bounce', '2026-12-09T12:00:05Z', { bounce: { bounceType: 'Transient' } });
    const profile = customers[0] && (await tables.store.customers.find(customers[0]));
    expect(profile?.suppressions).toEqual({});
  });

  test('that is not about one of our emails is ignored', async () => {
    await expect(recordEvent('m999', 'Delivery')).resolves.toBeUndefined();
    const { cohort } = await newCohort(1);
    await sendEmails(cohort);
    await expect(recordEvent('m1', 'Rendering Failure')).resolves.toBeUndefined();
  });
});
