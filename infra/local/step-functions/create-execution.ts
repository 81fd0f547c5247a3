import type { Clock } from '../clock.ts';
import { executionArn } from './arns.ts';
import type { StateMachine } from './definition.ts';
import type { ExecutionRecord } from './durable-executions.ts';
import type { Execution } from './execution.ts';
import { createCancellation } from './fiber.ts';
import { createFrame } from './frame.ts';
import { createHistory, type HistoryEvent } from './history.ts';
import { type Json, parseJson } from './json.ts';

/** Creates an execution that is about to enter its first state. `inputText` is its input as JSON text. */
export function createExecution(
  stateMachine: StateMachine,
  name: string,
  inputText: string,
  clock: Clock,
): Execution {
  const nowMs = clock.now();
  const input: Json = parseJson(inputText);
  return {
    stateMachine,
    name,
    arn: executionArn(stateMachine.name, name),
    input,
    inputText,
    startedAtMs: nowMs,
    history: createHistory(() => clock.now()),
    frame: createFrame(stateMachine.workflow.startAt, input, {}, nowMs),
    ending: undefined,
    endedAtMs: undefined,
    redriveCount: 0,
    redrivenAtMs: undefined,
    cancellation: createCancellation(),
    endListeners: new Set(),
  };
}

/** Restores an execution from the record and the events that an earlier process wrote. It does not run yet. */
export function restoreExecution(
  stateMachine: StateMachine,
  record: ExecutionRecord,
  events: HistoryEvent[],
  clock: Clock,
): Execution {
  return {
    ...createExecution(stateMachine, record.name, record.input, clock),
    startedAtMs: record.startedAtMs,
    history: createHistory(() => clock.now(), events, record.lastEventId),
    frame: record.frame,
    ending: record.ending,
    endedAtMs: record.endedAtMs,
    redriveCount: record.redriveCount,
    redrivenAtMs: record.redrivenAtMs,
  };
}
