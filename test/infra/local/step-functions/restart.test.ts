import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulatedClock } from '../../../../infra/local/clock.ts';
import type { LambdaFunction } from '../../../../infra/local/step-functions/index.ts';
import { createError, createHarness, lambdaTask, noon, parse, workflow } from './support.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'step-functions-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Creates a process that `restart` replaces by another, which reads the same directory at a later time. */
function createProcess(
  main: object,
  functions: Record<string, LambdaFunction> = {},
  stateMachines: Record<string, object> = {},
) {
  let clock = createSimulatedClock(noon);
  let current = createHarness(main, { directory, functions, stateMachines }, clock);
  return {
    get now() {
      return current;
    },
    restart(afterSeconds = 0) {
      current.stepFunctions.close();
      clock = createSimulatedClock(clock.now() + afterSeconds * 1000);
      current = createHarness(main, { directory, functions, stateMachines }, clock);
      return current.stepFunctions.idle();
    },
  };
}

const ask = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
  ...more,
});

describe('After a restart', () => {
  test('an execution that waits for an answer still accepts it, and keeps its variables', async () => {
    const tokens: string[] = [];
    const process = createProcess(
      workflow({
        Set: { Type: 'Pass', Assign: { rate: 3 }, Output: { n: 2 }, Next: 'Ask' },
        Ask: ask({ Output: '{% $rate * $states.input.n * $states.result %}', End: true }),
      }),
      { ask: (token: string) => void tokens.push(token) },
    );
    const execution = await process.now.start({ first: true }, 'Task-7');
    await process.restart();
    await process.restart(60);
    expect(tokens).toHaveLength(1);
    expect(process.now.look(execution)).toMatchObject({
      status: 'RUNNING',
      input: '{"first":true}',
      startedAtMs: noon,
    });
    process.now.stepFunctions.sendTaskSuccess(tokens[0] ?? '', 7);
    await process.now.stepFunctions.idle();
    expect(process.now.look(execution)).toMatchObject({ status: 'SUCCEEDED', output: '42' });
    expect(process.now.events(execution)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('deadlines still apply, including those that passed in the meantime', async () => {
    const process = createProcess(workflow({ Ask: ask({ TimeoutSeconds: 100, End: true }) }), {
      ask: () => undefined,
    });
    const early = await process.now.start();
    await process.restart(99);
    expect(process.now.look(early).status).toBe('RUNNING');
    const late = await process.now.start();
    await process.now.advance(1);
    expect(process.now.look(early)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    await process.restart(1000);
    await process.now.advance(0);
    expect(process.now.look(late)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('heartbeats still count from the last one', async () => {
    const tokens: string[] = [];
    const process = createProcess(workflow({ Ask: ask({ HeartbeatSeconds: 60, End: true }) }), {
      ask: (token: string) => void tokens.push(token),
    });
    const execution = await process.now.start();
    await process.now.advance(50);
    process.now.stepFunctions.sendTaskHeartbeat(tokens[0] ?? '');
    await process.restart(59);
    await process.now.advance(0);
    expect(process.now.look(execution).status).toBe('RUNNING');
    await process.now.advance(1);
    expect(process.now.look(execution).status).toBe('FAILED');
  });

  test('a Wait ends when it would have ended', async () => {
    const process = createProcess(
      workflow({ Wait: { Type: 'Wait', Seconds: 100, Next: 'Done' }, Done: { Type: 'Succeed' } }),
    );
    const execution = await process.now.start({ a: 1 });
    await process.restart(40);
    await process.now.advance(59);
    expect(process.now.look(execution).status).toBe('RUNNING');
    await process.now.advance(1);
    expect(process.now.look(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
      endedAtMs: noon + 100_000,
    });
  });

  test('a retry happens when it would have happened, and attempts already made count', async () => {
    let calls = 0;
    const process = createProcess(
      workflow({
        Task: lambdaTask(
          'f',
          {},
          {
            Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 1 }],
            End: true,
          },
        ),
      }),
      {
        f: () => {
          calls += 1;
          throw createError('Broken');
        },
      },
    );
    const execution = await process.now.start();
    await process.restart(5);
    expect(calls).toBe(1);
    await process.now.advance(5);
    expect(calls).toBe(2);
    await process.restart();
    await process.now.advance(100);
    expect(calls).toBe(3);
    expect(process.now.look(execution).status).toBe('FAILED');
  });

  test('the timeout of an execution still applies', async () => {
    const process = createProcess(
      workflow({ Wait: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 50 }),
    );
    const execution = await process.now.start();
    await process.restart(30);
    await process.now.advance(20);
    expect(process.now.look(execution)).toMatchObject({ status: 'TIMED_OUT', endedAtMs: noon + 50_000 });
  });

  test('an execution still waits for the one that it started', async () => {
    const child = workflow({
      Wait: { Type: 'Wait', Seconds: 10, Next: 'Done' },
      Done: { Type: 'Succeed', Output: 'grown' },
    });
    const process = createProcess(
      workflow({
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: 'child' },
          Output: '{% $states.result.Output %}',
          End: true,
        },
      }),
      {},
      { child },
    );
    const execution = await process.now.start();
    await process.restart();
    await process.now.advance(10);
    expect(parse(process.now.look(execution).output)).toBe('grown');
  });

  test('an execution that was in the middle of a function is aborted, and a redrive calls that function again', async () => {
    const calls: string[] = [];
    let hang = true;
    const process = createProcess(
      workflow({
        First: lambdaTask('f', 'first', { Assign: { x: 1 }, Next: 'Second' }),
        Second: lambdaTask('f', 'second', { Output: '{% $x + $states.result.Payload %}', End: true }),
      }),
      {
        f: (which: string) => {
          calls.push(which);
          return hang && which === 'second' ? new Promise(() => {}) : 1;
        },
      },
    );
    const { executionArn } = process.now.stepFunctions.startExecution({ stateMachine: 'main' });
    while (calls.length < 2) await new Promise(setImmediate);
    await process.restart();
    expect(process.now.look(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Interrupted',
      cause: expect.stringContaining("'Second'"),
    });
    hang = false;
    process.now.stepFunctions.redriveExecution(executionArn);
    await process.now.stepFunctions.idle();
    expect(process.now.look(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '2' });
    expect(calls).toEqual(['first', 'second', 'second']);
  });

  test('an answer that was accepted is not waited for again', async () => {
    const tokens: string[] = [];
    const process = createProcess(
      workflow({ Ask: ask({ Next: 'Hang' }), Hang: lambdaTask('hang', {}, { End: true }) }),
      {
        ask: (token: string) => void tokens.push(token),
        hang: () => new Promise(() => {}),
      },
    );
    const execution = await process.now.start();
    process.now.stepFunctions.sendTaskSuccess(tokens[0] ?? '', 1);
    await new Promise(setImmediate);
    await process.restart();
    expect(process.now.look(execution)).toMatchObject({
      status: 'ABORTED',
      cause: expect.stringContaining("'Hang'"),
    });
  });

  test('executions that wait inside a branch are aborted and can be redriven', async () => {
    const process = createProcess(
      workflow({
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 10, End: true } } }],
          End: true,
        },
      }),
    );
    const execution = await process.now.start();
    await process.restart();
    expect(process.now.look(execution).status).toBe('ABORTED');
    process.now.stepFunctions.redriveExecution(execution);
    await process.now.advance(10);
    expect(process.now.look(execution).status).toBe('SUCCEEDED');
  });

  test('executions that ended are still known, with their history, and their names are still taken', async () => {
    const process = createProcess(workflow({ Done: { Type: 'Succeed' } }));
    // Names that a file system would confuse or reject.
    for (const name of ['Night', 'night', '...', 'é'.repeat(80)]) {
      const execution = await process.now.start({ name }, name);
      await process.restart();
      expect(process.now.look(execution)).toMatchObject({
        status: 'SUCCEEDED',
        output: JSON.stringify({ name }),
      });
      expect(process.now.events(execution)).toHaveLength(4);
      await expect(process.now.start({}, name)).rejects.toThrow(
        expect.objectContaining({ type: 'ExecutionAlreadyExists' }),
      );
    }
    expect(process.now.stepFunctions.listExecutions({ stateMachine: 'main' }).items).toHaveLength(4);
  });

  test('a half-written file is not mistaken for an execution', async () => {
    const process = createProcess(workflow({ Wait: { Type: 'Wait', Seconds: 10, End: true } }));
    const execution = await process.now.start({}, 'night');
    const folder = join(directory, 'main');
    writeFileSync(join(folder, 'other.json.new'), '{"version":1,"sta');
    writeFileSync(join(folder, 'night.history'), '{"id":1,"type":"Exec', { flag: 'a' });
    await process.restart();
    await process.now.advance(10);
    expect(process.now.look(execution).status).toBe('SUCCEEDED');
    expect(readdirSync(folder).sort()).toEqual(['night.history', 'night.json']);
  });
});

