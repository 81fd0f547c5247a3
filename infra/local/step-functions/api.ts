import type { Clock } from '../clock.ts';
import type { ExecutionDescription } from './description.ts';
import type { ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { LambdaFunction } from './lambda.ts';
import type { Page, PageRequest } from './pages.ts';

/** What a local Step Functions runs, and on what clock. */
export interface StepFunctionsOptions {
  readonly clock: Clock;
  /** Definitions in the Amazon States Language by name, as JSON text or parsed. */
  readonly stateMachines: Readonly<Record<string, string | object>>;
  /** Lambda handlers by function name or ARN. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Values for `${name}` in the definitions. */
  readonly definitionSubstitutions?: Readonly<Record<string, string>>;
  /** Where executions are stored so that they survive a restart. Without it they live in memory only. */
  readonly directory?: string;
  /** Random source for `$random()`, `$uuid()` and the jitter of retries; uniform in [0, 1). */
  readonly random?: () => number;
  /** Longest duration of an invocation, for all functions or by function name. 15 minutes by default. */
  readonly functionTimeoutMs?: number | Readonly<Record<string, number>>;
}

/**
 * A local AWS Step Functions. State machines are identified by name or ARN. Every method throws a ServiceError
 * where the AWS API would return an error.
 */
export interface StepFunctions {
  /**
   * Starts an execution. Starting it again with the same name and input while it runs returns the running one.
   *
   * @throws ServiceError ExecutionAlreadyExists if the name is taken in any other case
   */
  startExecution(request: StartExecutionRequest): { executionArn: string; startedAtMs: number };
  /** Returns the status, input and output of an execution. */
  describeExecution(executionArn: string): ExecutionDescription;
  /** Lists the executions of a state machine, newest first. */
  listExecutions(
    request: { stateMachine: string; status?: ExecutionStatus | undefined } & PageRequest,
  ): Page<ExecutionDescription>;
  /** Ends a running execution as ABORTED. Does nothing to one that has already ended. */
  stopExecution(
    executionArn: string,
    why?: { error?: string | undefined; cause?: string | undefined },
  ): { stoppedAtMs: number };
  /**
   * Resumes an execution that failed, timed out or was stopped. It continues from the state in which it ended, with
   * that state's input.
   *
   * @throws ServiceError ExecutionNotRedrivable if it is running or has succeeded, or if its history is full
   */
  redriveExecution(executionArn: string): { redrivenAtMs: number };
  /** Lists the events of an execution, oldest first unless `reverseOrder` is set. */
  getExecutionHistory(
    executionArn: string,
    request?: { reverseOrder?: boolean | undefined } & PageRequest,
  ): Page<HistoryEvent>;
  /** Completes the task that waits for this token; `output` becomes the task's result. */
  sendTaskSuccess(taskToken: string, output: unknown): void;
  /** Fails the task that waits for this token. `error` is the name that its Retry and Catch match. */
  sendTaskFailure(taskToken: string, why?: { error?: string | undefined; cause?: string | undefined }): void;
  /** Restarts the heartbeat timeout of the task that waits for this token. */
  sendTaskHeartbeat(taskToken: string): void;
  /** Lists the state machines in the order of the options. */
  listStateMachines(): StateMachineDescription[];
  /** Returns the definition of a state machine, with its placeholders substituted. */
  describeStateMachine(stateMachine: string): StateMachineDescription;
  /** Resolves with the description of the execution once it has ended. */
  waitForExecution(executionArn: string): Promise<ExecutionDescription>;
  /** Resolves once no execution can continue until time passes or a call arrives from outside. */
  idle(): Promise<void>;
  /** Stops all executions where they are. With a directory, those that were waiting continue in the next process. */
  close(): void;
}

/** Which state machine to start, and with what. */
export interface StartExecutionRequest {
  /** Name or ARN. */
  readonly stateMachine: string;
  /** Unique per state machine, and accepted by AWS. A UUID by default. */
  readonly name?: string | undefined;
  /** Any value that JSON can represent; `{}` by default. */
  readonly input?: unknown;
}

/** What DescribeStateMachine returns. */
export interface StateMachineDescription {
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAtMs: number;
}
