import { stateMachineArn } from './arns.ts';
import type { StateMachine } from './definition.ts';
import { errorNames, StateError } from './errors.ts';
import { type Cancellation, Cancelled, createCancellation, type Fiber } from './fiber.ts';
import { enterFrame, type Frame } from './frame.ts';
import type { History } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import { type Host, isoTime, withinLimit } from './run.ts';
import { rootScope } from './scope.ts';
import { runWorkflow } from './workflow.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. */
export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | {
      readonly status: 'FAILED' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly status: 'TIMED_OUT' };

export interface Execution {
  readonly stateMachine: StateMachine;
  readonly name: string;
  readonly arn: string;
  readonly input: Json;
  /** The input as it was given, which is what decides whether a second start is the same. */
  readonly inputText: string;
  readonly startedAtMs: number;
  readonly history: History;
  frame: Frame;
  /** Undefined while it runs. */
  ending: Ending | undefined;
  endedAtMs: number | undefined;
  redriveCount: number;
  redrivenAtMs: number | undefined;
  cancellation: Cancellation;
  /** Those who wait for its end. */
  readonly onEnd: Set<() => void>;
}

export interface ExecutionHost extends Omit<Fiber, 'cancellation'> {
  readonly states: Host;
  /** Writes the execution to disk, if there is one. */
  save(execution: Execution): void;
  ended(execution: Execution): void;
}

export const roleArn = 'arn:aws:iam::000000000000:role/local';

/** Runs an execution from its frame to its end. */
export function runExecution(execution: Execution, host: ExecutionHost): void {
  const { stateMachine, history } = execution;
  const cancellation = createCancellation();
  execution.cancellation = cancellation;
  const begunAtMs = execution.redrivenAtMs ?? execution.startedAtMs;
  const stopTimer =
    stateMachine.timeoutSeconds === undefined
      ? () => {}
      : host.clock.setTimer(begunAtMs + stateMachine.timeoutSeconds * 1000, () =>
          endExecution(execution, { status: 'TIMED_OUT' }, host),
        );
  cancellation.onCancel(stopTimer);
  const run = {
    host: host.states,
    clock: host.clock,
    progress: host.progress,
    cancellation,
    stateMachine,
    executionArn: execution.arn,
    scope: rootScope(execution.frame.variables),
    history,
    context: contextOfExecution(execution),
    keep(frame: Frame, durably: boolean) {
      execution.frame = frame;
      if (durably) host.save(execution);
    },
  };
  host.progress.begin();
  void runWorkflow(run, stateMachine.workflow, execution.frame)
    .then(
      (output) =>
        endExecution(execution, { status: 'SUCCEEDED', output: withinLimit(output, 'The output') }, host),
      (error) => {
        if (error instanceof Cancelled) return;
        const failure = error instanceof StateError ? error : unexpected(error);
        endExecution(execution, { status: 'FAILED', error: failure.error, cause: failure.reason }, host);
      },
    )
    .finally(() => host.progress.end());
}

/** Ends an execution, whoever ends it, and stops what still runs of it. */
export function endExecution(execution: Execution, ending: Ending, host: ExecutionHost): void {
  if (execution.ending !== undefined) return;
  execution.ending = ending;
  execution.endedAtMs = host.clock.now();
  // What it waited for is void: tokens are worthless now, and a redrive enters the state anew.
  execution.frame =
    ending.status === 'SUCCEEDED'
      ? enterFrame(execution.frame.state, null, {}, execution.frame.enteredAtMs)
      : { ...execution.frame, parked: undefined, attempts: [] };
  switch (ending.status) {
    case 'SUCCEEDED':
      execution.history.close('ExecutionSucceeded', { output: ending.output });
      break;
    case 'TIMED_OUT':
      execution.history.close('ExecutionTimedOut', { error: errorNames.timeout });
      break;
    default: {
      const details: JsonObject = {};
      if (ending.error !== undefined) details.error = ending.error;
      if (ending.cause !== undefined) details.cause = ending.cause;
      execution.history.close(ending.status === 'FAILED' ? 'ExecutionFailed' : 'ExecutionAborted', details);
    }
  }
  execution.cancellation.cancel();
  host.save(execution);
  host.ended(execution);
  const waiting = [...execution.onEnd];
  execution.onEnd.clear();
  for (const ended of waiting) ended();
}

function contextOfExecution(execution: Execution): JsonObject {
  const context: JsonObject = {
    Id: execution.arn,
    Input: execution.input,
    Name: execution.name,
    RoleArn: roleArn,
    StartTime: isoTime(execution.startedAtMs),
    RedriveCount: execution.redriveCount,
  };
  if (execution.redrivenAtMs !== undefined) context.RedriveTime = isoTime(execution.redrivenAtMs);
  return {
    Execution: context,
    StateMachine: { Id: stateMachineArn(execution.stateMachine.name), Name: execution.stateMachine.name },
  };
}

/** A fault of the interpreter itself ends the execution; it must not end the process or hang. */
function unexpected(error: unknown): StateError {
  return new StateError(
    errorNames.runtime,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