describe('However often the process dies', () => {
  /** A callback like ours: ask, wait, ask again, and end depending on the answers. */
  const callback = workflow({
    Begin: { Type: 'Pass', Assign: { attempt: 1, answers: [] }, Next: 'Ask' },
    Ask: ask({
      TimeoutSeconds: 30,
      HeartbeatSeconds: 20,
      Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 5, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Nobody', Output: '{% $states.errorOutput.Error %}' }],
      Assign: { attempt: '{% $attempt + 1 %}', answers: '{% $append($answers, [$states.result]) %}' },
      Next: 'Enough?',
    }),
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $attempt > 3 %}', Next: 'Done' }],
      Default: 'Pause',
    },
    Pause: { Type: 'Wait', Seconds: 10, Next: 'Ask' },
    Done: { Type: 'Succeed', Output: '{% $answers %}' },
    Nobody: { Type: 'Succeed', Output: { error: '{% $states.input %}', answers: '{% $answers %}' } },
  });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ seconds: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 3, arbitrary: fc.record({ answer: fc.integer({ min: 0, max: 9 }) }) },
    fc.constantFrom('fail', 'heartbeat', 'refuse'),
  );

  test('the outcome of an execution is the same as without a restart', async () => {
    const play = async (steps: unknown[], restarts: boolean) => {
      rmSync(directory, { recursive: true });
      const tokens: string[] = [];
      const process = createProcess(callback, { ask: (token: string) => void tokens.push(token) });
      const execution = await process.now.start({}, 'callback');
      for (const one of steps) {
        if (restarts) await process.restart();
        const { stepFunctions, advance } = process.now;
        const token = tokens.at(-1) ?? '';
        try {
          if (one === 'fail') stepFunctions.sendTaskFailure(token, { error: 'Again' });
          else if (one === 'refuse') stepFunctions.sendTaskFailure(token, { error: 'Refused' });
          else if (one === 'heartbeat') stepFunctions.sendTaskHeartbeat(token);
          else if (typeof one === 'object' && one !== null && 'answer' in one)
            stepFunctions.sendTaskSuccess(token, one.answer);
          else if (typeof one === 'object' && one !== null && 'seconds' in one)
            await advance(Number(one.seconds));
        } catch (error) {
          // Nothing waits for an answer right now, which must be so with and without restarts.
          expect(error).toMatchObject({ type: 'TaskTimedOut' });
        }
        await stepFunctions.idle();
      }
      const { status, output, endedAtMs } = process.now.look(execution);
      return { status, output, endedAtMs, tokenCount: tokens.length, events: process.now.events(execution) };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
        expect(await play(steps, true)).toEqual(await play(steps, false));
      }),
      { numRuns: 25 },
    );
  });
});

