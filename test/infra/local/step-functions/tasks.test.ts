import { describe, expect, test } from 'vitest';
import type { LambdaContext } from '../../../../infra/local/step-functions/index.ts';
import { bench, call, named, noon, parse, run, workflow } from './support.ts';

describe('A task that invokes a function', () => {
  test('gives it the payload and gets its answer, with the status and version that AWS adds', async () => {
    const { result } = await run(
      { Greet: call('greet', { name: '{% $states.input.who %}' }, { End: true }) },
      { who: 'Ada' },
      {
        functions: { greet: async (event: { name: string }) => ({ text: `Hello ${event.name}` }) },
      },
    );
    expect(result).toEqual({ Payload: { text: 'Hello Ada' }, StatusCode: 200, ExecutedVersion: '$LATEST' });
  });

  test('exchanges JSON with it: no shared objects, no dates, null for nothing', async () => {
    let received: object | undefined;
    const states = {
      Ask: call('ask', { list: [1] }, { Output: { answer: '{% $states.result.Payload %}' }, Next: 'Again' }),
      Again: call(
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

  test('gives each call its own copy of the payload', async () => {
    const { start, look } = bench(
      workflow({ Grow: call('grow', { list: [1] }, { Output: '{% $states.result.Payload %}', End: true }) }),
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
      (await run({ Task: call(name, {}, { End: true }) }, {}, { functions: { count: () => 1 } })).status,
    ).toBe('SUCCEEDED');
  });

  test('fails if there is no such function', async () => {
    const states = { Task: call('{% $states.input.f %}', {}, { End: true }) };
    expect(await run(states, { f: 'missing' })).toMatchObject({ error: 'Lambda.ResourceNotFoundException' });
  });

  test('fails with the name of the error that it throws, and a cause that says the rest', async () => {
    const { error, cause } = await run(
      { Task: call('fail', {}, { End: true }) },
      {},
      {
        functions: {
          fail: async () => {
            throw named('NoSuchCustomer', 'customer 7');
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

  test('gives it a context with its name, a request id and the time that remains', async () => {
    const contexts: LambdaContext[] = [];
    const look = (_event: unknown, context: LambdaContext) => {
      contexts.push(context);
      return context.getRemainingTimeInMillis();
    };
    const states = {
      Task: call('look', {}, { Next: 'Short' }),
      Short: call('short', {}, { Output: '{% $states.result.Payload %}', End: true }),
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

  test('fails with States.Timeout, without a cause, when TimeoutSeconds are over', async () => {
    const { start, look, clock, stepFunctions } = bench(
      workflow({ Task: call('hang', {}, { TimeoutSeconds: '{% $states.input.limit %}', End: true }) }),
      { functions: { hang: () => new Promise(() => {}) } },
    );
    const { executionArn } = stepFunctions.startExecution({ stateMachine: 'main', input: { limit: 30 } });
    // A function that hangs is work in progress, so only time ends this.
    await new Promise(setImmediate);
    await clock.advanceTo(noon + 29_999);
    expect(look(executionArn).status).toBe('RUNNING');
    await clock.advanceTo(noon + 30_000);
    await stepFunctions.idle();
    expect(look(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    expect(start).toBeDefined();
  });

  test('fails with Sandbox.Timedout when the time of the function is over', async () => {
    const { look, clock, stepFunctions } = bench(workflow({ Task: call('hang', {}, { End: true }) }), {
      functions: { hang: () => new Promise(() => {}) },
      functionTimeoutMs: 3000,
    });
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
    const states = { Task: call('f', {}, { TimeoutSeconds: '{% $states.input.limit %}', End: true }) };
    expect(await run(states, { limit }, { functions: { f: () => 1 } })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('The payload limit of 256 KiB', () => {
  const limit = 262_144;
  const asJson = (bytes: number) => 'x'.repeat(bytes - 2);

  test('holds for what a state puts out, counted in bytes', async () => {
    const states = { Grow: call('grow', {}, { Output: '{% $states.result.Payload %}', End: true }) };
    // The task's own result wraps the payload, and is limited too.
    const grow = (text: string) => run(states, {}, { functions: { grow: () => text } });
    expect((await grow(asJson(limit - 100))).status).toBe('SUCCEEDED');
    expect(await grow(asJson(limit))).toMatchObject({ error: 'States.DataLimitExceeded' });
    expect(await grow('é'.repeat(limit / 2))).toMatchObject({ error: 'States.DataLimitExceeded' });
    expect((await grow('é'.repeat(limit / 2 - 100))).status).toBe('SUCCEEDED');
  });

  test('holds exactly', async () => {
    const pass = (bytes: number) =>
      run({ Pad: { Type: 'Pass', Output: `{% $pad('', ${bytes - 2}, 'x') %}`, End: true } });
    expect((await pass(limit)).status).toBe('SUCCEEDED');
    expect(await pass(limit + 1)).toMatchObject({ error: 'States.DataLimitExceeded' });
  });

  test('holds for payloads and variables', async () => {
    const big = "{% $pad('', 262144, 'x') %}";
    expect(await run({ T: call('f', big, { End: true }) }, {}, { functions: { f: () => 1 } })).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
    expect(await run({ P: { Type: 'Pass', Assign: { big }, End: true } })).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });

  test('is not caught by a wildcard, only by its name', async () => {
    const states = (...ErrorEquals: string[]) => ({
      T: call('f', "{% $pad('', 262144, 'x') %}", { Catch: [{ ErrorEquals, Next: 'Caught' }], End: true }),
      Caught: { Type: 'Succeed' },
    });
    const outcome = async (name: string) =>
      (await run(states(name), {}, { functions: { f: () => 1 } })).status;
    expect(await outcome('States.ALL')).toBe('FAILED');
    expect(await outcome('States.TaskFailed')).toBe('FAILED');
    expect(await outcome('States.DataLimitExceeded')).toBe('SUCCEEDED');
  });
});
