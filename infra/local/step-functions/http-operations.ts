import * as z from 'zod';
import type { StepFunctions } from './api.ts';
import { stateMachineArn } from './arns.ts';
import type { ExecutionDescription } from './description.ts';
import { ServiceError } from './errors.ts';
import type { HistoryEvent } from './history.ts';
import { parseJson } from './json.ts';

/**
 * An operation of the AWS API. Takes the parsed body of a request and returns the body of the response.
 *
 * @throws ServiceError for an error that AWS would return
 */
export type Operation = (body: unknown) => object;

const page = { maxResults: z.number().optional(), nextToken: z.string().optional() };
const ofExecution = z.object({ executionArn: z.string() });
const reason = { error: z.string().optional(), cause: z.string().optional() };
const requests = {
  start: z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().optional() }),
  list: z.object({
    stateMachineArn: z.string(),
    statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    ...page,
  }),
  stop: ofExecution.extend(reason),
  history: ofExecution.extend({
    reverseOrder: z.boolean().optional(),
    includeExecutionData: z.boolean().optional(),
    ...page,
  }),
  success: z.object({ taskToken: z.string(), output: z.string() }),
  failure: z.object({ taskToken: z.string(), ...reason }),
  heartbeat: z.object({ taskToken: z.string() }),
  machine: z.object({ stateMachineArn: z.string() }),
};

/** The AWS JSON 1.0 protocol represents times as seconds since 1970. */
const seconds = (ms: number) => ms / 1000;
const optionalSeconds = (ms: number | undefined) => (ms === undefined ? undefined : seconds(ms));

/** Creates the operations, by their name in the header `x-amz-target`. */
export function createHttpOperations(stepFunctions: StepFunctions): Readonly<Record<string, Operation>> {
  return {
    StartExecution: createOperation(
      requests.start,
      ({ stateMachineArn: stateMachine, name, input = '{}' }) => {
        const { executionArn, startedAtMs } = stepFunctions.startExecution({
          stateMachine,
          name,
          input: parsePayload(input, 'InvalidExecutionInput', 'Invalid State Machine Execution Input'),
        });
        return { executionArn, startDate: seconds(startedAtMs) };
      },
    ),
    DescribeExecution: createOperation(ofExecution, ({ executionArn }) => {
      const description = stepFunctions.describeExecution(executionArn);
      return {
        ...summary(description),
        input: description.input,
        inputDetails: { included: true },
        output: description.output,
        outputDetails: description.output === undefined ? undefined : { included: true },
        error: description.error,
        cause: description.cause,
        redriveStatus: description.whyNotRedrivable === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
        redriveStatusReason: description.whyNotRedrivable,
      };
    }),
    ListExecutions: createOperation(
      requests.list,
      ({ stateMachineArn: stateMachine, statusFilter: status, ...rest }) => {
        const { items, nextToken } = stepFunctions.listExecutions({ stateMachine, status, ...rest });
        return { executions: items.map(summary), nextToken };
      },
    ),
    StopExecution: createOperation(requests.stop, ({ executionArn, ...why }) => ({
      stopDate: seconds(stepFunctions.stopExecution(executionArn, why).stoppedAtMs),
    })),
    RedriveExecution: createOperation(ofExecution, ({ executionArn }) => ({
      redriveDate: seconds(stepFunctions.redriveExecution(executionArn).redrivenAtMs),
    })),
    GetExecutionHistory: createOperation(
      requests.history,
      ({ executionArn, includeExecutionData = true, ...rest }) => {
        const { items, nextToken } = stepFunctions.getExecutionHistory(executionArn, rest);
        return { events: items.map((event) => historyEvent(event, includeExecutionData)), nextToken };
      },
    ),
    SendTaskSuccess: createOperation(requests.success, ({ taskToken, output }) => {
      stepFunctions.sendTaskSuccess(taskToken, parsePayload(output, 'InvalidOutput', 'Invalid Output'));
      return {};
    }),
    SendTaskFailure: createOperation(requests.failure, ({ taskToken, ...why }) => {
      stepFunctions.sendTaskFailure(taskToken, why);
      return {};
    }),
    SendTaskHeartbeat: createOperation(requests.heartbeat, ({ taskToken }) => {
      stepFunctions.sendTaskHeartbeat(taskToken);
      return {};
    }),
    ListStateMachines: createOperation(z.object({}), () => ({
      stateMachines: stepFunctions.listStateMachines().map(({ stateMachineArn, name, createdAtMs }) => ({
        stateMachineArn,
        name,
        type: 'STANDARD',
        creationDate: seconds(createdAtMs),
      })),
    })),
    DescribeStateMachine: createOperation(requests.machine, ({ stateMachineArn: arnOrName }) => {
      const { name, definition, roleArn, createdAtMs } = stepFunctions.describeStateMachine(arnOrName);
      return {
        stateMachineArn: stateMachineArn(name),
        name,
        definition,
        roleArn,
        status: 'ACTIVE',
        type: 'STANDARD',
        creationDate: seconds(createdAtMs),
      };
    }),
  };
}

function createOperation<T>(schema: z.ZodType<T>, carryOut: (request: T) => object): Operation {
  return (body) => {
    const request = schema.safeParse(body);
    if (!request.success) throw new ServiceError('ValidationException', z.prettifyError(request.error));
    return carryOut(request.data);
  };
}

function parsePayload(text: string, type: 'InvalidExecutionInput' | 'InvalidOutput', message: string) {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ServiceError(type, `${message}: '${error instanceof Error ? error.message : String(error)}'`);
  }
}

function summary(description: ExecutionDescription) {
  return {
    executionArn: description.executionArn,
    stateMachineArn: description.stateMachineArn,
    name: description.name,
    status: description.status,
    startDate: seconds(description.startedAtMs),
    stopDate: optionalSeconds(description.endedAtMs),
    redriveCount: description.redriveCount,
    redriveDate: optionalSeconds(description.redrivenAtMs),
  };
}

function historyEvent({ id, previousEventId, type, timestampMs, details }: HistoryEvent, withData: boolean) {
  const shown = Object.entries(details ?? {}).filter(
    ([field]) => withData || (field !== 'input' && field !== 'output'),
  );
  const base = { id, previousEventId, type, timestamp: seconds(timestampMs) };
  return details === undefined ? base : { ...base, [detailsField(type)]: Object.fromEntries(shown) };
}

/** `TaskStateEntered` → `stateEnteredEventDetails`, `MapIterationStarted` → `mapIterationStartedEventDetails`. */
function detailsField(type: string): string {
  const known = /State(Entered|Exited)$/.exec(type);
  return known === null
    ? `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`
    : `state${known[1]}EventDetails`;
}
