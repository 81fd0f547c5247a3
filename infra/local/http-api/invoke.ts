import type { APIGatewayProxyEventV2, Callback, Context } from 'aws-lambda';
import type { Clock } from '../clock.ts';
import { accountId } from './event.ts';

/**
 * A Lambda handler behind an HTTP API. `APIGatewayProxyHandlerV2<T>` of `@types/aws-lambda` and handlers wrapped by
 * middy are assignable to it.
 */
export type HttpApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
  callback: Callback<unknown>,
) => unknown;

/** A little less than the 30 seconds that an HTTP API waits for a Lambda. */
const timeoutMs = 29_000;

/** Invokes a handler as Lambda does, and returns its result. Rejects with what it throws or passes to the callback. */
export function invoke(
  handler: HttpApiHandler,
  event: APIGatewayProxyEventV2,
  clock: Clock,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback<unknown> = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(event, lambdaContext(event.requestContext.requestId, clock), callback);
    const usesCallback = returned === undefined && handler.length >= 3;
    if (!usesCallback) resolve(returned);
  });
}

function lambdaContext(requestId: string, clock: Clock): Context {
  const endsAtMs = clock.now() + timeoutMs;
  const functionName = 'local';
  const unsupported = () => {
    throw new Error('context.done, fail and succeed are not supported; return the result or throw.');
  };
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:${accountId}:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => Math.max(0, endsAtMs - clock.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}
