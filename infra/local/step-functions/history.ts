import { errorNames, StateError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** One event in the history of an execution. */
export interface HistoryEvent {
  /** Counts from 1. */
  readonly id: number;
  readonly previousEventId: number;
  /** As AWS names it, such as `TaskStateEntered`. */
  readonly type: string;
  readonly timestampMs: number;
  /** What AWS returns as `stateEnteredEventDetails`, `taskFailedEventDetails` and so on, depending on the type. */
  readonly details: JsonObject | undefined;
}

/** The events of an execution. */
export interface History {
  /** Adds an event and returns its id. @throws StateError States.Runtime if that leaves no room for the last event */
  add(type: string, details?: JsonObject, previousEventId?: number): number;
  /** Adds the event with which an execution ends, regardless of the limit. */
  close(type: string, details?: JsonObject): void;
  /** The events still in memory. */
  readonly events: readonly HistoryEvent[];
  readonly lastId: number;
  /** Drops the events from memory but keeps the count. */
  forget(): void;
}

/** AWS fails an execution at this many events, which also ends workflows that loop forever. */
export const maxEvents = 25_000;

/**
 * How many of the newest events memory always retains. Older ones are dropped, except the first, which has the input.
 */
export const retainedEventCount = 2_000;

/** Creates a history that continues after the `earlier` events, where `lastId` is the highest id used so far. */
export function createHistory(now: () => number, earlier: readonly HistoryEvent[] = [], lastId = 0): History {
  let events = [...earlier];
  let last = lastId;
  const push = (type: string, details: JsonObject | undefined, previousEventId: number) => {
    last += 1;
    events.push({ id: last, previousEventId, type, timestampMs: now(), details });
    // Drop many at a time, because removing from the front of an array moves all the rest.
    if (events.length >= retainedEventCount * 2)
      events = [...events.slice(0, 1), ...events.slice(-retainedEventCount)];
    return last;
  };
  return {
    add(type, details, previousEventId = last) {
      if (last >= maxEvents - 1) {
        throw new StateError(
          errorNames.runtime,
          `The execution reached the maximum number of history events (${maxEvents}).`,
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
