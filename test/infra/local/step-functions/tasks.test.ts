import { describe, expect, test } from 'vitest';
import type { LambdaContext } from '../../../../infra/local/step-functions/index.ts';
import { createError, createHarness, lambdaTask, noon, parse, run, workflow } from './support.ts';

describe('A task that invokes a function', () => {
  test('passes the payload and returns the result, with the status and version that AWS adds', async () => {
    const { result } = await run(
      { Greet: lambdaTask('greet', { name: '{% $states.input.who %}' }, { End: true }) },
      { who: 'Ada' },
      {
        functions: { greet: async (event: { name: string }) => ({ text: `Hello ${event.name}` }) },
      },
    );
    expect(result).toEqual({ Payload: { text: 'Hello Ada' }, StatusCode: 200, ExecutedVersion: '$LATEST' });
  });

  test('exchanges JSON with the function: no shared objects, no dates, null for undefined', async () => {
    let received: object | undefined;
    const states = {
      Ask: lambdaTask(
        'ask',
        { list: [1] },
        { Output: { answer: '{% $states.result.Payload %}' }, Next: 'Again' },
      ),
      Again: lambdaTask(
        'nothing',
        {},
        {
          Output: { answer: '{% $states.result.Payload %}', before: '{% $states.input.answer %}' },
          End: true,
        },
      ),
    };
    const { result } = await run(
      states,
      {},
      {
        functions: {
          ask: (event: { list: number[] }) => {
            received = event;
            event.list.push(2);
            return { at: new Date(0), gone: undefined, list: event.list };
          },
          nothing: () => undefined,
        },
      },
    );
    expect(received).toEqual({ list: [1, 2] });
    expect(result).toEqual({ answer: null, before: { at: '1970-01-01T00:00:00.000Z', list: [1, 2] } });
  });

  test('passes each invocation its own copy of the payload', async () => {
    const { start, look } = createHarness(
      workflow({
        Grow: lambdaTask('grow', { list: [1] }, { Output: '{% $states.result.Payload %}', End: true }),
      }),
      { functions: { grow: ({ list }: { list: number[] }) => list.push(2) } },
    );
    expect([parse(look(await start()).output), parse(look(await start()).output)]).toEqual([2, 2]);
  });

  test.each([
    'count',
    'arn:aws:lambda:eu-west-1:123456789012:function:count',
    'arn:aws:lambda:eu-west-1:123456789012:function:count:live',
    'count:$LATEST',
  ])('finds the function by %s', async (name) => {
    expect(
      (await run({ Task: lambdaTask(name, {}, { End: true }) }, {}, { functions: { count: () => 1 } }))
        .status,
    ).toBe('SUCCEEDED');
  });

  test('fails if the function does not exist', async () => {
    const states = { Task: lambdaTask('{% $states.input.f %}', {}, { End: true }) };
    expect(await run(states, { f: 'missing' })).toMatchObject({ error: 'Lambda.ResourceNotFoundException' });
  });

  test('fails with the name of the error that the function throws, and the details in the cause', async () => {
    const { error, cause } = await run(
      { Task: lambdaTask('fail', {}, { End: true }) },
      {},
      {
        functions: {
          fail: async () => {
            throw createError('NoSuchCustomer', 'customer 7');
          },
        },
      },
    );
    expect(error).toBe('NoSuchCustomer');
    expect(parse(cause)).toEqual({
      errorType: 'NoSuchCustomer',
      errorMessage: 'customer 7',
      trace: expect.any(Array),
    });
  });

  test('passes a context with the name of the function, a request id and the remaining time', async () => {
    const contexts: LambdaContext[] = [];
    const look = (_event: unknown, context: LambdaContext) => {
      contexts.push(context);
      return context.getRemainingTimeInMillis();
    };
    const states = {
      Task: lambdaTask('look', {}, { Next: 'Short' }),
      Short: lambdaTask('short', {}, { Output: '{% $states.result.Payload %}', End: true }),
    };
    const { result } = await run(
      states,
      {},
      { functions: { look, short: look }, functionTimeoutMs: { short: 3000 } },
    );
    expect(result).toBe(3000);
    expect(contexts[0]?.getRemainingTimeInMillis()).toBe(15 * 60_000);
    expect(contexts[0]).toMatchObject({
      functionName: 'look',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(contexts[0]?.awsRequestId).not.toBe(contexts[1]?.awsRequestId);
  });

  test('fails with States.Timeout, without a cause, after TimeoutSeconds', async () => {
    const { start, look, clock, stepFunctions } = createHarness(
      workflow({ Task: lambdaTask('hang', {}, { TimeoutSeconds: '{% $states.input.limit %}', End: true }) }),
      { functions: { hang: () => new Promise(() => {}) } },
    );
    const { executionArn } = stepFunctions.startExecution({ stateMachine: 'main', input: { limit: 30 } });
    // A function that hangs counts as busy, so idle() would not resolve here.
    await new Promise(setImmediate);
    await clock.advanceTo(noon + 29_999);
    expect(look(executionArn).status).toBe('RUNNING');
    await clock.advanceTo(noon + 30_000);
    await stepFunctions.idle();
    expect(look(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    expect(start).toBeDefined();
  });

  test('fails with Sandbox.Timedout after the timeout of the function', async () => {
    const { look, clock, stepFunctions } = createHarness(
      workflow({ Task: lambdaTask('hang', {}, { End: true }) }),
      {
        functions: { hang: () => new Promise(() => {}) },
        functionTimeoutMs: 3000,
      },
    );
    const { executionArn } = stepFunctions.startExecution({ stateMachine: 'main' });
    await new Promise(setImmediate);
    await clock.advanceTo(noon + 3000);
    await stepFunctions.idle();
    expect(look(executionArn)).toMatchObject({
      error: 'Sandbox.Timedout',
      cause: expect.stringContaining('timed out after 3.00 seconds'),
    });
  });

  test.each([0, -1, '30', 1.5])('refuses a TimeoutSeconds of %j', async (limit) => {
    const states = { Task: lambdaTask('f', {}, { TimeoutSeconds: '{% $states.input.limit %}', End: true }) };
    expect(await run(states, { limit }, { functions: { f: () => 1 } })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('The payload limit of 256 KiB', () => {
  const limit = 262_144;
  const asJson = (bytes: number) => 'x'.repeat(bytes - 2);

  test('applies to the output of a state, in bytes', async () => {
    const states = { Grow: lambdaTask('grow', {}, { Output: '{% $states.result.Payload %}', End: true }) };
    // The task's own result wraps the payload, and is limited too.
    const grow = (text: string) => run(states, {}, { functions: { grow: () => text } });
    expect((await grow(asJson(limit - 100))).status).toBe('SUCCEEDED');
    expect(await grow(asJson(limit))).toMatchObject({ error: 'States.DataLimitExceeded' });
    expect(await grow('é'.repeat(limit / 2))).toMatchObject({ error: 'States.DataLimitExceeded' });
    expect((await grow('é'.repeat(limit / 2 - 100))).status).toBe('SUCCEEDED');
  });

  test('is exact', async () => {
    const pass = (bytes: number) =>
      run({ Pad: { Type: 'Pass', Output: `{% $pad('', ${bytes - 2}, 'x') %}`, End: true } });
    expect((await pass(limit)).status).toBe('SUCCEEDED');
    expect(await pass(limit + 1)).toMatchObject({ error: 'States.DataLimitExceeded' });
  });

  test('applies to payloads and variables', async () => {
    const big = "{% $pad('', 262144, 'x') %}";
    expect(
      await run({ T: lambdaTask('f', big, { End: true }) }, {}, { functions: { f: () => 1 } }),
    ).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
    expect(await run({ P: { Type: 'Pass', Assign: { big }, End: true } })).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });

  test('fails the state with an error that a Catch covers only by name, not by a wildcard', async () => {
    const states = (...ErrorEquals: string[]) => ({
      T: lambdaTask('f', "{% $pad('', 262144, 'x') %}", {
        Catch: [{ ErrorEquals, Next: 'Caught' }],
        End: true,
      }),
      Caught: { Type: 'Succeed' },
    });
    const outcome = async (name: string) =>
      (await run(states(name), {}, { functions: { f: () => 1 } })).status;
    expect(await outcome('States.ALL')).toBe('FAILED');
    expect(await outcome('States.TaskFailed')).toBe('FAILED');
    expect(await outcome('States.DataLimitExceeded')).toBe('SUCCEEDED');
  });
});
