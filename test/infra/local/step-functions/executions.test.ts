import { describe, expect, test } from 'vitest';
import { createSimulatedClock } from '../../../../infra/local/clock.ts';
import { bench, call, named, noon, parse, workflow } from './support.ts';

const waiting = workflow({ Wait: { Type: 'Wait', Seconds: 60, End: true } });
const refusal = (type: string) => expect.objectContaining({ type });

describe('Starting an execution', () => {
  test('with the name and input of one that runs returns that one', async () => {
    const { start, stepFunctions } = bench(waiting);
    const first = await start({ date: '2026-03-01' }, 'night');
    expect(await start({ date: '2026-03-01' }, 'night')).toBe(first);
    expect(stepFunctions.listExecutions({ stateMachine: 'main' }).items).toHaveLength(1);
  });

  test('with the name of another is refused', async () => {
    const { start, pass } = bench(waiting);
    await start({ n: 1 }, 'night');
    await expect(start({ n: 2 }, 'night')).rejects.toThrow(refusal('ExecutionAlreadyExists'));
    await pass(60);
    await expect(start({ n: 1 }, 'night')).rejects.toThrow(refusal('ExecutionAlreadyExists'));
  });

  test('needs a name that AWS accepts', async () => {
    const { start } = bench(waiting);
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
      await expect(start({}, name), JSON.stringify(name)).rejects.toThrow(refusal('InvalidName'));
    for (const name of ['x'.repeat(80), '2026-03-01', "it's_ok(1)+2=3.!@", 'Zürich'])
      await expect(start({}, name)).resolves.toContain(`:execution:main:${name}`);
  });

  test('needs a machine and an input within the limit', async () => {
    const { start } = bench(waiting);
    await expect(start({}, 'a', 'other')).rejects.toThrow(refusal('StateMachineDoesNotExist'));
    await expect(start('x'.repeat(262_144))).rejects.toThrow(refusal('InvalidExecutionInput'));
  });
});

