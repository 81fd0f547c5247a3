import { randomUUID } from 'node:crypto';
import { runChildren } from '../children.ts';
import type { MapState } from '../definition.ts';
import { errorNames, StateError } from '../errors.ts';
import { unexpectedTypeError } from '../expressions.ts';
import type { Cancellation } from '../fiber.ts';
import { createFrame } from '../frame.ts';
import { createHistory } from '../history.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { bindingsOf, isoTime, type Outcome, type Run, stringifyWithinLimit, type Visit } from '../run.ts';
import { createInnerScope } from '../scope.ts';
import type { Template } from '../template.ts';

/** How many iterations AWS runs at the same time, unless the definition sets a lower limit. */
const concurrencyLimit = { inline: 40, distributed: 10_000 };

/**
 * Runs the processor once per item. The result is the array of results, in the order of the items. The first failure
 * fails an inline Map; a distributed Map tolerates up to its ToleratedFailureCount and ToleratedFailurePercentage.
 */
export async function performMap(visit: Visit, state: MapState): Promise<Outcome> {
  const { run } = visit;
  const items = await itemsOf(visit, state);
  const maxConcurrency = await numberOf(visit, state.maxConcurrency, 'MaxConcurrency');
  const tolerated = await toleratedFailures(visit, state, items.length);
  const ceiling = state.distributed ? concurrencyLimit.distributed : concurrencyLimit.inline;
  const eventPrefix = state.distributed ? 'MapRun' : 'MapState';
  run.history.add(
    `${eventPrefix}Started`,
    state.distributed ? { label: state.label } : { length: items.length },
  );

  let failures = 0;
  const children = new Map<number, { arn: string; name: string; startedAtMs: number; input: Json }>();
  const results = await runChildren(run, {
    count: items.length,
    limit: Math.min(maxConcurrency || ceiling, ceiling),
    done: visit.frame.done,
    run: async (index, cancellation) => {
      const item = items[index] ?? { value: null };
      const input = await inputFor(visit, state, item, index);
      if (!state.distributed) return runIteration(visit, state, item, index, input, cancellation);
      const name = randomUUID();
      const arn = run.executionArn.replace(/(:execution:)([^:]+):.*$/, `$1$2/${state.label}:${name}`);
      children.set(index, { arn, name, startedAtMs: run.clock.now(), input });
      return runChildExecution(visit, state, item, index, input, cancellation, { arn, name });
    },
    onFailure(index, error) {
      if (!(error instanceof StateError)) throw error;
      failures += 1;
      if (failures <= tolerated) return failedChildResult(run, error, children.get(index));
      run.history.add(
        `${eventPrefix}Failed`,
        state.distributed ? { error: errorNames.toleranceExceeded } : undefined,
      );
      if (!state.distributed) throw error;
      throw new StateError(
        errorNames.toleranceExceeded,
        'The specified tolerated failure threshold was exceeded',
      );
    },
  });
  run.history.add(`${eventPrefix}Succeeded`);
  return { fallback: results, result: results, output: state.output, assign: state.assign, next: state.next };
}

interface Item {
  readonly value: Json;
  /** Set if the items are the entries of an object. */
  readonly key?: string;
}

/** The items of an inline Map are an array; those of a distributed one may also be the entries of an object. */
async function itemsOf(visit: Visit, state: MapState): Promise<Item[]> {
  const items = state.items === undefined ? visit.frame.input : await state.items.evaluate(bindingsOf(visit));
  if (Array.isArray(items)) return items.map((value) => ({ value }));
  if (state.distributed && isJsonObject(items))
    return Object.entries(items).map(([key, value]) => ({ key, value }));
  throw unexpectedTypeError('Items', 'array', items);
}

function contextItem({ key, value }: Item, index: number): JsonObject {
  return key === undefined ? { Index: index, Value: value } : { Index: index, Key: key, Value: value };
}

async function inputFor(visit: Visit, state: MapState, item: Item, index: number): Promise<Json> {
  if (state.itemSelector !== undefined)
    return state.itemSelector.evaluate(bindingsOf(visit, contextItem(item, index)));
  return item.key === undefined ? item.value : { Key: item.key, Value: item.value };
}

async function runIteration(
  { run, runNested }: Visit,
  state: MapState,
  item: Item,
  index: number,
  input: Json,
  cancellation: Cancellation,
): Promise<Json> {
  const details = { name: state.name, index };
  run.history.add('MapIterationStarted', details);
  const child: Run = {
    ...run,
    cancellation,
    scope: createInnerScope(run.scope),
    context: { ...run.context, Map: { Item: contextItem(item, index) } },
    recordFrame: undefined,
  };
  try {
    const result = await runNested(
      child,
      state.processor,
      createFrame(state.processor.startAt, input, {}, run.clock.now()),
    );
    run.history.add('MapIterationSucceeded', details);
    return result;
  } catch (error) {
    if (error instanceof StateError && !cancellation.cancelled)
      run.history.add('MapIterationFailed', details);
    throw error;
  }
}

/** Runs a child of a distributed map, which is an execution of its own, with its own history and variables. */
function runChildExecution(
  { run, runNested }: Visit,
  state: MapState,
  item: Item,
  index: number,
  input: Json,
  cancellation: Cancellation,
  { arn, name }: { arn: string; name: string },
): Promise<Json> {
  stringifyWithinLimit(input, 'The input of the child execution');
  const nowMs = run.clock.now();
  const execution = isJsonObject(run.context.Execution) ? run.context.Execution : {};
  const child: Run = {
    ...run,
    cancellation,
    scope: createInnerScope(run.scope, true),
    history: createHistory(() => run.clock.now()),
    context: {
      ...run.context,
      Execution: { ...execution, Id: arn, Name: name, Input: input, StartTime: isoTime(nowMs) },
      Map: { Item: contextItem(item, index) },
    },
    recordFrame: undefined,
  };
  return runNested(child, state.processor, createFrame(state.processor.startAt, input, {}, nowMs));
}

/** What AWS returns in place of the result of a failed child that it tolerates. */
function failedChildResult(
  run: Run,
  error: StateError,
  child: { arn: string; name: string; startedAtMs: number; input: Json } | undefined,
): JsonObject {
  const nowMs = run.clock.now();
  return {
    ExecutionArn: child?.arn ?? '',
    Name: child?.name ?? '',
    Status: 'FAILED',
    Error: error.error,
    Cause: error.reason ?? '',
    Input: JSON.stringify(child?.input ?? null),
    StartDate: isoTime(child?.startedAtMs ?? nowMs),
    StopDate: isoTime(nowMs),
  };
}

async function toleratedFailures(visit: Visit, state: MapState, count: number): Promise<number> {
  const byCount = await numberOf(visit, state.toleratedFailureCount, 'ToleratedFailureCount');
  const percentage = await numberOf(visit, state.toleratedFailurePercentage, 'ToleratedFailurePercentage');
  if (byCount === undefined && percentage === undefined) return 0;
  // With both, the map fails as soon as either is exceeded.
  return Math.min(
    byCount ?? count,
    percentage === undefined ? count : Math.floor((percentage / 100) * count + 1e-9),
  );
}

async function numberOf(
  visit: Visit,
  template: Template | undefined,
  field: string,
): Promise<number | undefined> {
  if (template === undefined) return undefined;
  const value = await template.evaluate(bindingsOf(visit));
  if (typeof value !== 'number') throw unexpectedTypeError(field, 'number', value);
  if (value < 0)
    throw new StateError(errorNames.queryEvaluation, `${field} must not be negative, and is ${value}.`);
  return value;
}
