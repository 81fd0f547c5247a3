import { describe, expect, test } from 'vitest';
import { createError, createHarness, lambdaTask, noon, parse, run, workflow } from './support.ts';

/** Creates a function that throws these errors, one per call, and then succeeds. It records when it was called. */
function createFlakyFunction(now: () => number, errors: Error[]) {
  const calledAfterSeconds: number[] = [];
  const pending = [...errors];
  return {
    calledAfterSeconds,
    handler: () => {
      calledAfterSeconds.push((now() - noon) / 1000);
      const error = pending.shift();
      if (error !== undefined) throw error;
      return 'well';
    },
  };
}

/** Runs a task with these retriers, whose function fails with these errors. */
async function runWithRetry(retry: object[], errors: Error[], random = () => 0.5) {
  let now = () => noon;
  const { calledAfterSeconds, handler } = createFlakyFunction(() => now(), errors);
  const { start, look, advance, clock } = createHarness(
    workflow({ Task: lambdaTask('flaky', {}, { Retry: retry, End: true }) }),
    {
      functions: { flaky: handler },
      random,
    },
  );
  now = clock.now;
  const execution = await start();
  await advance(10_000);
  return { calledAfterSeconds, ...look(execution) };
}

const broken = (count: number) => Array.from({ length: count }, () => createError('Broken'));