describe('With a directory', () => {
  test('each event is written once, no matter how often an execution waits', async () => {
    const process = createProcess(
      workflow({
        Begin: { Type: 'Pass', Assign: { round: 1 }, Next: 'Wait' },
        Wait: { Type: 'Wait', Seconds: 1, Assign: { round: '{% $round + 1 %}' }, Next: 'Enough?' },
        'Enough?': {
          Type: 'Choice',
          Choices: [{ Condition: '{% $round > 20 %}', Next: 'Done' }],
          Default: 'Wait',
        },
        Done: { Type: 'Succeed' },
      }),
    );
    const execution = await process.now.start({}, 'night');
    await process.now.advance(10);
    await process.restart();
    await process.now.advance(10);
    const lines = readFileSync(join(directory, 'main', 'night.history'), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(process.now.events(execution).length);
  });

  test('histories of old executions are dropped from memory and read from disk on request', async () => {
    const process = createProcess(workflow({ Done: { Type: 'Succeed' } }));
    const first = await process.now.start({}, 'first');
    for (let i = 0; i < 1_000; i += 1) process.now.stepFunctions.startExecution({ stateMachine: 'main' });
    await process.now.stepFunctions.idle();
    expect(process.now.events(first)).toEqual([
      'ExecutionStarted',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

describe('Without a directory', () => {
  test('nothing is written', async () => {
    const { start } = createHarness(workflow({ Wait: { Type: 'Wait', Seconds: 10, End: true } }));
    await start();
    expect(readdirSync(directory)).toEqual([]);
  });
});
