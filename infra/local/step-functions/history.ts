import { errorNames, StateError } from './errors.ts';
import type { JsonObject } from './json.ts';

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestampMs: number;
  /** What AWS returns as `stateEnteredEventDetails`, `taskFailedEventDetails` and so on, under that name. */
  readonly details: JsonObject | undefined;
}

/** What happened in an execution. */
export interface History {
  /** Adds an event and returns its id. Throws States.Runtime when the execution has had too many. */
  add(type: string, details?: JsonObject, previousEventId?: number): number;
  /** Adds the event with which an execution ends, however many there are. */
  close(type: string, details?: JsonObject): void;
  readonly events: readonly HistoryEvent[];
  readonly lastId: number;
  /** Drops the events and keeps the count. */
  forget(): void;
}

/** AWS fails an execution at this many events, which also ends workflows that loop for ever. */
export const mostEvents = 25_000;

/** How many of them are kept; the oldest make way, except the first, which holds the input. */
export const keptEvents = 2_000;

export function createHistory(now: () => number, earlier: readonly HistoryEvent[] = [], lastId = 0): History {
  let events = [...earlier];
  let last = lastId;
  const push = (type: string, details: JsonObject | undefined, previousEventId: number) => {
    last += 1;
    events.push({ id: last, previousEventId, type, timestampMs: now(), details });
    // Cut in large pieces, since removing from the front of an array moves all the rest.
    if (events.length >= keptEvents * 2) events = [...events.slice(0, 1), ...events.slice(-keptEvents)];
    return last;
  };
  return {
    add(type, details, previousEventId = last) {
      if (last >= mostEvents - 1) {
        throw new StateError(
          errorNames.runtime,
          `The execution reached the maximum number of history events (${mostEvents}).`,
        );
      }
      return push(type, details, previousEventId);
    },
    close: (type, details) => void push(type, details, last),
    get events() {
      return events;
    },
    get lastId() {
      return last;
    },
    forget() {
      events = [];
    },
  };
}
