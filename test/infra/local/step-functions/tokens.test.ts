import { describe, expect, test } from 'vitest';
import { createHarness, noon, parse, workflow } from './support.ts';

/** Creates a machine whose only task passes its token to a function, and then waits for an answer. */
function createCallback(more: object = {}) {
  const tokens: string[] = [];
  const ask = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: {
      FunctionName: 'ask',
      Payload: { token: '{% $states.context.Task.Token %}', about: '{% $states.input %}' },
    },
    End: true,
    ...more,
  };
  const functions = { ask: ({ token }: { token: string }) => void tokens.push(token) };
  const harness = createHarness(
    workflow({ Ask: ask, ...('Catch' in more ? { Caught: { Type: 'Succeed' } } : {}) }),
    {
      functions,
    },
  );
  return { ...harness, token: () => tokens.at(-1) ?? '', tokens };
}

describe('A task that waits for an answer with its token', () => {
  test('succeeds with the output of the answer', async () => {
    const { start, look, stepFunctions, token } = createCallback();
    const execution = await start();
    expect(look(execution).status).toBe('RUNNING');
    stepFunctions.sendTaskSuccess(token(), { outcome: 'will buy' });
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toEqual({ outcome: 'will buy' });
  });

  test('fails with the error and cause of the answer', async () => {
    const { start, look, stepFunctions, token } = createCallback();
    const execution = await start();
    stepFunctions.sendTaskFailure(token(), { error: 'NotReached', cause: 'no answer' });
    await stepFunctions.idle();
    expect(look(execution)).toMatchObject({ status: 'FAILED', error: 'NotReached', cause: 'no answer' });
  });

  test('can be answered while its function is still running', async () => {
    const { start, look, stepFunctions } = createHarness(
      workflow({
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: { FunctionName: 'answer', Payload: '{% $states.context.Task.Token %}' },
          End: true,
        },
      }),
      {
        functions: {
          answer: (token: string) => {
            stepFunctions.sendTaskSuccess(token, 'at once');
            expect(() => stepFunctions.sendTaskSuccess(token, 'twice')).toThrow(
              expect.objectContaining({ type: 'TaskTimedOut' }),
            );
          },
        },
      },
    );
    expect(parse(look(await start()).output)).toBe('at once');
  });

  test('fails immediately if its function fails, and the token becomes invalid', async () => {
    let token = '';
    const { start, look, stepFunctions } = createHarness(
      workflow({
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
          End: true,
        },
      }),
      {
        functions: {
          ask: (payload: string) => {
            token = payload;
            throw new RangeError('full');
          },
        },
      },
    );
    expect(look(await start())).toMatchObject({ status: 'FAILED', error: 'RangeError' });
    expect(() => stepFunctions.sendTaskSuccess(token, 1)).toThrow(
      expect.objectContaining({ type: 'TaskTimedOut' }),
    );
  });

  test('gets a new token for each attempt', async () => {
    const { start, stepFunctions, token, tokens, advance, look } = createCallback({
      Retry: [{ ErrorEquals: ['Again'] }],
    });
    const execution = await start();
    stepFunctions.sendTaskFailure(token(), { error: 'Again' });
    await advance(1);
    expect(new Set(tokens).size).toBe(2);
    stepFunctions.sendTaskSuccess(token(), 'well');
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toBe('well');
  });

  test('fails with States.Timeout after TimeoutSeconds', async () => {
    const { start, look, advance, stepFunctions, token, events } = createCallback({
      TimeoutSeconds: 259_200,
    });
    const execution = await start();
    await advance(259_199);
    expect(look(execution).status).toBe('RUNNING');
    await advance(1);
    expect(look(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
      cause: undefined,
      endedAtMs: noon + 259_200_000,
    });
    expect(events(execution)).toContain('TaskTimedOut');
    expect(() => stepFunctions.sendTaskSuccess(token(), 1)).toThrow(
      expect.objectContaining({ type: 'TaskTimedOut' }),
    );
  });

  test.each(['States.HeartbeatTimeout', 'States.Timeout'])(
    'fails with an error that %s covers if a heartbeat is overdue',
    async (name) => {
      const { start, look, advance, stepFunctions, token } = createCallback({
        HeartbeatSeconds: 60,
        Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
      });
      const execution = await start();
      await advance(50);
      stepFunctions.sendTaskHeartbeat(token());
      await advance(59);
      expect(look(execution).status).toBe('RUNNING');
      await advance(1);
      expect(look(execution).status).toBe('SUCCEEDED');
      expect(parse(look(execution).output)).toEqual({ Error: 'States.Timeout', Cause: '' });
    },
  );

  test('times out after TimeoutSeconds regardless of heartbeats', async () => {
    const { start, look, advance, stepFunctions, token } = createCallback({
      HeartbeatSeconds: 60,
      TimeoutSeconds: 100,
    });
    const execution = await start();
    await advance(50);
    stepFunctions.sendTaskHeartbeat(token());
    await advance(50);
    expect(look(execution).status).toBe('FAILED');
  });
});

describe('A token', () => {
  test('is valid for one answer only', async () => {
    const { start, stepFunctions, token } = createCallback();
    await start();
    stepFunctions.sendTaskSuccess(token(), 1);
    for (const again of [
      () => stepFunctions.sendTaskSuccess(token(), 2),
      () => stepFunctions.sendTaskFailure(token()),
      () => stepFunctions.sendTaskHeartbeat(token()),
    ])
      expect(again).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
  });

  test('that was never issued is invalid', () => {
    const { stepFunctions } = createCallback();
    expect(() => stepFunctions.sendTaskSuccess('nonsense', 1)).toThrow(
      expect.objectContaining({ type: 'InvalidToken' }),
    );
  });

  test('of an unknown execution belongs to no task', async () => {
    const other = createCallback();
    await other.start();
    expect(() => createCallback().stepFunctions.sendTaskSuccess(other.token(), 1)).toThrow(
      expect.objectContaining({ type: 'TaskDoesNotExist' }),
    );
  });

  test('of a stopped execution is no longer valid', async () => {
    const { start, stepFunctions, token } = createCallback();
    stepFunctions.stopExecution(await start());
    expect(() => stepFunctions.sendTaskSuccess(token(), 1)).toThrow(
      expect.objectContaining({ type: 'TaskTimedOut' }),
    );
  });

  test('does not accept an answer above the payload limit', async () => {
    const { start, stepFunctions, token } = createCallback();
    await start();
    expect(() => stepFunctions.sendTaskSuccess(token(), 'x'.repeat(262_144))).toThrow(
      expect.objectContaining({ type: 'InvalidOutput' }),
    );
  });
});
