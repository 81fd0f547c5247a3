import type { Clock } from '../clock.ts';
import type { ExecutionDescription } from './description.ts';
import type { ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { LambdaFunction } from './lambda.ts';
import type { Page, PageRequest } from './pages.ts';

export interface StepFunctionsOptions {
  readonly clock: Clock;
  /** Definitions in the Amazon States Language, as JSON text or parsed, by name. */
  readonly stateMachines: Readonly<Record<string, string | object>>;
  /** Lambda handlers by function name or ARN. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Values for `${name}` in the definitions. */
  readonly definitionSubstitutions?: Readonly<Record<string, string>>;
  /** Where executions survive a restart. Without it they live in memory only. */
  readonly directory?: string;
  /** Chance for `$random()`, `$uuid()` and retry jitter; uniform in [0, 1). */
  readonly random?: () => number;
  /** What an invocation of a function may take; 15 minutes unless told otherwise. */
  readonly functionTimeoutMs?: number | Readonly<Record<string, number>>;
}

/** A local AWS Step Functions. State machines go by name or ARN; API errors are thrown as ServiceError. */
export interface StepFunctions {
  /**
   * Starts an execution. The same name and input again, while it runs, returns the execution that runs;
   * any other use of a taken name throws ExecutionAlreadyExists.
   */
  startExecution(request: StartExecutionRequest): { executionArn: string; startedAtMs: number };
  describeExecution(executionArn: string): ExecutionDescription;
  /** Newest first. */
  listExecutions(
    request: { stateMachine: string; status?: ExecutionStatus | undefined } & PageRequest,
  ): Page<ExecutionDescription>;
  /** Ends a running execution as ABORTED; leaves others alone. */
  stopExecution(
    executionArn: string,
    why?: { error?: string | undefined; cause?: string | undefined },
  ): { stoppedAtMs: number };
  /** Resumes an execution that did not succeed at the state in which it ended, with that state's input. */
  redriveExecution(executionArn: string): { redrivenAtMs: number };
  getExecutionHistory(
    executionArn: string,
    request?: { reverseOrder?: boolean | undefined } & PageRequest,
  ): Page<HistoryEvent>;
  sendTaskSuccess(taskToken: string, output: unknown): void;
  sendTaskFailure(taskToken: string, why?: { error?: string | undefined; cause?: string | undefined }): void;
  sendTaskHeartbeat(taskToken: string): void;
  listStateMachines(): StateMachineDescription[];
  describeStateMachine(stateMachine: string): StateMachineDescription;
  /** Resolves when the execution has ended. */
  executionEnded(executionArn: string): Promise<ExecutionDescription>;
  /** Resolves once no execution can go on without time passing or a call from outside. */
  idle(): Promise<void>;
  /** Stops everything where it stands. With a directory, what was parked goes on in the next process. */
  close(): void;
}

export interface StartExecutionRequest {
  readonly stateMachine: string;
  /** A random one if not given. */
  readonly name?: string | undefined;
  readonly input?: unknown;
}

export interface StateMachineDescription {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAtMs: number;
}
