import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instantFromMs } from '../../../../shared/calendar.ts';
import type { CallbackTask } from '../../../../shared/callbacks/callback.ts';
import { recipientIdFor } from '../../../../shared/recipients/address.ts';
import { customer } from '../../../shared/campaigns/campaigns.ts';
import { type HttpLambda, noon, request, startTables, type Tables } from '../../setup.ts';
import { taskOf } from './tasks.ts';

interface Response {
  readonly error?: string;
  readonly progress?: CallbackTask['progress'];
  readonly calls?: CallbackTask['calls'];
  readonly issues?: readonly { readonly path: string }[];
}

const phone = customer.contact.phone ?? '';
const stepFunctions = mockClient(SFNClient);
let tables: Tables;
let handler: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables({ timeZone: 'Europe/London' });
  handler = (await import('../../../../functions/api/callback-tasks/handler.ts')).handler;
});
beforeEach(() => {
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
});
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

/** A task for a customer in China with a phone, claimed by Mei. */
async function claimedTask(more: Partial<CallbackTask> = {}): Promise<CallbackTask> {
  const at = instantFromMs(noon);
  const task = taskOf({ progress: { state: 'claimed', by: 'Mei', at, until: at }, ...more });
  await tables.store.callbacks.add(task);
  const { customerId } = task;
  const contact = { ...customer.contact, country: 'CN' };
  await tables.store.customers.save({ ...customer, contact, consents: { phone: true }, customerId }, 0);
  return task;
}

const act = (action: string, { taskId }: CallbackTask, body: object, at = noon) =>
  request<Response>(handler, {
    route: `POST /callback-tasks/{taskId}/${action}`,
    path: { taskId },
    body: { staff: 'Mei', ...body },
    at,
  });
const report = (task: CallbackTask, body: object, at = noon) => act('outcome', task, body, at);
const outputs = () =>
  stepFunctions
    .commandCalls(SendTaskSuccessCommand)
    .map(({ args }): unknown => JSON.parse(args[0].input.output ?? ''));
const stored = async ({ customerId, taskId }: CallbackTask) =>
  (await tables.store.callbacks.find(customerId, taskId))?.progress;

describe('a customer who asks to be called again', () => {
  test('is called at the time that was agreed, by the clock where they live', async () => {
    const callAgain = { on: '2026-12-13', at: '21:30' };
    const { json } = await report(await claimedTask(), { outcome: 'call-again', callAgain, note: 'Sunday' });
    expect(json().progress).toMatchObject({ nextCallAt: '2026-12-13T13:30:00.000Z' });
    expect(json().calls).toEqual([
      { at: instantFromMs(noon), by: 'Mei', outcome: 'call-again', note: 'Sunday' },
    ]);
    expect(outputs()).toEqual([{ outcome: 'call-again', nextCallAt: '2026-12-13T13:30:00.000Z' }]);
  });

  test('on a day without a time is called when calling hours begin on it', async () => {
    const { json } = await report(await claimedTask(), {
      outcome: 'call-again',
      callAgain: { on: '2026-12-14' },
    });
    expect(json().progress).toMatchObject({ nextCallAt: '2026-12-14T01:00:00.000Z' });
  });

  test('keeps the first time when the same outcome is sent again', async () => {
    const task = await claimedTask();
    await report(task, { outcome: 'call-again', callAgain: { on: '2026-12-14' } });
    await report(task, { outcome: 'call-again', callAgain: { on: '2026-12-15' } }, noon + 1000);
    expect(await stored(task)).toMatchObject({ nextCallAt: '2026-12-14T01:00:00.000Z' });
    expect(new Set(outputs().map((output) => JSON.stringify(output))).size).toBe(1);
  });

  test.each<[why: string, body: object, path: string]>([
    ['no time', { outcome: 'call-again' }, 'callAgain'],
    ['a time with another outcome', { outcome: 'no-answer', callAgain: { on: '2026-12-14' } }, 'callAgain'],
    ['today, when hours have begun', { outcome: 'call-again', callAgain: { on: '2026-12-09' } }, 'callAgain'],
    ['an hour ago', { outcome: 'call-again', callAgain: { on: '2026-12-09', at: '19:00' } }, 'callAgain.at'],
    ['in a year', { outcome: 'call-again', callAgain: { on: '2027-12-09' } }, 'callAgain.on'],
    ['no day', { outcome: 'call-again', callAgain: { on: '2026-02-30' } }, 'callAgain.on'],
    ['no time of day', { outcome: 'call-again', callAgain: { on: '2026-12-14', at: '9pm' } }, 'callAgain.at'],
  ])('is not called at %s: the answer says which field is wrong', async (_, body, path) => {
    const task = await claimedTask();
    const refused = await report(task, body);
    expect([refused.status, refused.json().issues?.map((issue) => issue.path)]).toEqual([400, [path]]);
    expect(await stored(task)).toMatchObject({ state: 'claimed' });
    expect(outputs()).toEqual([]);
  });
});

