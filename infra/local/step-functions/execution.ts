import { stateMachineArn } from './arns.ts';
import type { StateMachine } from './definition.ts';
import { errorNames, StateError } from './errors.ts';
import { type Cancellation, Cancelled, createCancellation, type Fiber } from './fiber.ts';
import { createFrame, type Frame } from './frame.ts';
import type { History } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import { type Host, isoTime, stringifyWithinLimit } from './run.ts';
import { createScope } from './scope.ts';
import { runWorkflow } from './workflow.ts';

/** The statuses that the API knows. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. `output` is JSON text. */
export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | {
      readonly status: 'FAILED' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly status: 'TIMED_OUT' };

/** One execution: its state in memory, of which `ExecutionRecord` is the stored form. */
export interface Execution {
  readonly stateMachine: StateMachine;
  readonly name: string;
  readonly arn: string;
  readonly input: Json;
  /** The input as JSON text. A second start with the same name must have exactly this text. */
  readonly inputText: string;
  readonly startedAtMs: number;
  readonly history: History;
  /** Where it is, or where it ended; a redrive continues from here. */
  frame: Frame;
  /** Undefined while it runs. */
  ending: Ending | undefined;
  endedAtMs: number | undefined;
  redriveCount: number;
  redrivenAtMs: number | undefined;
  cancellation: Cancellation;
  /** Called once when it ends. */
  readonly endListeners: Set<() => void>;
}

/** The service around executions: clock, storage, and what states can reach. */
export interface ExecutionHost extends Omit<Fiber, 'cancellation'> {
  readonly states: Host;
  /** Writes the execution to the directory, if there is one. */
  save(execution: Execution): void;
  /** Keeps the history of an ended execution in memory, and drops the oldest one if there are too many. */
  retainHistory(execution: Execution): void;
}

/** The role in descriptions and in the context object; nothing local checks it. */
export const roleArn = 'arn:aws:iam::000000000000:role/local';

/** Runs an execution from its frame until it ends. Returns immediately; the outcome is recorded in the execution. */
export function runExecution(execution: Execution, host: ExecutionHost): void {
  const { stateMachine, history } = execution;
  const cancellation = createCancellation();
  execution.cancellation = cancellation;
  const timeoutStartsAtMs = execution.redrivenAtMs ?? execution.startedAtMs;
  const stopTimer =
    stateMachine.timeoutSeconds === undefined
      ? () => {}
      : host.clock.setTimer(timeoutStartsAtMs + stateMachine.timeoutSeconds * 1000, () =>
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
    scope: createScope(execution.frame.variables),
    history,
    context: contextOfExecution(execution),
    recordFrame(frame: Frame, durably: boolean) {
      execution.frame = frame;
      if (durably) host.save(execution);
    },
  };
  host.progress.begin();
  void runWorkflow(run, stateMachine.workflow, execution.frame)
    .then(
      (output) =>
        endExecution(
          execution,
          { status: 'SUCCEEDED', output: stringifyWithinLimit(output, 'The output') },
          host,
        ),
      (error) => {
        if (error instanceof Cancelled) return;
        const failure = error instanceof StateError ? error : interpreterFault(error);
        endExecution(execution, { status: 'FAILED', error: failure.error, cause: failure.reason }, host);
      },
    )
    .finally(() => host.progress.end());
}

/**
 * Records how an execution ended, stops whatever of it still runs, and notifies its listeners. Does nothing if it has
 * ended.
 */
export function endExecution(execution: Execution, ending: Ending, host: ExecutionHost): void {
  if (execution.ending !== undefined) return;
  execution.ending = ending;
  execution.endedAtMs = host.clock.now();
  // Whatever it waited for no longer counts: its token is invalid, and a redrive enters the state again.
  execution.frame =
    ending.status === 'SUCCEEDED'
      ? createFrame(execution.frame.state, null, {}, execution.frame.enteredAtMs)
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
  host.retainHistory(execution);
  const listeners = [...execution.endListeners];
  execution.endListeners.clear();
  for (const listener of listeners) listener();
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

/** A bug in the interpreter fails the execution; it must neither crash the process nor leave the execution hanging. */
function interpreterFault(error: unknown): StateError {
  return new StateError(
    errorNames.runtime,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