describe('An execution', () => {
  test('is described, listed and found by its ARN', async () => {
    const { start, look, stepFunctions, pass } = bench(waiting);
    const first = await start({ n: 1 }, 'first');
    await pass(61);
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
    expect(() => look(`${first}x`)).toThrow(refusal('ExecutionDoesNotExist'));
  });

  test('is over when its own time is', async () => {
    const { start, look, pass, events } = bench(
      workflow({ Wait: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 30 }),
    );
    const execution = await start();
    await pass(100);
    expect(look(execution)).toMatchObject({
      status: 'TIMED_OUT',
      endedAtMs: noon + 30_000,
      error: undefined,
    });
    expect(events(execution).at(-1)).toBe('ExecutionTimedOut');
  });

  test('can be stopped, once', async () => {
    const { start, look, pass, stepFunctions } = bench(waiting);
    const execution = await start();
    stepFunctions.stopExecution(execution, { error: 'Unwanted', cause: 'by hand' });
    stepFunctions.stopExecution(execution, { error: 'Again' });
    await pass(100);
    expect(look(execution)).toMatchObject({
      status: 'ABORTED',
      error: 'Unwanted',
      cause: 'by hand',
      endedAtMs: noon,
    });
  });

  test('that loops for ever ends at 25,000 events', async () => {
    const { start, look, stepFunctions } = bench(
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

  test('tells its history, page by page, forwards or backwards', async () => {
    const { start, stepFunctions } = bench(
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
      refusal('InvalidToken'),
    );
  });

  test('notes in its history where an expression failed', async () => {
    const { start, events } = bench(
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
    const { start, stepFunctions, pass } = bench(waiting);
    const ended = stepFunctions.executionEnded(await start());
    await pass(60);
    expect(await ended).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('An execution that ended', () => {
  test('leaves no timer behind', async () => {
    const tokens: string[] = [];
    const clock = createSimulatedClock(noon);
    let timers = 0;
    const counting = {
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
    const { start, stepFunctions, look } = bench(
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
      counting,
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
  test('means that even a function which takes turns with others is done', async () => {
    const slow = async () => {
      for (let i = 0; i < 50; i += 1) await new Promise(setImmediate);
      return 'done';
    };
    const { start, look } = bench(
      workflow({ Task: call('slow', {}, { Output: '{% $states.result.Payload %}', End: true }) }),
      { functions: { slow } },
    );
    expect(parse(look(await start()).output)).toBe('done');
  });

  test('is at once where nothing runs', async () => {
    await expect(bench(waiting).stepFunctions.idle()).resolves.toBeUndefined();
  });
});

describe('Redriving', () => {
  test('goes on from the state that failed, with its input and the variables', async () => {
    const calls: string[] = [];
    let broken = true;
    const { start, look, stepFunctions, events } = bench(
      workflow({
        First: call('first', {}, { Assign: { x: 5 }, Output: { n: 2 }, Next: 'Second' }),
        Second: call('second', '{% $x * $states.input.n %}', {
          Output: '{% $states.result.Payload %}',
          End: true,
        }),
      }),
      {
        functions: {
          first: () => void calls.push('first'),
          second: (n: number) => {
            calls.push('second');
            if (broken) throw named('Broken');
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
    const { start, look, stepFunctions } = bench(
      workflow({
        Map: {
          Type: 'Map',
          Items: [1, 2, 3],
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Each',
            States: {
              Each: call('each', '{% $states.input %}', {
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
            if (n === 2 && broken) throw named('Broken');
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

  test('works for stopped executions and for those out of time, whose time begins anew', async () => {
    const { start, look, stepFunctions, pass } = bench(
      workflow({ Wait: { Type: 'Wait', Seconds: 20, End: true } }, { TimeoutSeconds: 30 }),
    );
    const execution = await start();
    stepFunctions.stopExecution(execution);
    await pass(29);
    stepFunctions.redriveExecution(execution);
    await pass(20);
    expect(look(execution).status).toBe('SUCCEEDED');
  });

  test('asks again, with a new token, what nobody answered', async () => {
    const tokens: string[] = [];
    const { start, look, stepFunctions } = bench(
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

  test('is refused while an execution runs, and after it succeeded', async () => {
    const { start, stepFunctions, pass } = bench(waiting);
    const execution = await start();
    expect(() => stepFunctions.redriveExecution(execution)).toThrow(refusal('ExecutionNotRedrivable'));
    await pass(60);
    expect(() => stepFunctions.redriveExecution(execution)).toThrow(refusal('ExecutionNotRedrivable'));
  });
});

describe('A task that starts an execution', () => {
  const starting = (resource: string, more: object = {}) =>
    workflow({
      Start: {
        Type: 'Task',
        Resource: `arn:aws:states:::states:${resource}`,
        Arguments: {
          StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:child',
          Name: '{% $states.input.name %}',
          Input: { n: '{% $states.input.n %}' },
        },
        End: true,
        ...more,
      },
    });
  const child = workflow({
    Wait: { Type: 'Wait', Seconds: 10, Next: 'Well?' },
    'Well?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.n > 0 %}', Next: 'Yes' }],
      Default: 'No',
    },
    Yes: { Type: 'Succeed', Output: { doubled: '{% $states.input.n * 2 %}' } },
    No: { Type: 'Fail', Error: 'TooSmall', Cause: 'n is not positive' },
  });
  const stateMachines = { child };
  const childArn = 'arn:aws:states:us-east-1:000000000000:execution:child:kid';

  test('goes on at once', async () => {
    const { start, look } = bench(starting('startExecution'), { stateMachines });
    expect(parse(look(await start({ name: 'kid', n: 1 })).output)).toEqual({
      ExecutionArn: childArn,
      StartDate: noon,
    });
    expect(look(childArn)).toMatchObject({ status: 'RUNNING', input: '{"n":1}' });
  });

  test('fails by the name that AWS gives if the name is taken', async () => {
    const { start, look } = bench(starting('startExecution'), { stateMachines });
    await start({ name: 'kid', n: 1 });
    expect(look(await start({ name: 'kid', n: 2 }))).toMatchObject({
      status: 'FAILED',
      error: 'StepFunctions.ExecutionAlreadyExistsException',
    });
    expect(look(await start({ name: 'a kid', n: 2 })).error).toBe('StepFunctions.InvalidNameException');
  });

  test('waits for it with .sync:2, and has its output as JSON', async () => {
    const { start, look, pass } = bench(
      starting('startExecution.sync:2', { Output: '{% $states.result.Output.doubled %}' }),
      { stateMachines },
    );
    const execution = await start({ name: 'kid', n: 4 });
    expect(look(execution).status).toBe('RUNNING');
    await pass(10);
    expect(parse(look(execution).output)).toBe(8);
  });

  test('fails with States.TaskFailed if that one fails, and says how', async () => {
    const { start, look, pass } = bench(starting('startExecution.sync:2'), { stateMachines });
    const execution = await start({ name: 'kid', n: 0 });
    await pass(10);
    expect(look(execution).error).toBe('States.TaskFailed');
    expect(parse(look(execution).cause)).toMatchObject({
      ExecutionArn: childArn,
      Status: 'FAILED',
      Error: 'TooSmall',
      Cause: 'n is not positive',
    });
  });

  test('takes the other with it when it is stopped or out of time', async () => {
    const { start, look, stepFunctions, pass } = bench(
      starting('startExecution.sync:2', { TimeoutSeconds: 5 }),
      { stateMachines },
    );
    const stopped = await start({ name: 'kid', n: 1 });
    stepFunctions.stopExecution(stopped);
    expect(look(childArn).status).toBe('ABORTED');
    const late = await start({ name: 'late', n: 1 });
    await pass(5);
    expect(look(late).error).toBe('States.Timeout');
    expect(look(childArn.replace('kid', 'late')).status).toBe('ABORTED');
  });
});
