import { stateMachineArn } from './arns.ts';
import type { Execution, ExecutionStatus } from './execution.ts';
import { maxEvents } from './history.ts';
import type { JsonObject } from './json.ts';
import { isoTime } from './run.ts';

/** What DescribeExecution returns. */
export interface ExecutionDescription {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  /** JSON text. */
  readonly input: string;
  /** JSON text; undefined unless the execution succeeded. */
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly redriveCount: number;
  readonly redrivenAtMs: number | undefined;
  /** The reason, in the words of AWS; undefined if it can be redriven. */
  readonly whyNotRedrivable: string | undefined;
}

/** The status of an execution, as the API names it. */
export function statusOf(execution: Execution): ExecutionStatus {
  return execution.ending?.status ?? 'RUNNING';
}

/** Describes an execution for the API. */
export function describe(execution: Execution): ExecutionDescription {
  const { ending } = execution;
  const failed = ending?.status === 'FAILED' || ending?.status === 'ABORTED' ? ending : undefined;
  return {
    executionArn: execution.arn,
    stateMachineArn: stateMachineArn(execution.stateMachine.name),
    name: execution.name,
    status: statusOf(execution),
    startedAtMs: execution.startedAtMs,
    endedAtMs: execution.endedAtMs,
    input: execution.inputText,
    output: ending?.status === 'SUCCEEDED' ? ending.output : undefined,
    error: failed?.error,
    cause: failed?.cause,
    redriveCount: execution.redriveCount,
    redrivenAtMs: execution.redrivenAtMs,
    whyNotRedrivable: whyNotRedrivable(execution),
  };
}

/** Why an execution cannot be redriven, in the words of AWS; undefined if it can. */
export function whyNotRedrivable(execution: Execution): string | undefined {
  if (execution.ending === undefined) return 'Execution is RUNNING and cannot be redriven';
  if (execution.ending.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  // AWS refuses to redrive an execution whose history is full.
  if (execution.history.lastId >= maxEvents - 1) return 'Execution history event limit exceeded';
  return undefined;
}

/** Describes an execution as the result of `states:startExecution.sync:2`: names in PascalCase, times in ISO 8601. */
export function describeForWorkflow(execution: Execution): JsonObject {
  const description = describe(execution);
  const optional: JsonObject = {};
  if (description.output !== undefined) optional.Output = description.output;
  if (description.error !== undefined) optional.Error = description.error;
  if (description.cause !== undefined) optional.Cause = description.cause;
  if (description.endedAtMs !== undefined) optional.StopDate = isoTime(description.endedAtMs);
  return {
    ExecutionArn: description.executionArn,
    Input: description.input,
    Name: description.name,
    RedriveCount: description.redriveCount,
    StartDate: isoTime(description.startedAtMs),
    StateMachineArn: description.stateMachineArn,
    Status: description.status,
    ...optional,
  };
}
