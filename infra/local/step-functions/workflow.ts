import type { State, Workflow } from './definition.ts';
import { errorNames, StateError } from './errors.ts';
import { Cancelled, sleepUntil } from './fiber.ts';
import { createFrame, type Frame } from './frame.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { catcherFor, takeRetryDelayMs } from './retry.ts';
import {
  bindingsOf,
  locate,
  type Outcome,
  outcomeOfCatch,
  park,
  type Run,
  stringifyWithinLimit,
  type Visit,
} from './run.ts';
import { assign } from './scope.ts';
import { choose } from './states/choice.ts';
import { fail } from './states/fail.ts';
import { performMap } from './states/map.ts';
import { performParallel } from './states/parallel.ts';
import { performTask } from './states/task.ts';
import { wait } from './states/wait.ts';

/**
 * Runs states from a frame on until the workflow ends, and resolves with its output. Rejects with a StateError if a
 * state fails for good, and with Cancelled if the run is cancelled.
 */
export async function runWorkflow(run: Run, workflow: Workflow, start: Frame): Promise<Json> {
  let frame = start;
  let text = stringifyWithinLimit(frame.input, "The state's input");
  for (;;) {
    if (run.cancellation.cancelled) throw new Cancelled();
    const state = workflow.states.get(frame.state);
    // Possible only if the definition changed while the execution was waiting.
    if (state === undefined) throw new StateError(errorNames.runtime, `There is no state '${frame.state}'.`);
    if (frame.parked === undefined) run.recordFrame?.(frame, takesTime(state));
    const step = await visitState(run, state, frame, text);
    if (step.next === undefined) return step.output;
    text = step.text;
    frame = createFrame(step.next, step.output, run.scope.values, run.clock.now());
  }
}

interface Step {
  readonly next: string | undefined;
  readonly output: Json;
  readonly text: string;
}

async function visitState(run: Run, state: State, frame: Frame, input: string): Promise<Step> {
  const resumed = frame.parked !== undefined;
  const eventId = resumed
    ? run.history.lastId
    : run.history.add(`${state.type}StateEntered`, { name: state.name, input });
  const retryCount = frame.attempts.reduce((sum, count) => sum + (count ?? 0), 0);
  const visit: Visit = { run, frame, eventId, retryCount, token: undefined, runNested: runWorkflow };
  if (frame.parked?.on === 'retry') await sleepBeforeRetry(visit, frame.parked.untilMs);
  for (;;) {
    try {
      return await conclude(visit, state, await perform(visit, state));
    } catch (thrown) {
      if (!(thrown instanceof StateError)) throw thrown;
      const error = locate(thrown, state, eventId);
      if (error !== thrown && error.error === errorNames.queryEvaluation)
        run.history.add('EvaluationFailed', {
          state: state.name,
          error: error.error,
          cause: error.reason ?? '',
        });
      if (!('retry' in state)) throw error;
      const delayMs = takeRetryDelayMs(state.retry, frame.attempts, error, run.host.random);
      if (delayMs !== undefined) {
        const untilMs = run.clock.now() + delayMs;
        visit.retryCount += 1;
        // A retry repeats all branches; only a redrive spares those that succeeded.
        frame.done = {};
        park(visit, { on: 'retry', untilMs });
        await sleepBeforeRetry(visit, untilMs);
        continue;
      }
      const catcher = catcherFor(state.catchers, error);
      if (catcher === undefined) throw error;
      try {
        return await conclude(visit, state, outcomeOfCatch(catcher, error));
      } catch (errorInCatch) {
        throw errorInCatch instanceof StateError ? locate(errorInCatch, state, eventId) : errorInCatch;
      }
    }
  }
}

async function sleepBeforeRetry(visit: Visit, untilMs: number): Promise<void> {
  await sleepUntil(visit.run, untilMs);
  visit.frame.parked = undefined;
  visit.run.recordFrame?.(visit.frame, true);
}

function perform(visit: Visit, state: State): Outcome | Promise<Outcome> {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return {
        fallback: visit.frame.input,
        output: state.output,
        assign: state.assign,
        next: 'next' in state ? state.next : undefined,
      };
    case 'Choice':
      return choose(visit, state);
    case 'Wait':
      return wait(visit, state);
    case 'Fail':
      return fail(visit, state);
    case 'Task':
      return performTask(visit, state);
    case 'Parallel':
      return performParallel(visit, state);
    case 'Map':
      return performMap(visit, state);
  }
}

/** Computes a state's output and variables, both from the variables as they were on entry. */
async function conclude(visit: Visit, state: State, outcome: Outcome): Promise<Step> {
  const { run } = visit;
  let output = outcome.fallback;
  let assigned: JsonObject | undefined;
  if (outcome.output !== undefined || outcome.assign !== undefined) {
    const before = bindingsOf(visit);
    const states = { ...before.states };
    if (outcome.result !== undefined) states.result = outcome.result;
    if (outcome.errorOutput !== undefined) states.errorOutput = outcome.errorOutput;
    const bindings = { states, scope: run.scope };
    const pendingValues = outcome.assign?.evaluate(bindings);
    const values = pendingValues instanceof Promise ? await pendingValues : pendingValues;
    if (values !== undefined) assigned = isJsonObject(values) ? values : {};
    const pendingOutput = outcome.output?.evaluate(bindings);
    const ownOutput = pendingOutput instanceof Promise ? await pendingOutput : pendingOutput;
    if (ownOutput !== undefined) output = ownOutput;
  }
  const text = stringifyWithinLimit(output, "The state's output");
  const details: JsonObject = { name: state.name, output: text };
  if (assigned !== undefined) {
    stringifyWithinLimit(assigned, "The state's Assign");
    assign(run.scope, assigned);
    details.assignedVariables = Object.fromEntries(
      Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]),
    );
  }
  run.history.add(`${state.type}StateExited`, details);
  return { next: outcome.next, output, text };
}

function takesTime(state: State): boolean {
  return state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel' || state.type === 'Wait';
}
