import type { Template } from './template.ts';

/** A state machine that passed validation, its expressions compiled. */
export interface StateMachine {
  readonly name: string;
  /** The JSON text that it was loaded from. */
  readonly definition: string;
  readonly comment: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly workflow: Workflow;
}

/** States that lead from one to another: a state machine, a branch of Parallel, the processor of Map. */
export interface Workflow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

interface NamedState {
  readonly name: string;
  /** The state's result in other words; without it the result itself goes on. */
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

interface FlowingState extends NamedState {
  /** Undefined if the workflow ends here. */
  readonly next: string | undefined;
}

interface FallibleState extends FlowingState {
  readonly retry: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export type TaskResource = 'lambda' | 'lambda-callback' | 'start-execution' | 'run-execution';

export interface TaskState extends FallibleState {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly resourceArn: string;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface ChoiceState extends NamedState {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default: string | undefined;
}

export interface ChoiceRule {
  readonly condition: Template;
  readonly next: string;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

export interface WaitState extends FlowingState {
  readonly type: 'Wait';
  readonly until:
    | { readonly kind: 'seconds'; readonly value: Template }
    | { readonly kind: 'timestamp'; readonly value: Template };
}

export interface PassState extends FlowingState {
  readonly type: 'Pass';
}

export interface SucceedState extends NamedState {
  readonly type: 'Succeed';
}

export interface FailState extends NamedState {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export interface ParallelState extends FallibleState {
  readonly type: 'Parallel';
  readonly branches: readonly Workflow[];
  readonly arguments: Template | undefined;
}

export interface MapState extends FallibleState {
  readonly type: 'Map';
  readonly distributed: boolean;
  readonly processor: Workflow;
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedFailureCount: Template | undefined;
  readonly toleratedFailurePercentage: Template | undefined;
  readonly label: string;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}
