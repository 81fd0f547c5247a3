import { describe, expect, test } from 'vitest';
import { bench, call, named, noon, parse, run, workflow } from './support.ts';

/** A function that fails as often as the list is long, and notes when it was called. */
function flaky(now: () => number, errors: Error[]) {
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

async function calls(retry: object[], errors: Error[], random = () => 0.5) {
  let now = () => noon;
  const { calledAfterSeconds, handler } = flaky(() => now(), errors);
  const { start, look, pass, clock } = bench(
    workflow({ Task: call('flaky', {}, { Retry: retry, End: true }) }),
    {
      functions: { flaky: handler },
      random,
    },
  );
  now = clock.now;
  const execution = await start();
  await pass(10_000);
  return { calledAfterSeconds, ...look(execution) };
}

const broken = (count: number) => Array.from({ length: count }, () => named('Broken'));

describe('Retry', () => {
  test('waits longer and longer, within MaxDelaySeconds, and then gives up', async () => {
    const { calledAfterSeconds, error } = await calls(
      [{ ErrorEquals: ['Broken'], IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 4, MaxDelaySeconds: 8 }],
      broken(9),
    );
    // 3, 4.5, 6.75, and 10.125 cut to 8.
    expect(calledAfterSeconds).toEqual([0, 3, 7.5, 14.25, 22.25]);
    expect(error).toBe('Broken');
  });

  test('makes three attempts more after 1, 2 and 4 seconds unless told otherwise', async () => {
    const { calledAfterSeconds, status } = await calls([{ ErrorEquals: ['States.ALL'] }], broken(3));
    expect(calledAfterSeconds).toEqual([0, 1, 3, 7]);
    expect(status).toBe('SUCCEEDED');
  });

  test('with full jitter waits for some part of the delay', async () => {
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 8, JitterStrategy: 'FULL' }];
    expect((await calls(retry, broken(1), () => 0.25)).calledAfterSeconds).toEqual([0, 2]);
  });

  test('asks only the first retrier that covers the error, and counts for each apart', async () => {
    const { calledAfterSeconds, error } = await calls(
      [
        { ErrorEquals: ['Never'], MaxAttempts: 0 },
        { ErrorEquals: ['Broken'], IntervalSeconds: 10, MaxAttempts: 1 },
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 },
      ],
      [named('Broken'), named('Other'), named('Broken')],
    );
    expect(calledAfterSeconds).toEqual([0, 10, 11]);
    expect(error).toBe('Broken');
    expect(
      (
        await calls(
          [{ ErrorEquals: ['Never'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
          [named('Never')],
        )
      ).calledAfterSeconds,
    ).toEqual([0]);
  });

  test('tells the attempt in the context', async () => {
    const seen: unknown[] = [];
    const { start, pass } = bench(
      workflow({
        Task: call('f', '{% $states.context.State.RetryCount %}', {
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          End: true,
        }),
      }),
      {
        functions: {
          f: (n: number) => {
            seen.push(n);
            throw named('Broken');
          },
        },
      },
    );
    await start();
    await pass(10);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test('starts counting anew when the state is entered again', async () => {
    const { handler, calledAfterSeconds } = flaky(() => noon, [named('Broken'), named('Broken')]);
    let rounds = 0;
    const { start, look, pass } = bench(
      workflow({
        Task: call(
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
    await pass(10);
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
    Task: call('f', '{% $states.input %}', { Catch: catchers, Output: { fine: true }, End: true }),
    // Every state must be led to.
    ...Object.fromEntries(catchers.map(({ Next }) => [Next, handlers[Next] ?? {}])),
  });
  const fail = (name: string) => ({
    functions: {
      f: () => {
        throw named(name);
      },
    },
  });

  test('leads on with the error output as input', async () => {
    const { result } = await run(states({ ErrorEquals: ['Broken'], Next: 'Caught' }), {}, fail('Broken'));
    expect(result).toEqual({
      input: { Error: 'Broken', Cause: expect.stringContaining('errorMessage') },
      why: null,
    });
  });

  test('may put it in other words and assign variables', async () => {
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

  test('leaves errors that no catcher covers', async () => {
    expect(await run(states({ ErrorEquals: ['Rare'], Next: 'Other' }), {}, fail('Broken'))).toMatchObject({
      error: 'Broken',
    });
  });

  test('covers an expression that failed, by name and by wildcard', async () => {
    for (const name of ['States.QueryEvaluationError', 'States.ALL', 'States.TaskFailed']) {
      const { result } = await run(
        {
          Task: call('f', '{% $states.input.absent %}', {
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

  test('fails the execution if the Catch itself has an expression that fails', async () => {
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

  test('comes after the last retry', async () => {
    let count = 0;
    const { start, pass, look } = bench(
      workflow({
        Task: call(
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
            throw named('Broken');
          },
        },
      },
    );
    const execution = await start();
    await pass(7);
    expect(parse(look(execution).output)).toBe('Broken');
    expect(count).toBe(4);
  });

  test('does not cover States.Runtime, whatever it says', async () => {
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
      const { start, pass, look } = bench(
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
      await pass(5);
      expect(look(execution).status).toBe(expected);
      if (expected === 'SUCCEEDED')
        expect(parse(look(execution).output)).toEqual({ Error: 'States.Timeout', Cause: '' });
    }
  });
});