describe('Retry', () => {
  test('waits longer each time, up to MaxDelaySeconds, and finally gives up', async () => {
    const { calledAfterSeconds, error } = await runWithRetry(
      [{ ErrorEquals: ['Broken'], IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 4, MaxDelaySeconds: 8 }],
      broken(9),
    );
    // Delays of 3, 4.5, 6.75, and 10.125 capped at 8.
    expect(calledAfterSeconds).toEqual([0, 3, 7.5, 14.25, 22.25]);
    expect(error).toBe('Broken');
  });

  test('makes three more attempts, after 1, 2 and 4 seconds, by default', async () => {
    const { calledAfterSeconds, status } = await runWithRetry([{ ErrorEquals: ['States.ALL'] }], broken(3));
    expect(calledAfterSeconds).toEqual([0, 1, 3, 7]);
    expect(status).toBe('SUCCEEDED');
  });

  test('waits for a random part of the delay with full jitter', async () => {
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 8, JitterStrategy: 'FULL' }];
    expect((await runWithRetry(retry, broken(1), () => 0.25)).calledAfterSeconds).toEqual([0, 2]);
  });

  test('uses only the first retrier that covers the error, and counts attempts per retrier', async () => {
    const { calledAfterSeconds, error } = await runWithRetry(
      [
        { ErrorEquals: ['Never'], MaxAttempts: 0 },
        { ErrorEquals: ['Broken'], IntervalSeconds: 10, MaxAttempts: 1 },
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 },
      ],
      [createError('Broken'), createError('Other'), createError('Broken')],
    );
    expect(calledAfterSeconds).toEqual([0, 10, 11]);
    expect(error).toBe('Broken');
    expect(
      (
        await runWithRetry(
          [{ ErrorEquals: ['Never'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
          [createError('Never')],
        )
      ).calledAfterSeconds,
    ).toEqual([0]);
  });

  test('puts the number of retries into the context', async () => {
    const retryCounts: unknown[] = [];
    const { start, advance } = createHarness(
      workflow({
        Task: lambdaTask('f', '{% $states.context.State.RetryCount %}', {
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          End: true,
        }),
      }),
      {
        functions: {
          f: (n: number) => {
            retryCounts.push(n);
            throw createError('Broken');
          },
        },
      },
    );
    await start();
    await advance(10);
    expect(retryCounts).toEqual([0, 1, 2, 3]);
  });

  test('counts from zero when the state is entered again', async () => {
    const { handler, calledAfterSeconds } = createFlakyFunction(
      () => noon,
      [createError('Broken'), createError('Broken')],
    );
    let rounds = 0;
    const { start, look, advance } = createHarness(
      workflow({
        Task: lambdaTask(
          'f',
          {},
          {
            Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
            Assign: { well: '{% $states.result.Payload.n %}' },
            Next: 'Again?',
          },
        ),
        'Again?': {
          Type: 'Choice',
          Choices: [{ Condition: '{% $well < 2 %}', Next: 'Task' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      }),
      {
        functions: {
          f: () => {
            if (calledAfterSeconds.length % 2 === 0) handler();
            calledAfterSeconds.push(-1);
            rounds += 1;
            return { n: rounds };
          },
        },
      },
    );
    const execution = await start();
    await advance(10);
    expect(look(execution).status).toBe('SUCCEEDED');
  });
});

describe('Catch', () => {
  const handlers: Record<string, object> = {
    Caught: {
      Type: 'Pass',
      Output: { input: '{% $states.input %}', why: '{% $exists($why) ? $why : null %}' },
      End: true,
    },
    Other: { Type: 'Pass', Output: 'other', End: true },
  };
  const states = (...catchers: { ErrorEquals: string[]; Next: string; [field: string]: unknown }[]) => ({
    Task: lambdaTask('f', '{% $states.input %}', { Catch: catchers, Output: { fine: true }, End: true }),
    // A state that nothing leads to would be refused.
    ...Object.fromEntries(catchers.map(({ Next }) => [Next, handlers[Next] ?? {}])),
  });
  const fail = (name: string) => ({
    functions: {
      f: () => {
        throw createError(name);
      },
    },
  });

  test('continues with the error output as input', async () => {
    const { result } = await run(states({ ErrorEquals: ['Broken'], Next: 'Caught' }), {}, fail('Broken'));
    expect(result).toEqual({
      input: { Error: 'Broken', Cause: expect.stringContaining('errorMessage') },
      why: null,
    });
  });

  test('can replace the error output and assign variables', async () => {
    const { result } = await run(
      states({
        ErrorEquals: ['Broken'],
        Next: 'Caught',
        Output: { order: '{% $states.input.order %}' },
        Assign: {
          why: "{% $parse($states.errorOutput.Cause).errorMessage & ' (' & $states.errorOutput.Error & ')' %}",
        },
      }),
      { order: 7 },
      fail('Broken'),
    );
    expect(result).toEqual({ input: { order: 7 }, why: 'something went wrong (Broken)' });
  });

  test('takes the first catcher that covers the error', async () => {
    const { result } = await run(
      states(
        { ErrorEquals: ['Rare'], Next: 'Other' },
        { ErrorEquals: ['States.TaskFailed'], Next: 'Caught' },
        { ErrorEquals: ['States.ALL'], Next: 'Other' },
      ),
      {},
      fail('Broken'),
    );
    expect(result).toMatchObject({ input: { Error: 'Broken' } });
  });

  test('does not catch errors that no catcher covers', async () => {
    expect(await run(states({ ErrorEquals: ['Rare'], Next: 'Other' }), {}, fail('Broken'))).toMatchObject({
      error: 'Broken',
    });
  });

  test('covers a failed expression, by name and by wildcard', async () => {
    for (const name of ['States.QueryEvaluationError', 'States.ALL', 'States.TaskFailed']) {
      const { result } = await run(
        {
          Task: lambdaTask('f', '{% $states.input.absent %}', {
            Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
            End: true,
          }),
          Caught: { Type: 'Succeed' },
        },
        {},
        { functions: { f: () => 1 } },
      );
      expect(result).toMatchObject({
        Error: 'States.QueryEvaluationError',
        Cause: expect.stringContaining("'Arguments/Payload'"),
      });
    }
  });

  test('fails the execution if an expression in the Catch itself fails', async () => {
    expect(
      await run(
        states({ ErrorEquals: ['States.ALL'], Next: 'Caught', Output: '{% $states.input.absent %}' }),
        {},
        fail('Broken'),
      ),
    ).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("'Catch[0]/Output'"),
    });
  });

  test('applies after the last retry', async () => {
    let count = 0;
    const { start, advance, look } = createHarness(
      workflow({
        Task: lambdaTask(
          'f',
          {},
          {
            Retry: [{ ErrorEquals: ['States.ALL'] }],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            End: true,
          },
        ),
        Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      }),
      {
        functions: {
          f: () => {
            count += 1;
            throw createError('Broken');
          },
        },
      },
    );
    const execution = await start();
    await advance(7);
    expect(parse(look(execution).output)).toBe('Broken');
    expect(count).toBe(4);
  });

  test('never covers States.Runtime', async () => {
    const inner = {
      StartAt: 'Stuck',
      States: {
        Stuck: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
        End: { Type: 'Succeed' },
      },
    };
    for (const name of ['States.ALL', 'States.TaskFailed', 'States.Runtime']) {
      const { error } = await run({
        Both: {
          Type: 'Parallel',
          Branches: [inner],
          Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      });
      expect(error).toBe('States.Runtime');
    }
  });

  test('covers a timeout by its name and by States.ALL, but not by States.TaskFailed', async () => {
    for (const [name, expected] of [
      ['States.Timeout', 'SUCCEEDED'],
      ['States.ALL', 'SUCCEEDED'],
      ['States.TaskFailed', 'FAILED'],
      ['States.HeartbeatTimeout', 'FAILED'],
    ] as const) {
      const { start, advance, look } = createHarness(
        workflow({
          Task: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
            Arguments: { FunctionName: 'f' },
            TimeoutSeconds: 5,
            Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
            End: true,
          },
          Caught: { Type: 'Succeed' },
        }),
        { functions: { f: () => 1 } },
      );
      const execution = await start();
      await advance(5);
      expect(look(execution).status).toBe(expected);
      if (expected === 'SUCCEEDED')
        expect(parse(look(execution).output)).toEqual({ Error: 'States.Timeout', Cause: '' });
    }
  });
});
