import type { Catcher, State, StateMachine, Workflow } from './definition.ts';
import { errorNames, StateError } from './errors.ts';
import type { Bindings, StatesVariable } from './expressions.ts';
import type { Fiber } from './fiber.ts';
import type { Frame, Parked } from './frame.ts';
import type { History } from './history.ts';
import { exceedsPayloadLimit, type Json, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import type { Tokens } from './tokens.ts';

/** What states reach of the world around their execution. */
export interface Host {
  readonly random: () => number;
  readonly tokens: Tokens;
  /** Calls a Lambda function. Rejects with a StateError, as the task then fails. */
  invokeFunction(fiber: Fiber, name: string, payload: Json, deadlineMs: number | undefined): Promise<Json>;
  /** Starts an execution and returns its ARN. Throws a StateError if the service refuses. */
  startExecution(stateMachine: string, name: string | undefined, input: Json): string;
  stopExecution(executionArn: string): void;
  /** Calls `ended` once the execution is over; the returned function takes it back. */
  onEnd(executionArn: string, ended: () => void): () => void;
  /** The execution as the API shows it inside workflows. */
  describe(executionArn: string): JsonObject;
}

/** A thread of states with its variables: an execution, a branch of it, or an iteration. */
export interface Run extends Fiber {
  readonly host: Host;
  readonly stateMachine: StateMachine;
  readonly executionArn: string;
  readonly scope: Scope;
  readonly history: History;
  /** The parts of `$states.context` that do not change from state to state. */
  readonly context: JsonObject;
  /**
   * Notes where the top level stands, durably if it may stand there for a while.
   * Absent in branches and iterations, which cannot be resumed.
   */
  readonly keep: ((frame: Frame, durably: boolean) => void) | undefined;
}

/** One visit to a state, retries included. */
export interface Visit {
  readonly run: Run;
  readonly frame: Frame;
  /** The event with which the state was entered. */
  readonly eventId: number;
  retryCount: number;
  /** The token of the task, while there is one. */
  token: string | undefined;
  /** Runs the workflow inside a Map or Parallel. Passed along, because those states are run by what they run. */
  readonly runNested: (run: Run, workflow: Workflow, start: Frame) => Promise<Json>;
}

/** What a state came to: its result, and in which words it goes on. */
export interface Outcome {
  /** Without an Output, this is the output. */
  readonly fallback: Json;
  readonly result?: Json;
  readonly errorOutput?: JsonObject;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
  readonly next: string | undefined;
}

let lastInstant = { ms: Number.NaN, text: '' };

/** ISO 8601 with milliseconds, as AWS writes times. */
export function isoTime(ms: number): string {
  // Many states are entered in the same millisecond, and formatting costs more than comparing.
  if (lastInstant.ms !== ms) lastInstant = { ms, text: new Date(ms).toISOString() };
  return lastInstant.text;
}

/** The context object, `$states.context`. */
export function contextOf(visit: Visit, item?: JsonObject): JsonObject {
  const context: JsonObject = {
    ...visit.run.context,
    State: {
      EnteredTime: isoTime(visit.frame.enteredAtMs),
      Name: visit.frame.state,
      RetryCount: visit.retryCount,
    },
  };
  if (visit.token !== undefined) context.Task = { Token: visit.token };
  if (item !== undefined) context.Map = { Item: item };
  return context;
}

/** What the expressions of a state may read before it has a result. */
export function bindingsOf(visit: Visit, item?: JsonObject): Bindings {
  const states: StatesVariable = { input: visit.frame.input, context: contextOf(visit, item) };
  return { states, scope: visit.run.scope };
}

/** Parks the run, durably if it is the top level. */
export function park(visit: Visit, parked: Parked): void {
  visit.frame.parked = parked;
  visit.run.keep?.(visit.frame, true);
}

/** The text of a value, refused with States.DataLimitExceeded if it is larger than 256 KiB. */
export function withinLimit(value: Json, what: string): string {
  const text = JSON.stringify(value);
  if (exceedsPayloadLimit(text)) {
    throw new StateError(
      errorNames.dataLimitExceeded,
      `${what} has a size exceeding the maximum number of bytes service limit (262144).`,
    );
  }
  return text;
}

/** The Error Output that a Catch reads. */
export function errorOutputOf(error: StateError): JsonObject {
  return { Error: error.error, Cause: error.reason ?? '' };
}

/** Where a caught error leads. */
export function caught(catcher: Catcher, error: StateError): Outcome {
  const errorOutput = errorOutputOf(error);
  return {
    fallback: errorOutput,
    errorOutput,
    output: catcher.output,
    assign: catcher.assign,
    next: catcher.next,
  };
}

/** Adds to a failure in which state it happened, in AWS's words. */
export function locate(error: StateError, state: State, eventId: number): StateError {
  const byInterpreter: readonly string[] = [
    errorNames.queryEvaluation,
    errorNames.runtime,
    errorNames.dataLimitExceeded,
  ];
  if (error.located || !byInterpreter.includes(error.error)) return error;
  const located = new StateError(
    error.error,
    `An error occurred while executing the state '${state.name}' (entered at the event id #${eventId}). ${error.reason ?? ''}`,
  );
  located.located = true;
  return located;
}
