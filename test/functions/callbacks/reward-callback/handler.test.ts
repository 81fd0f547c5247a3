import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { instant } from '../../../../shared/calendar.ts';
import {
  type CallbackRequest,
  type CallbackTask,
  callbackRequestSchema,
} from '../../../../shared/callbacks/callback.ts';
import { customerIdSchema, taskIdSchema } from '../../../../shared/ids.ts';
import { askingEnrolment, enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';

const ses = mockClient(SESv2Client);
let tables: Tables;
let reward: (task: CallbackRequest, at: string) => Promise<{ code?: string }>;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  await tables.store.settings.plantSecrets('salt');
  const { handler } = await import('../../../../functions/callbacks/reward-callback/handler.ts');
  reward = (task, at) => handler({ task: callbackRequestSchema.strip().parse(task), at }, context);
});
afterEach(() => {
  stopIntercepting();
  ses.reset();
});
afterAll(() => tables.close());

/** Stores a customer and the task for which staff reached them, and returns the task. */
async function storeReachedCustomer(number: number): Promise<CallbackTask> {
  const customerId = customerIdSchema.parse(`customer ${number}`);
  const enrolment = enrolmentFor(customerId);
  await tables.store.journeys.enrol(enrolment, 1);
  const queuedAt = instant('2026-12-08T00:00:00Z');
  const task: CallbackTask = {
    taskId: taskIdSchema.parse(`cb-${String(number).padStart(24, '0')}`),
    customerId,
    enrolment: askingEnrolment(enrolment),
    script: 'win-back',
    askedBy: 'win-back#1#2026-12-01#3',
    withinHours: 72,
    attempts: 3,
    retryAfterHours: 24,
    value: 0,
    askedAt: queuedAt,
    attempt: 1,
    queuedAt,
    dueAt: queuedAt,
    calls: [],
    token: 't',
    progress: { state: 'open' },
  };
  await tables.store.callbacks.add(task);
  const contact = { email: 'ada@example.com' };
  await tables.store.customers.save(
    {
      customerId,
      contact,
      consents: { email: true },
      suppressions: {},
      cancelledOrders: 0,
      enrolments: {},
      openEnrolments: [],
    },
    0,
  );
  return task;
}

test('a reward that was interrupted is given once, with the terms of the first attempt', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
  const task = await storeReachedCustomer(1);
  let puts = 0;
  stopIntercepting = tables.intercept(({ name }) => {
    if (name !== 'PutItemCommand') return;
    puts += 1;
    if (puts > 1) throw new Error('power cut');
  });
  await expect(reward(task, '2026-12-09T12:00:00Z')).rejects.toThrow('power cut');
  stopIntercepting();

  const { code = '' } = await reward(task, '2026-12-11T12:00:00Z');
  expect(await reward(task, '2026-12-12T12:00:00Z')).toEqual({ code });

  const sent = ses.commandCalls(SendEmailCommand);
  expect(sent).toHaveLength(1);
  expect(await tables.store.coupons.get(task.customerId, code)).toMatchObject({ expiresOn: '2026-12-23' });
  expect(sent[0]?.args[0].input.Content?.Simple?.Body?.Text?.Data).toContain('December 23, 2026');
});

test('a reward that was interrupted after its email may have gone out is unknown, and not sent again', async () => {
  ses.on(SendEmailCommand).resolves({ MessageId: 'm2' });
  const task = await storeReachedCustomer(2);
  let puts = 0;
  stopIntercepting = tables.intercept(({ name }) => {
    if (name !== 'PutItemCommand') return;
    puts += 1;
    // The coupon, the profile, the reservation, the claim, and then the result.
    if (puts === 5) throw new Error('power cut');
  });
  await expect(reward(task, '2026-12-09T12:00:00Z')).rejects.toThrow('power cut');
  stopIntercepting();

  const { code } = await reward(task, '2026-12-09T12:05:00Z');
  expect(ses.commandCalls(SendEmailCommand)).toHaveLength(1);
  const found = await tables.store.callbacks.find(task.customerId, task.taskId);
  expect(found?.reward).toMatchObject({ code, delivery: { state: 'unknown' } });
});
