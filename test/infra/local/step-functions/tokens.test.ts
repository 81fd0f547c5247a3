import { describe, expect, test } from 'vitest';
import { bench, noon, parse, workflow } from './support.ts';

/** A task that hands its token to somebody and waits for the answer. */
function asking(more: object = {}) {
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
  const setUp = bench(workflow({ Ask: ask, ...('Catch' in more ? { Caught: { Type: 'Succeed' } } : {}) }), {
    functions,
  });
  return { ...setUp, token: () => tokens.at(-1) ?? '', tokens };
}

describe('A task that waits for its token', () => {
  test('succeeds with what is answered', async () => {
    const { start, look, stepFunctions, token } = asking();
    const execution = await start();
    expect(look(execution).status).toBe('RUNNING');
    stepFunctions.sendTaskSuccess(token(), { outcome: 'will buy' });
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toEqual({ outcome: 'will buy' });
  });

  test('fails with what is answered', async () => {
    const { start, look, stepFunctions, token } = asking();
    const execution = await start();
    stepFunctions.sendTaskFailure(token(), { error: 'NotReached', cause: 'no answer' });
    await stepFunctions.idle();
    expect(look(execution)).toMatchObject({ status: 'FAILED', error: 'NotReached', cause: 'no answer' });
  });

  test('may be answered while the function still works', async () => {
    const { start, look, stepFunctions } = bench(
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

  test('fails at once if its function fails, and the token is worthless then', async () => {
    let token = '';
    const { start, look, stepFunctions } = bench(
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
          ask: (given: string) => {
            token = given;
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

  test('has a new token for each attempt', async () => {
    const { start, stepFunctions, token, tokens, pass, look } = asking({
      Retry: [{ ErrorEquals: ['Again'] }],
    });
    const execution = await start();
    stepFunctions.sendTaskFailure(token(), { error: 'Again' });
    await pass(1);
    expect(new Set(tokens).size).toBe(2);
    stepFunctions.sendTaskSuccess(token(), 'well');
    await stepFunctions.idle();
    expect(parse(look(execution).output)).toBe('well');
  });

  test('fails with States.Timeout when its time is over', async () => {
    const { start, look, pass, stepFunctions, token, events } = asking({ TimeoutSeconds: 259_200 });
    const execution = await start();
    await pass(259_199);
    expect(look(execution).status).toBe('RUNNING');
    await pass(1);
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
    'without a heartbeat in time fails in a way that %s covers',
    async (name) => {
      const { start, look, pass, stepFunctions, token } = asking({
        HeartbeatSeconds: 60,
        Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
      });
      const execution = await start();
      await pass(50);
      stepFunctions.sendTaskHeartbeat(token());
      await pass(59);
      expect(look(execution).status).toBe('RUNNING');
      await pass(1);
      expect(look(execution).status).toBe('SUCCEEDED');
      expect(parse(look(execution).output)).toEqual({ Error: 'States.Timeout', Cause: '' });
    },
  );

  test('has its own deadline however often its heart beats', async () => {
    const { start, look, pass, stepFunctions, token } = asking({ HeartbeatSeconds: 60, TimeoutSeconds: 100 });
    const execution = await start();
    await pass(50);
    stepFunctions.sendTaskHeartbeat(token());
    await pass(50);
    expect(look(execution).status).toBe('FAILED');
  });
});

describe('A token', () => {
  test('is good for one answer', async () => {
    const { start, stepFunctions, token } = asking();
    await start();
    stepFunctions.sendTaskSuccess(token(), 1);
    for (const again of [
      () => stepFunctions.sendTaskSuccess(token(), 2),
      () => stepFunctions.sendTaskFailure(token()),
      () => stepFunctions.sendTaskHeartbeat(token()),
    ])
      expect(again).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
  });

  test('that is no token is invalid', () => {
    const { stepFunctions } = asking();
    expect(() => stepFunctions.sendTaskSuccess('nonsense', 1)).toThrow(
      expect.objectContaining({ type: 'InvalidToken' }),
    );
  });

  test('of an execution that nobody knows belongs to no task', async () => {
    const other = asking();
    await other.start();
    expect(() => asking().stepFunctions.sendTaskSuccess(other.token(), 1)).toThrow(
      expect.objectContaining({ type: 'TaskDoesNotExist' }),
    );
  });

  test('of a stopped execution is worthless', async () => {
    const { start, stepFunctions, token } = asking();
    stepFunctions.stopExecution(await start());
    expect(() => stepFunctions.sendTaskSuccess(token(), 1)).toThrow(
      expect.objectContaining({ type: 'TaskTimedOut' }),
    );
  });

  test('does not carry more than the payload limit', async () => {
    const { start, stepFunctions, token } = asking();
    await start();
    expect(() => stepFunctions.sendTaskSuccess(token(), 'x'.repeat(262_144))).toThrow(
      expect.objectContaining({ type: 'InvalidOutput' }),
    );
  });
});
