import type { Json, JsonObject } from './json.ts';

/** Where an execution stands: all that is needed to go on from there, also in another process. */
export interface Frame {
  /** The state at the top level of the workflow. */
  readonly state: string;
  readonly input: Json;
  /** The workflow's variables as they were when the state was entered. */
  readonly variables: JsonObject;
  readonly enteredAtMs: number;
  /** How often each retrier was used in this state. */
  readonly attempts: number[];
  /** Results of the branches or iterations that succeeded, which a redrive does not repeat. */
  done: Record<string, Json>;
  /** What the state waits for, if it waits. */
  parked: Parked | undefined;
}

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

export function enterFrame(state: string, input: Json, variables: JsonObject, nowMs: number): Frame {
  return { state, input, variables, enteredAtMs: nowMs, attempts: [], done: {}, parked: undefined };
}
