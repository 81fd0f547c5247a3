import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import { ContentionError, InvalidInputError, issuesOf, NotFoundError } from '../../shared/errors.ts';
import { firstIssues } from '../../shared/validation.ts';
import type { AnswerOf, Contract, problems } from './contract.ts';
import { logger } from './logger.ts';

/** A request with its body parsed. */
export interface HttpRequest {
  readonly body: unknown;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly method: string;
  /** The route as API Gateway writes it: `POST /callback-tasks/{taskId}/claim`. */
  readonly route: string;
  /** When API Gateway received the request; handlers read no clock. */
  readonly at: Instant;
}

/** What a handler returns to API Gateway. */
export type HttpResponse = APIGatewayProxyStructuredResultV2;

const internal = { error: 'internal', message: 'see the logs of this function' } as const;

/** An answer as the contract `C` promises it: a status, and the JSON body that goes with it. */
export const answer = <C extends Pick<Contract, 'answers'>>(
  ...[status, body]: AnswerOf<C>
): HttpResponse => ({
  statusCode: Number(status),
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/**
 * Creates a Lambda handler for API Gateway's HTTP API from a function that maps a request to a response. Malformed
 * JSON, invalid input and our own errors become responses that say what is wrong; every other error is a 500.
 */
export const createHttpHandler = (handle: (request: HttpRequest) => Promise<HttpResponse>) =>
  middy<APIGatewayProxyEventV2, HttpResponse, Error, Context>()
    .use(httpErrorHandler({ logger: false, fallbackMessage: JSON.stringify(internal) }))
    .use(errorResponses)
    .use(jsonBody)
    .handler((event) =>
      handle({
        body: event.body,
        path: event.pathParameters ?? {},
        query: event.queryStringParameters ?? {},
        method: event.requestContext.http.method,
        route: event.routeKey,
        at: instantFromMs(event.requestContext.timeEpoch),
      }),
    );

/** Parses a part of a request. @throws InvalidInputError naming each field that is wrong */
export function parseRequest<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new InvalidInputError('the request is not valid', issuesOf(parsed.error));
  return parsed.data;
}

const parseJsonBody = httpJsonBodyParser().before;

/** Parses every body as JSON, since no route accepts anything else; a request without a body is left alone. */
const jsonBody: middy.MiddlewareObj<APIGatewayProxyEventV2, HttpResponse, Error, Context> = {
  before: (request) => {
    const { body, headers } = request.event;
    if (body === undefined || body === '') return;
    request.event.headers = { ...headers, 'content-type': 'application/json' };
    return parseJsonBody?.(request);
  },
};

/** Gives an error the status and JSON body that the error handler then responds with. */
const errorResponses: middy.MiddlewareObj = {
  onError(request) {
    const { error } = request;
    if (error === null) return;
    const [statusCode, body] = answerTo(error);
    if (statusCode >= 500) logger.error('request failed', error);
    request.error = Object.assign(new Error(JSON.stringify(body)), { statusCode, expose: true });
  },
};

/** Whoever mends these sends again, and hears of the rest. */
const issuesPerAnswer = 20;

function answerTo(error: Error): AnswerOf<{ answers: typeof problems }> {
  if (error instanceof InvalidInputError) {
    const issues = firstIssues(error.issues, issuesPerAnswer);
    return [400, { error: 'invalid-request', issues }];
  }
  if (error instanceof NotFoundError) return [404, { error: 'not-found', message: error.message }];
  if (error instanceof ContentionError) return [503, { error: 'busy', message: error.message }];
  if (isMalformedJson(error)) {
    return [400, { error: 'malformed-json', message: error.cause.message }];
  }
  return [500, internal];
}

// The body parser of middy 6 throws a 415 whose cause is JSON.parse's error; its message names the position.
const isMalformedJson = (error: Error): error is Error & { cause: { message: string } } =>
  'statusCode' in error &&
  error.statusCode === 415 &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'message' in error.cause;
