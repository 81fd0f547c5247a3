import type { APIGatewayProxyEventV2, Callback, Context } from 'aws-lambda';
import { startDynamoDbInProcess } from '../../infra/local/dynamodb/in-process.ts';
import { environmentFor } from '../../infra/local/environment.ts';
import { createTables } from '../../infra/local/tables.ts';
import { defaultSettings, type Settings } from '../../shared/settings/settings.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';

/** What handlers take a request's time from. */
export const noon = Date.parse('2026-12-09T12:00:00Z');

/** Nobody listens there: a handler that reaches for a service which a test has not put in its place fails. */
const nobody = 'http://127.0.0.1:9';

/** A command on its way to the database. */
export interface Command {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Tables in this process, and the handlers' own store on them. Handlers are to be imported afterwards, because they
 * make their clients when they are loaded.
 */
export async function startTables(settings: Partial<Settings> = {}) {
  const dynamoDb = await startDynamoDbInProcess();
  await createTables(dynamoDb.url, tableNamesFrom({}));
  Object.assign(process.env, environmentFor({ dynamoDb: dynamoDb.url, stepFunctions: nobody, ses: nobody }), {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { documents, store } = await import('../../functions/toolkit/store.ts');
  await store.settings.save({ ...defaultSettings, ...settings });
  return {
    store,
    /** Lets `before` delay or break every command; the returned function ends that. */
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
      documents.destroy();
      await dynamoDb.close();
    },
  };
}

export type Tables = Awaited<ReturnType<typeof startTables>>;

export interface RequestParts {
  readonly method?: 'GET' | 'POST';
  /** As API Gateway writes it. */
  readonly route?: string;
  readonly body?: unknown;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly at?: number;
  readonly isBase64Encoded?: boolean;
}

/** The event in which API Gateway hands over a request. A body that is text is sent as it stands. */
export function requestEvent(parts: RequestParts): APIGatewayProxyEventV2 {
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

/** All the time in the world. */
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

/** Anything that answers HTTP requests: a function wrapped by middy, say. */
export type HttpLambda = (
  event: APIGatewayProxyEventV2,
  context: Context,
  callback: Callback<unknown>,
) => unknown;

export interface Answer<B> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON. */
  json(): B;
}

/** Sends a request to a handler. `B` is what the test expects in the body, and then asserts. */
export async function request<B>(handler: HttpLambda, parts: RequestParts): Promise<Answer<B>> {
  const answered = (await handler(requestEvent(parts), context, unsupported)) as {
    readonly statusCode: number;
    readonly headers?: Record<string, unknown>;
    readonly body?: string;
  };
  const text = answered.body ?? '';
  return {
    status: answered.statusCode,
    headers: answered.headers ?? {},
    text,
    json: () => JSON.parse(text) as B,
  };
}
