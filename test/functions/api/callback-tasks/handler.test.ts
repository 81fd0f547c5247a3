import { InvalidToken, SendTaskSuccessCommand, SFNClient, TaskTimedOut } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instantFromMs } from '../../../../shared/calendar.ts';
import type { CallbackTask } from '../../../../shared/callbacks/callback.ts';
import { type HttpLambda, noon, type RequestParts, request, startTables, type Tables } from '../../setup.ts';
import { taskOf } from './tasks.ts';

interface TaskResponse {
  readonly error?: string;
  readonly taskId?: string;
  readonly progress?: CallbackTask['progress'];
  readonly task?: { readonly progress: CallbackTask['progress'] };
}

const stepFunctions = mockClient(SFNClient);
let tables: Tables;
let handler: HttpLambda;
let stopIntercepting = () => {};

beforeAll(async () => {
  tables = await startTables();
  handler = (await import('../../../../functions/api/callback-tasks/handler.ts')).handler;
});
beforeEach(() => {
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
});
afterEach(() => {
  stopIntercepting();
  stopIntercepting = () => {};
});
afterAll(() => tables.close());

async function newTask(more: Partial<CallbackTask> = {}): Promise<CallbackTask> {
  const task = taskOf(more);
  await tables.store.callbacks.add(task);
  return task;
}

const act = (taskId: string, action: string, body: unknown, more: RequestParts = {}) =>
  request<TaskResponse>(handler, {
    route: `POST /callback-tasks/{taskId}/${action}`,
    path: { taskId },
    body,
    ...more,
  });
const claim = (task: CallbackTask, staff: string) => act(task.taskId, 'claim', { staff });
/** Claims the task, unless it is taken, and reports how the call went. */
async function recordOutcome(
  task: CallbackTask,
  staff: string,
  outcome = 'reached-interested',
  more: object = {},
) {
  await claim(task, staff);
  return act(task.taskId, 'outcome', { staff, outcome, ...more });
}
const resumptions = () => stepFunctions.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input);
const storedProgress = async ({ customerId, taskId }: CallbackTask) =>
  (await tables.store.callbacks.find(customerId, taskId))?.progress;

