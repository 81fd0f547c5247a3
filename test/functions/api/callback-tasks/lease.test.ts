import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instantFromMs } from '../../../../shared/calendar.ts';
import type { CallbackTask } from '../../../../shared/callbacks/callback.ts';
import { type HttpLambda, noon, request, startTables, type Tables } from '../../setup.ts';
import { taskOf } from './tasks.ts';

interface Response {
  readonly error?: string;
  readonly message?: string;
  readonly progress?: CallbackTask['progress'];
}

const minutes = (count: number): number => noon + count * 60_000;
const stepFunctions = mockClient(SFNClient);
let tables: Tables;
let handler: HttpLambda;
let task: CallbackTask;

beforeAll(async () => {
  tables = await startTables();
  handler = (await import('../../../../functions/api/callback-tasks/handler.ts')).handler;
});
beforeEach(async () => {
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
  task = taskOf();
  await tables.store.callbacks.add(task);
});
afterAll(() => tables.close());

const act = (action: string, staff: string, atMinute: number, more: object = {}) =>
  request<Response>(handler, {
    route: `POST /callback-tasks/{taskId}/${action}`,
    path: { taskId: task.taskId },
    body: { staff, ...more },
    at: minutes(atMinute),
  });
const claim = (staff: string, atMinute: number) => act('claim', staff, atMinute);
const release = (staff: string, atMinute: number) => act('release', staff, atMinute);
const report = (staff: string, atMinute: number, outcome = 'no-answer') =>
  act('outcome', staff, atMinute, { outcome });
const stored = async () => (await tables.store.callbacks.find(task.customerId, task.taskId))?.progress;
const resumptions = () => stepFunctions.commandCalls(SendTaskSuccessCommand).length;

describe('a claim', () => {
  test('holds for half an hour, and from then on anybody may claim the task', async () => {
    expect((await claim('Sam', 0)).json().progress).toMatchObject({ until: instantFromMs(minutes(30)) });
    const refused = await claim('Mei', 29);
    expect([refused.status, refused.json().error]).toEqual([409, 'claimed-by-another']);
    expect(refused.json().message).toContain(`Sam has claimed the task until ${instantFromMs(minutes(30))}`);
    expect((await claim('Mei', 30)).json().progress).toEqual({
      state: 'claimed',
      by: 'Mei',
      at: instantFromMs(minutes(30)),
      until: instantFromMs(minutes(60)),
    });
  });

  test('that has run out goes to one of two who claim the task at the same time', async () => {
    await claim('Sam', 0);
    const answers = await Promise.all([claim('Mei', 31), claim('Tom', 31)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await stored()).toEqual(answers.find(({ status }) => status === 200)?.json().progress);
  });

  test('lasts longer when the same person claims again, and never less long', async () => {
    await claim('Sam', 0);
    await claim('Sam', 20);
    const lasting = {
      state: 'claimed',
      by: 'Sam',
      at: instantFromMs(noon),
      until: instantFromMs(minutes(50)),
    };
    expect(await stored()).toEqual(lasting);
    // A request that took long on its way.
    await claim('Sam', 10);
    expect(await stored()).toEqual(lasting);
    expect((await claim('Mei', 49)).status).toBe(409);
  });

  test('lasts as long as the settings say', async () => {
    const settings = await tables.store.settings.load();
    await tables.store.settings.save({
      ...settings,
      callbacks: { ...settings.callbacks, claimMinutes: 5 },
    });
    await claim('Sam', 0);
    expect((await claim('Mei', 5)).status).toBe(200);
    await tables.store.settings.save(settings);
  });
});

describe('an outcome', () => {
  test('is taken from somebody whose claim has run out while nobody else has claimed the task', async () => {
    await claim('Sam', 0);
    expect((await report('Sam', 45)).status).toBe(200);
    expect(await stored()).toMatchObject({ state: 'answered', by: 'Sam' });
  });

  test('is refused from somebody whose claim has run out once another has claimed the task', async () => {
    await claim('Sam', 0);
    await claim('Mei', 35);
    const refused = await report('Sam', 40);
    expect([refused.status, refused.json().error]).toEqual([409, 'claimed-by-another']);
    expect(refused.json().message).toContain('Mei has claimed the task');
    expect(resumptions()).toBe(0);
    expect((await report('Mei', 41, 'reached-not-interested')).status).toBe(200);
    expect((await report('Sam', 42)).json().error).toBe('already-answered');
  });

  test('and a claim by another at the same time: one of the two is refused', async () => {
    await claim('Sam', 0);
    const answers = await Promise.all([report('Sam', 31), claim('Mei', 31)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(resumptions()).toBe(answers[0].status === 200 ? 1 : 0);
  });

  test('is refused once the claim was released, and where the claim of another has run out too', async () => {
    await claim('Sam', 0);
    await release('Sam', 1);
    expect((await report('Sam', 2)).json().error).toBe('not-claimed');
    await claim('Mei', 3);
    expect((await report('Sam', 90)).json().error).toBe('not-claimed');
  });
});

describe('releasing a task', () => {
  test('gives it back at once, and a repeat changes nothing', async () => {
    await claim('Sam', 0);
    expect((await release('Sam', 1)).json().progress).toEqual({ state: 'open' });
    expect((await release('Sam', 1)).status).toBe(200);
    expect((await claim('Mei', 2)).status).toBe(200);
    // The request to release it came twice, the second time late.
    expect((await release('Sam', 3)).json().error).toBe('claimed-by-another');
    expect(await stored()).toMatchObject({ state: 'claimed', by: 'Mei' });
  });

  test('is refused once an outcome was reported', async () => {
    await claim('Sam', 0);
    await report('Sam', 1);
    expect((await release('Sam', 2)).json()).toMatchObject({
      error: 'already-answered',
      message: 'Sam has reported no-answer already',
    });
  });
});
