import type { Template } from './template.ts';

/** A state machine that passed validation, with its expressions compiled. */
export interface StateMachine {
  readonly name: string;
  /** The JSON text that it was loaded from. */
  readonly definition: string;
  readonly comment: string | undefined;
  /** Limit for a whole execution. */
  readonly timeoutSeconds: number | undefined;
  readonly workflow: Workflow;
}

/** A graph of states: the top level of a state machine, a branch of a Parallel, or the ItemProcessor of a Map. */
export interface Workflow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A state of any of the eight types that the Amazon States Language defines. */
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
  /** Computes the state's output. Without it the output is the state's result. */
  readonly output: Template | undefined;
  /** Variables to set when the state is left. */
  readonly assign: Template | undefined;
}

interface FlowingState extends NamedState {
  /** Undefined if the workflow ends here. */
  readonly next: string | undefined;
}

interface FallibleState extends FlowingState {
  /** In order; only the first that covers an error applies. */
  readonly retry: readonly Retrier[];
  /** In order; the first that covers an error applies. */
  readonly catchers: readonly Catcher[];
}

/** What a Task does: invoke a function, or start an execution, and then wait for an answer or its end, or not. */
export type TaskResource = 'lambda' | 'lambda-callback' | 'start-execution' | 'run-execution';

/** Calls a Lambda function or starts an execution. */
export interface TaskState extends FallibleState {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly resourceArn: string;
  readonly arguments: Template | undefined;
  /** Evaluates to a whole number of seconds. */
  readonly timeoutSeconds: Template | undefined;
  /** Evaluates to a whole number of seconds. Only for `lambda-callback`. */
  readonly heartbeatSeconds: Template | undefined;
}

/** Picks the next state by conditions. Its own `output` and `assign` apply only to the default. */
export interface ChoiceState extends NamedState {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default: string | undefined;
}

/** One entry of a Choice's `Choices`. */
export interface ChoiceRule {
  /** Evaluates to a boolean. */
  readonly condition: Template;
  readonly next: string;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

/** Waits for a number of seconds or until an RFC 3339 timestamp. */
export interface WaitState extends FlowingState {
  readonly type: 'Wait';
  readonly until:
    | { readonly kind: 'seconds'; readonly value: Template }
    | { readonly kind: 'timestamp'; readonly value: Template };
}

/** Passes its input on, or its Output. */
export interface PassState extends FlowingState {
  readonly type: 'Pass';
}

/** Ends the workflow with success. */
export interface SucceedState extends NamedState {
  readonly type: 'Succeed';
}

/** Ends the workflow with an error. */
export interface FailState extends NamedState {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

/** Runs several workflows at the same time, with the same input. */
export interface ParallelState extends FallibleState {
  readonly type: 'Parallel';
  readonly branches: readonly Workflow[];
  readonly arguments: Template | undefined;
}

/** Runs one workflow per item. */
export interface MapState extends FallibleState {
  readonly type: 'Map';
  /** True if each item gets a child execution, false if it is an iteration within this execution. */
  readonly distributed: boolean;
  readonly processor: Workflow;
  /** Evaluates to an array or an object; without it the state's input is used. */
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  readonly toleratedFailureCount: Template | undefined;
  readonly toleratedFailurePercentage: Template | undefined;
  /** Part of the ARNs of child executions. */
  readonly label: string;
}

/** One entry of `Retry`, with the defaults of the Amazon States Language filled in. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  /** Retries, not counting the first attempt. */
  readonly maxAttempts: number;
  /** Factor by which the interval grows with each retry. */
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  /** True if the delay is a random part of the computed one (`JitterStrategy` FULL). */
  readonly hasJitter: boolean;
}

/** One entry of `Catch`. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}
