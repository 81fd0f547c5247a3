import type { Json, JsonObject } from './json.ts';

/** Where a workflow is. For an execution it contains everything needed to continue from there in another process. */
export interface Frame {
  /** Name of the current state. */
  readonly state: string;
  readonly input: Json;
  /** The workflow's variables as they were when the state was entered. */
  readonly variables: JsonObject;
  readonly enteredAtMs: number;
  /** How often each retrier was used during this visit to the state. */
  readonly attempts: number[];
  /** Results, by index, of the branches or iterations that succeeded. A redrive does not repeat them. */
  done: Record<string, Json>;
  /** What the state is waiting for, if anything. */
  parked: Parked | undefined;
}

/** What a state waits for: a moment, its next retry, an answer with its token, or the end of another execution. */
export type Parked =
  | { readonly on: 'clock'; readonly untilMs: number }
  | { readonly on: 'retry'; readonly untilMs: number }
  | {
      readonly on: 'token';
      readonly token: string;
      readonly deadlineMs: number | undefined;
      readonly heartbeatMs: number | undefined;
      readonly heartbeatDeadlineMs: number | undefined;
    }
  | { readonly on: 'execution'; readonly executionArn: string; readonly deadlineMs: number | undefined };

/** Creates the frame of a state that is about to be entered. */
export function createFrame(state: string, input: Json, variables: JsonObject, nowMs: number): Frame {
  return { state, input, variables, enteredAtMs: nowMs, attempts: [], done: {}, parked: undefined };
}