describe('a customer who does not answer', () => {
  test('is called again while there are attempts, whatever calls were agreed in between', async () => {
    const call = (outcome: 'no-answer' | 'call-again') =>
      ({ at: instantFromMs(noon - 1000), by: 'Tom', outcome }) as const;
    const second = await claimedTask({ attempt: 3, calls: [call('no-answer'), call('call-again')] });
    expect((await report(second, { outcome: 'no-answer' })).json().progress).toHaveProperty('nextCallAt');
    const third = await claimedTask({ attempt: 3, calls: [call('no-answer'), call('no-answer')] });
    expect((await report(third, { outcome: 'no-answer' })).json().progress).not.toHaveProperty('nextCallAt');
    expect(outputs().at(-1)).toEqual({ outcome: 'no-answer' });
  });
});

describe('"do not call"', () => {
  const suppression = async (task: CallbackTask) =>
    (await tables.store.customers.find(task.customerId))?.suppressions.phone;

  test('holds before the workflow hears of it', async () => {
    const task = await claimedTask();
    stepFunctions.on(SendTaskSuccessCommand).rejects(new Error('power cut'));
    expect((await report(task, { outcome: 'do-not-call' })).status).toBe(500);
    expect(await suppression(task)).toMatchObject({ reason: 'do-not-call' });
    const id = recipientIdFor('phone', phone, await tables.store.settings.opaqueIdKey());
    expect((await tables.store.recipients.find(id)).recipient?.suppression).toMatchObject({
      reason: 'do-not-call',
    });
  });

  test('holds after a crash at any of its writes, once it is sent again', async () => {
    for (let survives = 0; ; survives += 1) {
      const task = await claimedTask();
      let writes = 0;
      stopIntercepting = tables.intercept(({ name }) => {
        if (!/Put|Update|Delete/.test(name)) return;
        writes += 1;
        if (writes > survives) throw new Error('power cut');
      });
      const { status } = await report(task, { outcome: 'do-not-call' });
      stopIntercepting();
      if (status === 200) break;
      expect((await report(task, { outcome: 'do-not-call' }, noon + 60_000)).status).toBe(200);
      expect(await suppression(task)).toMatchObject({ reason: 'do-not-call' });
      expect(await stored(task)).toMatchObject({ state: 'answered', outcome: 'do-not-call' });
      expect(survives).toBeLessThan(20);
    }
  });

  test('lets nobody claim another task of the same customer, which then leaves the queue', async () => {
    const [task, other] = [await claimedTask(), taskOf()];
    const again = { ...other, customerId: task.customerId };
    await tables.store.callbacks.add(again);
    await report(task, { outcome: 'do-not-call' });
    stepFunctions.resetHistory();
    const refused = await act('claim', again, { staff: 'Tom' });
    expect([refused.status, refused.json().error]).toEqual([409, 'not-to-be-called']);
    expect(outputs()).toEqual([{ outcome: 'none' }]);
  });

  test('is not taken from somebody whose claim another has: nothing is closed', async () => {
    const at = instantFromMs(noon);
    const until = instantFromMs(noon + 1);
    const task = await claimedTask({ progress: { state: 'claimed', by: 'Tom', at, until } });
    expect((await report(task, { outcome: 'do-not-call' })).status).toBe(409);
    expect(await suppression(task)).toBeUndefined();
  });
});