describe('claiming a task', () => {
  test('reserves it for one person, who may claim it again, and for nobody else', async () => {
    const task = await newTask();
    expect((await claim(task, 'Mei')).json().progress).toEqual({
      state: 'claimed',
      by: 'Mei',
      at: instantFromMs(noon),
      until: instantFromMs(noon + 30 * 60_000),
    });
    expect((await claim(task, 'Mei')).status).toBe(200);
    const refused = await claim(task, 'Tom');
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({ error: 'claimed-by-another', task: { progress: { by: 'Mei' } } });
  });

  test('by two people at the same time gives it to one of them', async () => {
    const task = await newTask();
    const responses = await Promise.all([claim(task, 'Mei'), claim(task, 'Tom')]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner] = responses.filter(({ status }) => status === 200);
    expect(await storedProgress(task)).toEqual(winner?.json().progress);
  });

  test('twice at the same time by one person succeeds both times', async () => {
    const task = await newTask();
    const responses = await Promise.all([claim(task, 'Mei'), claim(task, 'Mei')]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('that does not exist is not found, and a claim without a name is invalid', async () => {
    expect((await act(`cb-${'f'.repeat(24)}`, 'claim', { staff: 'Mei' })).status).toBe(404);
    expect((await act('nonsense', 'claim', { staff: 'Mei' })).status).toBe(404);
    expect((await act((await newTask()).taskId, 'claim', { staff: ' ' })).status).toBe(400);
  });
});

describe('recording an outcome', () => {
  test('stores it and resumes the waiting workflow, with its token and the outcome', async () => {
    const task = await newTask();
    await claim(task, 'Mei');
    const response = await recordOutcome(task, 'Mei', 'no-answer', { note: 'engaged' });
    expect(response.status).toBe(200);
    const nextCallAt = expect.stringMatching(/^2026-12-10T/);
    expect(await storedProgress(task)).toEqual({
      state: 'answered',
      by: 'Mei',
      at: instantFromMs(noon),
      outcome: 'no-answer',
      note: 'engaged',
      nextCallAt,
    });
    expect(resumptions()).toEqual([
      {
        taskToken: task.token,
        output: expect.stringMatching(/^\{"outcome":"no-answer","nextCallAt":"2026-12-10T.*Z"\}$/),
      },
    ]);
  });

  test('is refused for a task that nobody has claimed: two people might call one customer', async () => {
    const task = await newTask();
    const refused = await act(task.taskId, 'outcome', { staff: 'Mei', outcome: 'no-answer' });
    expect(refused.status).toBe(409);
    expect(refused.json()).toMatchObject({ error: 'not-claimed' });
    expect(await storedProgress(task)).toEqual({ state: 'open' });
    expect(resumptions()).toEqual([]);
  });

  test('shows the token to nobody', async () => {
    const task = await newTask();
    for (const { text } of [
      await claim(task, 'Mei'),
      await claim(task, 'Tom'),
      await recordOutcome(task, 'Mei'),
      await request(handler, { route: 'GET /callback-tasks', method: 'GET' }),
    ]) {
      expect(text).not.toContain(task.token);
    }
  });

  test('succeeds when the workflow no longer waits: the outcome is on the task', async () => {
    for (const gone of [
      new TaskTimedOut({ $metadata: {}, message: 'gone' }),
      new InvalidToken({ $metadata: {}, message: 'gone' }),
    ]) {
      stepFunctions.on(SendTaskSuccessCommand).rejects(gone);
      const task = await newTask();
      expect((await recordOutcome(task, 'Mei')).status).toBe(200);
      expect(await storedProgress(task)).toMatchObject({ state: 'answered' });
    }
  });

  test('comes before the workflow resumes: after a crash between the two, sending it again resumes', async () => {
    const task = await newTask();
    stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(new Error('power cut')).resolves({});
    expect((await recordOutcome(task, 'Mei')).status).toBe(500);
    expect(await storedProgress(task)).toMatchObject({ state: 'answered', outcome: 'reached-interested' });
    const later = { at: noon + 60_000 };
    const again = { staff: 'Mei', outcome: 'reached-interested', note: 'sent again' };
    expect((await act(task.taskId, 'outcome', again, later)).status).toBe(200);
    expect(resumptions()).toHaveLength(2);
    expect(await storedProgress(task)).toEqual({
      state: 'answered',
      by: 'Mei',
      at: instantFromMs(noon),
      outcome: 'reached-interested',
    });
  });

  test('resumes nothing when it fails', async () => {
    const task = await newTask();
    await claim(task, 'Mei');
    stopIntercepting = tables.intercept(({ name }) => {
      if (name === 'PutItemCommand') throw new Error('power cut');
    });
    expect((await recordOutcome(task, 'Mei')).status).toBe(500);
    expect(resumptions()).toEqual([]);
    expect(await storedProgress(task)).toMatchObject({ state: 'claimed' });
  });

  test('twice at the same time succeeds both times', async () => {
    const task = await newTask();
    const responses = await Promise.all([recordOutcome(task, 'Mei'), recordOutcome(task, 'Mei')]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('that differs from the first, or by somebody else, is refused and resumes nothing', async () => {
    const task = await newTask();
    await recordOutcome(task, 'Mei', 'no-answer');
    const resumptionsBefore = resumptions().length;
    for (const refused of [
      await recordOutcome(task, 'Mei', 'do-not-call'),
      await recordOutcome(task, 'Tom', 'no-answer'),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.json().error).toBe('already-answered');
    }
    expect(resumptions()).toHaveLength(resumptionsBefore);
    expect(await storedProgress(task)).toMatchObject({ outcome: 'no-answer', by: 'Mei' });
  });

  test('is refused when somebody else has claimed the task, and when it is closed', async () => {
    const claimed = await newTask({
      progress: {
        state: 'claimed',
        by: 'Mei',
        at: instantFromMs(noon),
        until: instantFromMs(noon + 1_800_000),
      },
    });
    expect((await recordOutcome(claimed, 'Tom')).json().error).toBe('claimed-by-another');
    const closed = await newTask({
      progress: { state: 'closed', at: instantFromMs(noon), result: 'not-called' },
    });
    expect((await recordOutcome(closed, 'Mei')).json().error).toBe('closed');
    expect((await claim(closed, 'Mei')).json().error).toBe('closed');
    expect(resumptions()).toEqual([]);
  });

  test('shows the code that the customer was promised, for one who may not be written to', async () => {
    const delivery = { state: 'skipped', at: instantFromMs(noon), reason: 'no-consent' } as const;
    const rewarded = await newTask({
      progress: { state: 'answered', by: 'Mei', at: instantFromMs(noon), outcome: 'reached-interested' },
      reward: { code: 'K7QM-4HXT-9RWD', delivery },
    });
    const again = await act(rewarded.taskId, 'outcome', { staff: 'Mei', outcome: 'reached-interested' });
    expect(again.json()).toMatchObject({ coupon: 'K7QM-4HXT-9RWD' });
    expect(again.json()).not.toHaveProperty('reward');
  });

  test('that is unknown is invalid, and the response names the field', async () => {
    const response = await recordOutcome(await newTask(), 'Mei', 'left a message');
    expect(response.status).toBe(400);
    expect(response.text).toContain('"path":"outcome"');
  });
});
