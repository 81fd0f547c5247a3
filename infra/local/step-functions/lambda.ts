import { randomUUID } from 'node:crypto';
import { functionName, localAccount, localRegion } from './arns.ts';
import { errorNames, StateError } from './errors.ts';
import { type Fiber, suspend } from './fiber.ts';
import { type Json, jsonCopyOf } from './json.ts';
import { stringifyWithinLimit } from './run.ts';

/** A Lambda handler. Its event and its result are copied through JSON. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler need not return anything.
export type LambdaFunction = (event: never, context: LambdaContext) => Promise<unknown> | unknown | void;

/** The part of Lambda's context object that local handlers receive. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

/** Lambda's longest timeout, 15 minutes. */
export const longestInvocationMs = 15 * 60_000;

/**
 * Invokes a function by name or ARN on behalf of a fiber and resolves with its result. `deadlineMs` is when the task
 * times out, if it does. Rejects with the StateError with which the task then fails.
 */
export type InvokeFunction = (
  fiber: Fiber,
  name: string,
  payload: Json,
  deadlineMs: number | undefined,
) => Promise<Json>;

/**
 * Creates an invoker that calls local handlers as Lambda would. `timeoutMs` is the longest duration of an invocation.
 */
export function createFunctionInvoker(
  functions: Readonly<Record<string, LambdaFunction>>,
  timeoutMs: (name: string) => number,
): InvokeFunction {
  const byName = new Map(Object.entries(functions).map(([key, handler]) => [functionName(key), handler]));
  return async (fiber, arnOrName, payload, deadlineMs) => {
    const name = functionName(arnOrName);
    const handler = byName.get(name);
    if (handler === undefined) {
      throw new StateError(
        'Lambda.ResourceNotFoundException',
        `Function not found: ${arnOrName}; known functions: ${[...byName.keys()].join(', ')}`,
      );
    }
    stringifyWithinLimit(payload, 'The payload of the function');
    const endsAtMs = fiber.clock.now() + timeoutMs(name);
    const context = contextFor(name, () => Math.max(0, endsAtMs - fiber.clock.now()));
    const result = await suspend<unknown>(
      fiber,
      (resume) => {
        call(handler, payload, context).then(resume.with, (error) => resume.fail(failureOf(error)));
        const stopTimer =
          deadlineMs !== undefined && deadlineMs <= endsAtMs
            ? fiber.clock.setTimer(deadlineMs, () => resume.fail(new StateError(errorNames.timeout)))
            : fiber.clock.setTimer(endsAtMs, () =>
                resume.fail(functionTimeoutError(context, timeoutMs(name))),
              );
        return stopTimer;
      },
      { working: true },
    );
    return jsonCopyOf(result);
  };
}

async function call(handler: LambdaFunction, payload: Json, context: LambdaContext): Promise<unknown> {
  // An unchecked cast: as in Lambda, validating the event is up to the handler.
  return handler(jsonCopyOf(payload) as never, context);
}

function contextFor(name: string, getRemainingTimeInMillis: () => number): LambdaContext {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${localRegion}:${localAccount}:function:${name}`,
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis,
  };
}

/** The failure that Lambda reports for an error thrown by a handler. */
function failureOf(thrown: unknown): StateError {
  const isError = thrown instanceof Error;
  const errorType = isError ? thrown.name : typeof thrown;
  const errorMessage = isError ? thrown.message : String(thrown);
  const trace = isError ? (thrown.stack ?? '').split('\n').slice(0, 10) : [];
  const error = new StateError(errorType, JSON.stringify({ errorType, errorMessage, trace }));
  error.located = true;
  return error;
}

function functionTimeoutError(context: LambdaContext, timeoutMs: number): StateError {
  const errorMessage = `RequestId: ${context.awsRequestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return new StateError('Sandbox.Timedout', JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage }));
}
