import { describe, expect, test } from 'vitest';
import { createSimulatedClock } from '../../../../infra/local/clock.ts';
import { createError, createHarness, lambdaTask, noon, parse, workflow } from './support.ts';

const waitWorkflow = workflow({ Wait: { Type: 'Wait', Seconds: 60, End: true } });
const serviceError = (type: string) => expect.objectContaining({ type });

describe('Starting an execution', () => {
  test('with the name and input of a running one returns that one', async () => {
    const { start, stepFunctions } = createHarness(waitWorkflow);
    const first = await start({ date: '2026-03-01' }, 'night');
    expect(await start({ date: '2026-03-01' }, 'night')).toBe(first);
    expect(stepFunctions.listExecutions({ stateMachine: 'main' }).items).toHaveLength(1);
  });

  test('is refused if the name is taken by one with another input, or by one that has ended', async () => {
    const { start, advance } = createHarness(waitWorkflow);
    await start({ n: 1 }, 'night');
    await expect(start({ n: 2 }, 'night')).rejects.toThrow(serviceError('ExecutionAlreadyExists'));
    await advance(60);
    await expect(start({ n: 1 }, 'night')).rejects.toThrow(serviceError('ExecutionAlreadyExists'));
  });

  test('requires a name that AWS accepts', async () => {
    const { start } = createHarness(waitWorkflow);
    for (const name of [
      '',
      'x'.repeat(81),
      'a b',
      'a/b',
      'a:b',
      'a#b',
      'a<b',
      'a\u0007b',
      'a"b',
      'a,b',
      'a`b',
      'a|b',
      'a\\b',
      'a\u0085b',
    ])
      await expect(start({}, name), JSON.stringify(name)).rejects.toThrow(serviceError('InvalidName'));
    for (const name of ['x'.repeat(80), '2026-03-01', "it's_ok(1)+2=3.!@", 'Zürich'])
      await expect(start({}, name)).resolves.toContain(`:execution:main:${name}`);
  });

  test('requires an existing machine and an input within the payload limit', async () => {
    const { start } = createHarness(waitWorkflow);
    await expect(start({}, 'a', 'other')).rejects.toThrow(serviceError('StateMachineDoesNotExist'));
    await expect(start('x'.repeat(262_144))).rejects.toThrow(serviceError('InvalidExecutionInput'));
  });
});

