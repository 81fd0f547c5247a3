import { describe, expect, test } from 'vitest';
import { createHarness, noon, parse, run, workflow } from './support.ts';

describe('Pass and Succeed', () => {
  test('pass on their input, or their Output if they have one', async () => {
    expect(
      (await run({ Pass: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } }, { a: 1 })).result,
    ).toEqual({ a: 1 });
    expect(
      (await run({ Done: { Type: 'Succeed', Output: { doubled: '{% $states.input.a * 2 %}' } } }, { a: 1 }))
        .result,
    ).toEqual({
      doubled: 2,
    });
  });
});

describe('Variables', () => {
  test('are set when a state is left, so all fields of that state see the values from before', async () => {
    const { result } = await run({
      First: { Type: 'Pass', Assign: { x: 3, a: 6 }, Next: 'Second' },
      Second: {
        Type: 'Pass',
        Assign: { x: '{% $a %}', nextX: '{% $x %}' },
        Output: '{% $x %}',
        Next: 'Third',
      },
      Third: {
        Type: 'Pass',
        Output: { output: '{% $states.input %}', x: '{% $x %}', nextX: '{% $nextX %}' },
        End: true,
      },
    });
    expect(result).toEqual({ output: 3, x: 6, nextX: 3 });
  });

  test('are kept through states that do not mention them', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { product: { name: 'Tea', sizes: [1, 2] } }, Next: 'Other' },
      Other: { Type: 'Pass', Output: {}, Next: 'Read' },
      Read: { Type: 'Pass', Output: "{% $product.name & ' ' & $product.sizes[1] %}", End: true },
    });
    expect(result).toBe('Tea 2');
  });

  test('of a workflow can be read in its branches, while those of a branch end with the branch', async () => {
    const { result } = await run({
      Set: { Type: 'Pass', Assign: { outer: 'outer' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'Assign',
            States: {
              Assign: { Type: 'Pass', Assign: { own: '{% $outer & "!" %}' }, Next: 'Read' },
              Read: { Type: 'Pass', Output: '{% $own %}', End: true },
            },
          },
        ],
        Next: 'After',
      },
      After: {
        Type: 'Pass',
        Output: { result: '{% $states.input %}', own: '{% $exists($own) %}' },
        End: true,
      },
    });
    expect(result).toEqual({ result: ['outer!'], own: false });
  });
});

describe('Choice', () => {
  const states = {
    Sort: {
      Type: 'Choice',
      Choices: [
        {
          Condition: '{% $states.input.n > 10 %}',
          Next: 'Show',
          Assign: { size: 'large' },
          Output: { by: 'rule 1' },
        },
        { Condition: '{% $states.input.n > 5 %}', Next: 'Show', Assign: { size: 'middling' } },
      ],
      Default: 'Show',
      Assign: { size: 'small' },
      Output: { by: 'default' },
    },
    Show: { Type: 'Pass', Output: { size: '{% $size %}', input: '{% $states.input %}' }, End: true },
  };

  test('takes the first rule whose condition is true, with the Assign and Output of that rule', async () => {
    expect((await run(states, { n: 11 })).result).toEqual({ size: 'large', input: { by: 'rule 1' } });
    expect((await run(states, { n: 6 })).result).toEqual({ size: 'middling', input: { n: 6 } });
  });

  test('takes the Default, with the Assign and Output of the state, if no condition is true', async () => {
    expect((await run(states, { n: 1 })).result).toEqual({ size: 'small', input: { by: 'default' } });
  });

  test('fails with States.Runtime if no condition is true and there is no Default', async () => {
    const { error } = await run({
      Sort: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    });
    expect(error).toBe('States.Runtime');
  });

  test('fails if a condition is not a boolean', async () => {
    const { error, cause } = await run(states, { n: 'many' }).then(async () =>
      run({
        Sort: { Type: 'Choice', Choices: [{ Condition: "{% 'yes' %}", Next: 'End' }] },
        End: { Type: 'Succeed' },
      }),
    );
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(
      "'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string'",
    );
  });
});

