import { describe, expect, test } from 'vitest';
import { createHarness, noon, parse, workflow } from './support.ts';

describe('A task that starts an execution', () => {
  const startWorkflow = (resource: string, more: object = {}) =>
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

  test('continues immediately', async () => {
    const { start, look } = createHarness(startWorkflow('startExecution'), { stateMachines });
    expect(parse(look(await start({ name: 'kid', n: 1 })).output)).toEqual({
      ExecutionArn: childArn,
      StartDate: noon,
    });
    expect(look(childArn)).toMatchObject({ status: 'RUNNING', input: '{"n":1}' });
  });

  test('fails with the error name that AWS uses if the service refuses', async () => {
    const { start, look } = createHarness(startWorkflow('startExecution'), { stateMachines });
    await start({ name: 'kid', n: 1 });
    expect(look(await start({ name: 'kid', n: 2 }))).toMatchObject({
      status: 'FAILED',
      error: 'StepFunctions.ExecutionAlreadyExistsException',
    });
    expect(look(await start({ name: 'a kid', n: 2 })).error).toBe('StepFunctions.InvalidNameException');
  });

  test('waits for it with .sync:2, and gets its output as JSON', async () => {
    const { start, look, advance } = createHarness(
      startWorkflow('startExecution.sync:2', { Output: '{% $states.result.Output.doubled %}' }),
      { stateMachines },
    );
    const execution = await start({ name: 'kid', n: 4 });
    expect(look(execution).status).toBe('RUNNING');
    await advance(10);
    expect(parse(look(execution).output)).toBe(8);
  });

  test('fails with States.TaskFailed if that execution fails, and describes it in the cause', async () => {
    const { start, look, advance } = createHarness(startWorkflow('startExecution.sync:2'), { stateMachines });
    const execution = await start({ name: 'kid', n: 0 });
    await advance(10);
    expect(look(execution).error).toBe('States.TaskFailed');
    expect(parse(look(execution).cause)).toMatchObject({
      ExecutionArn: childArn,
      Status: 'FAILED',
      Error: 'TooSmall',
      Cause: 'n is not positive',
    });
  });

  test('stops that execution when it is itself stopped or times out', async () => {
    const { start, look, stepFunctions, advance } = createHarness(
      startWorkflow('startExecution.sync:2', { TimeoutSeconds: 5 }),
      { stateMachines },
    );
    const stopped = await start({ name: 'kid', n: 1 });
    stepFunctions.stopExecution(stopped);
    expect(look(childArn).status).toBe('ABORTED');
    const late = await start({ name: 'late', n: 1 });
    await advance(5);
    expect(look(late).error).toBe('States.Timeout');
    expect(look(childArn.replace('kid', 'late')).status).toBe('ABORTED');
  });
});