describe('An execution', () => {
  test('is described, listed and found by its ARN', async () => {
    const { start, look, stepFunctions, advance } = createHarness(waitWorkflow);
    const first = await start({ n: 1 }, 'first');
    await advance(61);
    await start({ n: 2 }, 'second');
    expect(look(first)).toMatchObject({
      name: 'first',
      status: 'SUCCEEDED',
      input: '{"n":1}',
      output: '{"n":1}',
      startedAtMs: noon,
      endedAtMs: noon + 60_000,
    });
    const names = (status?: 'RUNNING' | 'SUCCEEDED') =>
      stepFunctions.listExecutions({ stateMachine: 'main', status }).items.map(({ name }) => name);
    expect(names()).toEqual(['second', 'first']);
    expect(names('RUNNING')).toEqual(['second']);
    expect(() => look(`${first}x`)).toThrow(serviceError('ExecutionDoesNotExist'));
  });

  test('ends as TIMED_OUT after the TimeoutSeconds of its state machine', async () => {
    const { start, look, advance, events } = createHarness(
      workflow({ Wait: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 30 }),
    );
    const execution = await start();
    await advance(100);
    expect(look(execution)).toMatchObject({
      status: 'TIMED_OUT',
      endedAtMs: noon + 30_000,
      error: undefined,
    });
    expect(events(execution).at(-1)).toBe('ExecutionTimedOut');
  });

  test('can be stopped, once', async () => {
    const { start, look, advance, stepFunctions } = createHarness(waitWorkflow);
    const execution = await start();
    stepFunctions.stopExecution(execution, { error: 'Unwanted', cause: 'by hand' });
    stepFunctions.stopExecution(execution, { error: 'Again' });
    await advance(100);
    expect(look(execution)).toMatchObject({
      status: 'ABORTED',
      error: 'Unwanted',
      cause: 'by hand',
      endedAtMs: noon,
    });
  });

  test('that loops forever ends at 25,000 events', async () => {
    const { start, look, stepFunctions } = createHarness(
      workflow({
        Round: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }], Default: 'Round' },
        End: { Type: 'Succeed' },
      }),
    );
    const execution = await start();
    expect(look(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('25000'),
    });
    const { items } = stepFunctions.getExecutionHistory(execution, { maxResults: 1000, reverseOrder: true });
    expect(items[0]).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
  });

  test('returns its history in pages, forwards or backwards', async () => {
    const { start, stepFunctions } = createHarness(
      workflow({
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Succeed', Output: '{% $x %}' },
      }),
    );
    const execution = await start({ n: 1 });
    const first = stepFunctions.getExecutionHistory(execution, { maxResults: 4 });
    expect(first.items).toEqual([
      {
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        timestampMs: noon,
        details: expect.objectContaining({ input: '{"n":1}' }),
      },
      {
        id: 2,
        previousEventId: 1,
        type: 'PassStateEntered',
        timestampMs: noon,
        details: { name: 'A', input: '{"n":1}' },
      },
      {
        id: 3,
        previousEventId: 2,
        type: 'PassStateExited',
        timestampMs: noon,
        details: { name: 'A', output: '{"n":1}', assignedVariables: { x: '1' } },
      },
      expect.objectContaining({ id: 4, type: 'SucceedStateEntered' }),
    ]);
    const rest = stepFunctions.getExecutionHistory(execution, { maxResults: 4, nextToken: first.nextToken });
    expect(rest).toMatchObject({
      items: [{ id: 5 }, { id: 6, type: 'ExecutionSucceeded' }],
      nextToken: undefined,
    });
    expect(
      stepFunctions.getExecutionHistory(execution, { reverseOrder: true }).items.map(({ id }) => id),
    ).toEqual([6, 5, 4, 3, 2, 1]);
    expect(() => stepFunctions.getExecutionHistory(execution, { nextToken: 'x!' })).toThrow(
      serviceError('InvalidToken'),
    );
  });

  test('records a failed expression in its history', async () => {
    const { start, events } = createHarness(
      workflow({ A: { Type: 'Pass', Output: '{% $states.input.absent %}', End: true } }),
    );
    expect(events(await start())).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'EvaluationFailed',
      'ExecutionFailed',
    ]);
  });

  test('can be awaited', async () => {
    const { start, stepFunctions, advance } = createHarness(waitWorkflow);
    const end = stepFunctions.waitForExecution(await start());
    await advance(60);
    expect(await end).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('An execution that has ended', () => {
  test('leaves no timer behind', async () => {
    const tokens: string[] = [];
    const clock = createSimulatedClock(noon);
    let timers = 0;
    const countingClock = {
      ...clock,
      setTimer(atMs: number, fire: () => void) {
        timers += 1;
        const cancel = clock.setTimer(atMs, fire);
        return () => {
          timers -= 1;
          cancel();
        };
      },
    };
    const { start, stepFunctions, look } = createHarness(
      workflow(
        {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
            Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
            TimeoutSeconds: 100,
            HeartbeatSeconds: 60,
            End: true,
          },
        },
        { TimeoutSeconds: 1000 },
      ),
      { functions: { ask: (token: string) => void tokens.push(token) } },
      countingClock,
    );
    const [first, second] = [await start(), await start()];
    expect(timers).toBe(6);
    stepFunctions.sendTaskSuccess(tokens[0] ?? '', 1);
    stepFunctions.stopExecution(second);
    await stepFunctions.idle();
    expect([look(first).status, look(second).status]).toEqual(['SUCCEEDED', 'ABORTED']);
    expect(timers).toBe(0);
  });
});

describe('Idle', () => {
  test('waits for a function that yields to the event loop many times', async () => {
    const slow = async () => {
      for (let i = 0; i < 50; i += 1) await new Promise(setImmediate);
      return 'done';
    };
    const { start, look } = createHarness(
      workflow({ Task: lambdaTask('slow', {}, { Output: '{% $states.result.Payload %}', End: true }) }),
      { functions: { slow } },
    );
    expect(parse(look(await start()).output)).toBe('done');
  });

  test('resolves immediately when nothing is running', async () => {
    await expect(createHarness(waitWorkflow).stepFunctions.idle()).resolves.toBeUndefined();
  });
});

describe('Redriving', () => {
  test('continues from the state that failed, with its input and the variables', async () => {
    const calls: string[] = [];
    let broken = true;
    const { start, look, stepFunctions, events } = createHarness(
      workflow({
        First: lambdaTask('first', {}, { Assign: { x: 5 }, Output: { n: 2 }, Next: 'Second' }),
        Second: lambdaTask('second', '{% $x * $states.input.n %}', {
          Output: '{% $states.result.Payload %}',
          End: true,
        }),
      }),
      {
        functions: {
          first: () => void calls.push('first'),
          second: (n: number) => {
            calls.push('second');
            if (broken) throw createError('Broken');
            return n;
          },
        },
      },
    );
    const execution = await start();
    expect(look(execution)).toMatchObject({ status: 'FAILED', redriveCount: 0, whyNotRedrivable: undefined });
    broken = false;
    stepFunctions.redriveExecution(execution);
    await stepFunctions.idle();
    expect(look(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: '10',
      error: undefined,
      redriveCount: 1,
      redrivenAtMs: noon,
    });
    expect(calls).toEqual(['first', 'second', 'second']);
    expect(events(execution)).toContain('ExecutionRedriven');
  });

  test('repeats only the iterations and branches that did not succeed', async () => {
    const calls: number[] = [];
    let broken = true;
    const { start, look, stepFunctions } = createHarness(
      workflow({
        Map: {
          Type: 'Map',
          Items: [1, 2, 3],
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Each',
            States: {
              Each: lambdaTask('each', '{% $states.input %}', {
                Output: '{% $states.result.Payload %}',
                End: true,
              }),
            },
          },
          End: true,
        },
      }),
      {
        functions: {
          each: (n: number) => {
            calls.push(n);
            if (n === 2 && broken) throw createError('Broken');
            return n * 10;
          },
        },
      },
    );
    const execution = await start();
    expect(look(execution).error).toBe('States.ExceedToleratedFailureThreshold');
    broken = false;
    stepFunctions.redriveExecution(execution);
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toEqual([10, 20, 30]);
    expect(calls).toEqual([1, 2, 2, 3]);
  });

  test('resumes a stopped execution and restarts its timeout', async () => {
    const { start, look, stepFunctions, advance } = createHarness(
      workflow({ Wait: { Type: 'Wait', Seconds: 20, End: true } }, { TimeoutSeconds: 30 }),
    );
    const execution = await start();
    stepFunctions.stopExecution(execution);
    await advance(29);
    stepFunctions.redriveExecution(execution);
    await advance(20);
    expect(look(execution).status).toBe('SUCCEEDED');
  });

  test('runs an unanswered task again, with a new token', async () => {
    const tokens: string[] = [];
    const { start, look, stepFunctions } = createHarness(
      workflow({
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
          End: true,
        },
      }),
      { functions: { ask: (token: string) => void tokens.push(token) } },
    );
    const execution = await start();
    stepFunctions.stopExecution(execution);
    stepFunctions.redriveExecution(execution);
    await stepFunctions.idle();
    expect(new Set(tokens).size).toBe(2);
    stepFunctions.sendTaskSuccess(tokens[1] ?? '', 'well');
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toBe('well');
  });

  test('is refused while an execution is running, and after it has succeeded', async () => {
    const { start, stepFunctions, advance } = createHarness(waitWorkflow);
    const execution = await start();
    expect(() => stepFunctions.redriveExecution(execution)).toThrow(serviceError('ExecutionNotRedrivable'));
    await advance(60);
    expect(() => stepFunctions.redriveExecution(execution)).toThrow(serviceError('ExecutionNotRedrivable'));
  });
});
