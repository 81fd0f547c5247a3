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

/** What states can reach outside their execution. */
export interface Host {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly tokens: Tokens;
  /** Invokes a Lambda function. Rejects with the StateError with which the task then fails. */
  invokeFunction(fiber: Fiber, name: string, payload: Json, deadlineMs: number | undefined): Promise<Json>;
  /** Starts an execution and returns its ARN. @throws StateError if the service refuses */
  startExecution(stateMachine: string, name: string | undefined, input: Json): string;
  /** Ends an execution as ABORTED, unless it has ended. */
  stopExecution(executionArn: string): void;
  /** Calls `listener` once the execution has ended, immediately if it already has; the returned function removes it. */
  onEnd(executionArn: string, listener: () => void): () => void;
  /** Describes an execution as the result of `states:startExecution.sync:2`. */
  describe(executionArn: string): JsonObject;
}

/** A fiber with the variables, history and context that its states share. */
export interface Run extends Fiber {
  readonly host: Host;
  readonly stateMachine: StateMachine;
  readonly executionArn: string;
  readonly scope: Scope;
  readonly history: History;
  /** The parts of `$states.context` that do not change from state to state. */
  readonly context: JsonObject;
  /**
   * Records the frame of an execution, and writes it to the directory if `durably` is set.
   * Absent in branches and iterations, which cannot be resumed after a restart.
   */
  readonly recordFrame: ((frame: Frame, durably: boolean) => void) | undefined;
}

/** One visit to a state, including its retries. */
export interface Visit {
  readonly run: Run;
  readonly frame: Frame;
  /** Id of the event that recorded the entry. */
  readonly eventId: number;
  retryCount: number;
  /** The task's token, while it has one. */
  token: string | undefined;
  /** Runs a workflow inside a Map or Parallel. Passed as a value because importing it there would be circular. */
  readonly runNested: (run: Run, workflow: Workflow, start: Frame) => Promise<Json>;
}

/** The result of a state, and how its output, its variables and the next state follow from it. */
export interface Outcome {
  /** The output, if there is no Output. */
  readonly fallback: Json;
  readonly result?: Json;
  readonly errorOutput?: JsonObject;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
  /** Undefined if the workflow ends. */
  readonly next: string | undefined;
}

let lastInstant = { ms: Number.NaN, text: '' };

/** Formats a time as AWS does: ISO 8601 with milliseconds. */
export function isoTime(ms: number): string {
  // Many states are entered in the same millisecond, and formatting costs more than comparing.
  if (lastInstant.ms !== ms) lastInstant = { ms, text: new Date(ms).toISOString() };
  return lastInstant.text;
}

/** The context object, `$states.context`. `item` is the current item while a Map evaluates its ItemSelector. */
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

/** What the expressions of a state can read before it has a result. */
export function bindingsOf(visit: Visit, item?: JsonObject): Bindings {
  const states: StatesVariable = { input: visit.frame.input, context: contextOf(visit, item) };
  return { states, scope: visit.run.scope };
}

/** Records what the state waits for, so that an execution can resume waiting after a restart. */
export function park(visit: Visit, parked: Parked): void {
  visit.frame.parked = parked;
  visit.run.recordFrame?.(visit.frame, true);
}

/**
 * Converts a value to JSON text. `what` names it in the error message.
 *
 * @throws StateError States.DataLimitExceeded if the text is larger than 256 KiB
 */
export function stringifyWithinLimit(value: Json, what: string): string {
  const text = JSON.stringify(value);
  if (exceedsPayloadLimit(text)) {
    throw new StateError(
      errorNames.dataLimitExceeded,
      `${what} has a size exceeding the maximum number of bytes service limit (262144).`,
    );
  }
  return text;
}

/** The Error Output that a Catch reads, as the Amazon States Language defines it. */
export function errorOutputOf(error: StateError): JsonObject {
  return { Error: error.error, Cause: error.reason ?? '' };
}

/** The outcome of a state whose error a catcher covers. */
export function outcomeOfCatch(catcher: Catcher, error: StateError): Outcome {
  const errorOutput = errorOutputOf(error);
  return {
    fallback: errorOutput,
    errorOutput,
    output: catcher.output,
    assign: catcher.assign,
    next: catcher.next,
  };
}

/**
 * Adds to an error of the interpreter itself the state in which it happened, in the words of AWS. Others stay as they
 * are.
 */
export function locate(error: StateError, state: State, eventId: number): StateError {
  const raisedByInterpreter: readonly string[] = [
    errorNames.queryEvaluation,
    errorNames.runtime,
    errorNames.dataLimitExceeded,
  ];
  if (error.located || !raisedByInterpreter.includes(error.error)) return error;
  const locatedError = new StateError(
    error.error,
    `An error occurred while executing the state '${state.name}' (entered at the event id #${eventId}). ${error.reason ?? ''}`,
  );
  locatedError.located = true;
  return locatedError;
}
