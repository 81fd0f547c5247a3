import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  GetExecutionHistoryCommand,
  InvalidExecutionInput,
  InvalidName,
  InvalidOutput,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Listening, PortInUseError } from '../../../../infra/local/listen.ts';
import { listen } from '../../../../infra/local/step-functions/index.ts';
import { createHarness, noon, workflow } from './support.ts';

const tokens: string[] = [];
const local = createHarness(
  workflow({
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
      HeartbeatSeconds: 60,
      End: true,
    },
  }),
  {
    functions: { ask: (token: string) => void tokens.push(token) },
    stateMachines: { quick: workflow({ Done: { Type: 'Succeed' } }) },
  },
);
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:main';
const quick = 'arn:aws:states:us-east-1:000000000000:stateMachine:quick';
let endpoint: Listening;
let client: SFNClient;

beforeAll(async () => {
  endpoint = await listen(local.stepFunctions);
  client = new SFNClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
});

async function start(name: string, input?: string) {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  await local.stepFunctions.idle();
  return { executionArn, token: tokens.at(-1) ?? '' };
}

describe('An AWS SDK client', () => {
  test('starts an execution, answers with its token and sees it succeed', async () => {
    const { executionArn, token } = await start('one', '{"n": 1}');
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      executionArn,
      stateMachineArn,
      name: 'one',
      status: 'RUNNING',
      input: '{"n":1}',
      startDate: new Date(noon),
      redriveStatus: 'NOT_REDRIVABLE',
    });
    await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"ok":true}' }));
    await local.stepFunctions.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"ok":true}',
      stopDate: new Date(noon),
    });
  });

  test('sees failures, stops and redrives', async () => {
    const { executionArn, token } = await start('two');
    await client.send(new SendTaskFailureCommand({ taskToken: token, error: 'No', cause: 'because' }));
    await local.stepFunctions.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'FAILED',
      error: 'No',
      cause: 'because',
      redriveStatus: 'REDRIVABLE',
    });
    expect((await client.send(new RedriveExecutionCommand({ executionArn }))).redriveDate).toEqual(
      new Date(noon),
    );
    await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toThrow(
      ExecutionNotRedrivable,
    );
    expect(
      (await client.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'C' }))).stopDate,
    ).toEqual(new Date(noon));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'ABORTED',
      error: 'E',
      cause: 'C',
      redriveCount: 1,
    });
  });

  test('reads the history with its details, in pages', async () => {
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: quick, input: '"hello"' }),
    );
    await local.stepFunctions.idle();
    const events = [];
    for await (const page of paginateGetExecutionHistory({ client, pageSize: 2 }, { executionArn }))
      events.push(...(page.events ?? []));
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp: new Date(noon),
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input: '"hello"', roleArn: expect.any(String) },
      },
      {
        id: 2,
        previousEventId: 1,
        timestamp: new Date(noon),
        type: 'SucceedStateEntered',
        stateEnteredEventDetails: { name: 'Done', input: '"hello"' },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp: new Date(noon),
        type: 'SucceedStateExited',
        stateExitedEventDetails: { name: 'Done', output: '"hello"' },
      },
      {
        id: 4,
        previousEventId: 3,
        timestamp: new Date(noon),
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '"hello"' },
      },
    ]);
    const bare = await client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false, reverseOrder: true }),
    );
    expect(bare.events?.[1]?.stateExitedEventDetails).toEqual({ name: 'Done' });
  });

  test('lists executions by status, in pages', async () => {
    const { executionArn } = await start('three');
    const names = [];
    for await (const page of paginateListExecutions({ client, pageSize: 1 }, { stateMachineArn })) {
      expect(page.executions).toHaveLength(1);
      names.push(page.executions?.[0]?.name);
    }
    expect(names).toEqual(['three', 'two', 'one']);
    const running = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    expect(running.executions?.map((execution) => execution.executionArn)).toEqual([executionArn]);
  });

  test('lists and describes state machines', async () => {
    const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toEqual(['main', 'quick']);
    const { definition, status, type } = await client.send(
      new DescribeStateMachineCommand({ stateMachineArn }),
    );
    expect(JSON.parse(definition ?? '')).toMatchObject({ StartAt: 'Ask' });
    expect({ status, type }).toEqual({ status: 'ACTIVE', type: 'STANDARD' });
  });

  test('receives the errors that AWS would return', async () => {
    const { executionArn, token } = await start('four');
    const tokenOfUnknownExecution = Buffer.from(`${'0'.repeat(36)} ${executionArn}x`).toString('base64url');
    const requests = [
      [ExecutionAlreadyExists, new StartExecutionCommand({ stateMachineArn, name: 'one' })],
      [InvalidName, new StartExecutionCommand({ stateMachineArn, name: 'a b' })],
      [InvalidExecutionInput, new StartExecutionCommand({ stateMachineArn, input: '{' })],
      [StateMachineDoesNotExist, new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}x` })],
      [ExecutionDoesNotExist, new DescribeExecutionCommand({ executionArn: `${executionArn}x` })],
      [ExecutionDoesNotExist, new GetExecutionHistoryCommand({ executionArn: `${executionArn}x` })],
      [ExecutionDoesNotExist, new StopExecutionCommand({ executionArn: `${executionArn}x` })],
      [InvalidToken, new SendTaskSuccessCommand({ taskToken: 'x', output: '1' })],
      [InvalidOutput, new SendTaskSuccessCommand({ taskToken: token, output: '{' })],
      [TaskDoesNotExist, new SendTaskHeartbeatCommand({ taskToken: tokenOfUnknownExecution })],
      [TaskTimedOut, new SendTaskHeartbeatCommand({ taskToken: tokens[0] })],
    ] as const;
    for (const [type, request] of requests)
      await expect(client.send(request as StartExecutionCommand)).rejects.toThrow(type);
  });
});

describe('The endpoint', () => {
  test('refuses operations that it does not support, and invalid requests', async () => {
    const post = async (target: string, body: string) => {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: { 'x-amz-target': target },
        body,
      });
      return { status: response.status, ...((await response.json()) as object) };
    };
    expect(await post('AWSStepFunctions.CreateActivity', '{}')).toMatchObject({
      status: 400,
      __type: 'UnknownOperationException',
    });
    expect(await post('AWSStepFunctions.constructor', '{}')).toMatchObject({
      __type: 'UnknownOperationException',
    });
    expect(await post('AWSStepFunctions.StartExecution', 'no')).toMatchObject({
      __type: 'ValidationException',
    });
    expect(await post('AWSStepFunctions.StartExecution', '{}')).toMatchObject({
      __type: 'ValidationException',
      message: expect.stringContaining('stateMachineArn'),
    });
  });

  test('reports that its port is in use', async () => {
    await expect(listen(local.stepFunctions, { port: endpoint.port })).rejects.toThrow(PortInUseError);
    await expect(listen(local.stepFunctions, { port: endpoint.port })).rejects.toThrow(
      `port ${endpoint.port} on 127.0.0.1`,
    );
  });
});