describe('Wait', () => {
  test('waits for a number of seconds on the injected clock', async () => {
    const { start, look, advance } = createHarness(
      workflow({ Wait: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } }),
    );
    const execution = await start({ s: 90 });
    await advance(89);
    expect(look(execution).status).toBe('RUNNING');
    await advance(1);
    expect(look(execution)).toMatchObject({ status: 'SUCCEEDED', endedAtMs: noon + 90_000 });
  });

  test('waits until a timestamp, and not at all if it has passed', async () => {
    const { start, look, advance } = createHarness(
      workflow({ Wait: { Type: 'Wait', Timestamp: '{% $states.input.t %}', End: true } }),
    );
    expect(look(await start({ t: '2026-03-01T11:59:59Z' })).status).toBe('SUCCEEDED');
    const execution = await start({ t: '2026-03-01T14:00:00+01:00' });
    expect(look(execution).status).toBe('RUNNING');
    await advance(3600);
    expect(look(execution).status).toBe('SUCCEEDED');
  });

  test.each([-1, 1.5, '5', null])('refuses %j seconds', async (s) => {
    expect(
      await run({ Wait: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } }, { s }),
    ).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  test('refuses a Timestamp that is not an RFC 3339 time', async () => {
    expect(await run({ Wait: { Type: 'Wait', Timestamp: 'tomorrow', End: true } })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('Fail', () => {
  test('ends the execution with its Error and Cause, whether literal or computed', async () => {
    expect(
      await run(
        { No: { Type: 'Fail', Error: 'OutOfStock', Cause: "{% 'no ' & $states.input.what %}" } },
        { what: 'tea' },
      ),
    ).toMatchObject({
      status: 'FAILED',
      error: 'OutOfStock',
      cause: 'no tea',
      output: undefined,
    });
  });

  test('accepts only strings for Error and Cause', async () => {
    expect(await run({ No: { Type: 'Fail', Error: '{% 42 %}' } })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('Parallel', () => {
  const branch = (state: object) => ({ StartAt: 'S', States: { S: state } });

  test('gives each branch the same input and returns their results in the order of the branches', async () => {
    const { start, look, advance } = createHarness(
      workflow({
        Both: {
          Type: 'Parallel',
          Arguments: { n: '{% $states.input.n + 1 %}' },
          Branches: [
            { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 5, End: true } } },
            {
              StartAt: 'Fast',
              States: { Fast: { Type: 'Pass', Output: '{% $states.input.n * 10 %}', End: true } },
            },
          ],
          Output: { all: '{% $states.result %}', was: '{% $states.input.n %}' },
          End: true,
        },
      }),
    );
    const execution = await start({ n: 1 });
    await advance(5);
    expect(parse(look(execution).output)).toEqual({ all: [{ n: 2 }, 20], was: 1 });
  });

  test('fails with the first failure and stops the other branches', async () => {
    const { start, look, advance, events } = createHarness(
      workflow({
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'A',
              States: { A: { Type: 'Wait', Seconds: 100, Next: 'A2' }, A2: { Type: 'Pass', End: true } },
            },
            {
              StartAt: 'B',
              States: { B: { Type: 'Wait', Seconds: 5, Next: 'B2' }, B2: { Type: 'Fail', Error: 'Broken' } },
            },
          ],
          End: true,
        },
      }),
    );
    const execution = await start();
    await advance(5);
    expect(look(execution)).toMatchObject({ status: 'FAILED', error: 'Broken', endedAtMs: noon + 5000 });
    await advance(1000);
    expect(events(execution)).not.toContain('PassStateEntered');
  });

  test('stops the other branches even if the failure is caught', async () => {
    const { start, advance, events, look } = createHarness(
      workflow({
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'A',
              States: { A: { Type: 'Wait', Seconds: 10, Next: 'A2' }, A2: { Type: 'Pass', End: true } },
            },
            { StartAt: 'B', States: { B: { Type: 'Fail', Error: 'Broken' } } },
          ],
          Catch: [{ ErrorEquals: ['Broken'], Next: 'Pause' }],
          Next: 'Pause',
        },
        Pause: { Type: 'Wait', Seconds: 100, End: true },
      }),
    );
    const execution = await start();
    await advance(100);
    expect(look(execution).status).toBe('SUCCEEDED');
    expect(events(execution)).not.toContain('PassStateEntered');
  });

  test('runs all its branches again when it is retried', async () => {
    let calls = 0;
    let fails = 1;
    const task = (FunctionName: string) => ({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName },
      End: true,
    });
    const { start, advance, look } = createHarness(
      workflow({
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'A', States: { A: task('count') } },
            { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, Next: 'B' }, B: task('fail') } },
          ],
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          End: true,
        },
      }),
      {
        functions: {
          count: () => {
            calls += 1;
          },
          fail: () => {
            fails -= 1;
            if (fails >= 0) throw new Error('once');
          },
        },
      },
    );
    const execution = await start();
    await advance(100);
    expect(look(execution).status).toBe('SUCCEEDED');
    expect(calls).toBe(2);
  });

  test('can be retried and then caught as a whole', async () => {
    let calls = 0;
    const { start, look, advance } = createHarness(
      workflow({
        Both: {
          Type: 'Parallel',
          Branches: [
            branch({
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Arguments: { FunctionName: 'count' },
              End: true,
            }),
            {
              StartAt: 'T',
              States: { T: { Type: 'Fail', Error: 'Broken' } },
            },
          ],
          Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1, IntervalSeconds: 2 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught', Output: '{% $states.errorOutput.Error %}' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      }),
      {
        functions: {
          count: () => {
            calls += 1;
          },
        },
      },
    );
    const execution = await start();
    await advance(2);
    expect(parse(look(execution).output)).toBe('Broken');
    expect(calls).toBe(2);
  });
});
