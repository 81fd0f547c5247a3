import type { APIGatewayProxyEventV2, Callback, Context } from 'aws-lambda';
import { expect } from 'vitest';
import { answerDirectly } from '../../infra/local/dynamodb/answer-directly.ts';
import { startDynamoDbInProcess } from '../../infra/local/dynamodb/in-process.ts';
import { environmentFor } from '../../infra/local/environment.ts';
import { createTables } from '../../infra/local/tables.ts';
import { defaultSettings, type Settings } from '../../shared/settings/settings.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';

/** The time of a request when a test does not name one, in milliseconds since 1970. */
export const noon = Date.parse('2026-12-09T12:00:00Z');

/** Nothing listens there, so a handler that calls a service which the test did not replace fails. */
const unusedEndpoint = 'http://127.0.0.1:9';

/** A command on its way to the database. */
export interface Command {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

let startedBy: string | undefined;

/** Handlers keep the clients of the first environment, so a second file would read the first one's tables. */
function refuseSharedModules(): void {
  const { testPath } = expect.getState();
  startedBy ??= testPath;
  if (startedBy !== testPath)
    throw new Error(
      `${testPath} shares its modules with ${startedBy}: name it in withHandlers of vitest.config.ts`,
    );
}

/**
 * Starts the tables in this process, with the handlers' own store on them. Import handlers afterwards, because they
 * create their clients when they are loaded. Only `overHttp` do their commands pass through the SDK as a whole.
 */
export async function startTables(settings: Partial<Settings> = {}, { overHttp = false } = {}) {
  refuseSharedModules();
  const dynamoDb = await startDynamoDbInProcess();
  await createTables(dynamoDb.url, tableNamesFrom({}));
  Object.assign(
    process.env,
    environmentFor({
      dynamoDb: dynamoDb.url,
      stepFunctions: unusedEndpoint,
      ses: unusedEndpoint,
      lambda: unusedEndpoint,
    }),
    {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      REKINDLE_API_URL: 'https://api.example',
    },
  );
  const { documents, store } = await import('../../functions/toolkit/store.ts');
  const stopAnswering = overHttp ? () => {} : answerDirectly(documents, dynamoDb.answer);
  await store.settings.save({ ...defaultSettings, ...settings });
  return {
    store,
    /** Lets `before` delay or fail every command. Returns a function that stops this. */
    intercept(before: (command: Command) => void | Promise<void>): () => void {
      const name = 'interceptedByTest';
      documents.middlewareStack.add(
        (next, context) => async (args) => {
          await before({ name: context.commandName ?? '', input: { ...args.input } });
          return next(args);
        },
        { step: 'initialize', priority: 'low', name },
      );
      return () => void documents.middlewareStack.remove(name);
    },
    async close() {
      stopAnswering();
      documents.destroy();
      await dynamoDb.close();
    },
  };
}

/** {@link startTables} once it has started. */
export type Tables = Awaited<ReturnType<typeof startTables>>;

/** The parts of a request that a test may set. */
export interface RequestParts {
  readonly method?: 'GET' | 'POST';
  /** As API Gateway writes it, such as `GET /callback-tasks`. */
  readonly route?: string;
  readonly body?: unknown;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly at?: number;
  readonly isBase64Encoded?: boolean;
}

/** Creates the event that API Gateway passes for a request. A body that is a string is sent unchanged. */
function requestEvent(parts: RequestParts): APIGatewayProxyEventV2 {
  const {
    method = 'POST',
    route = '$default',
    body,
    path,
    query,
    at = noon,
    isBase64Encoded = false,
  } = parts;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return {
    version: '2.0',
    routeKey: route,
    rawPath: '/',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test',
      domainPrefix: 'test',
      http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'test',
      routeKey: route,
      stage: '$default',
      time: '',
      timeEpoch: at,
    },
    isBase64Encoded,
    ...(text !== undefined && { body: text }),
    ...(path && { pathParameters: path }),
    ...(query && { queryStringParameters: query }),
  };
}

const unsupported = () => undefined;

/** The context of an invocation with plenty of time left. */
export const context: Context = {
  awsRequestId: 'test',
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:local:000000000000:function:test',
  logGroupName: '/aws/lambda/test',
  logStreamName: 'test',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => 900_000,
  done: unsupported,
  fail: unsupported,
  succeed: unsupported,
};

/** A handler of HTTP requests, such as a function wrapped by middy. */
export type HttpLambda = (
  event: APIGatewayProxyEventV2,
  context: Context,
  callback: Callback<unknown>,
) => unknown;

/** A handler's response, as a client sees it. */
export interface HttpResult<B> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON. */
  json(): B;
}

/** Sends a request to a handler. `B` is the body that the test expects, and then asserts. */
export async function request<B>(handler: HttpLambda, parts: RequestParts): Promise<HttpResult<B>> {
  const response = (await handler(requestEvent(parts), context, unsupported)) as {
    readonly statusCode: number;
    readonly headers?: Record<string, unknown>;
    readonly body?: string;
  };
  const text = response.body ?? '';
  return {
    status: response.statusCode,
    headers: response.headers ?? {},
    text,
    json: () => JSON.parse(text) as B,
  };
}
