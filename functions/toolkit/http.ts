import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import { ContentionError, InvalidInputError, issuesOf, NotFoundError } from '../../shared/errors.ts';
import { logger } from './logger.ts';

/** A request once its body is read. `at` is when API Gateway got it: handlers read no clock. */
export interface HttpRequest {
  readonly body: unknown;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly method: string;
  /** The route as API Gateway writes it: `POST /callback-tasks/{taskId}/claim`. */
  readonly route: string;
  readonly at: Instant;
}

export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** An answer in JSON. */
export const answer = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/**
 * Makes a Lambda for API Gateway's HTTP API out of a function from request to answer. A body that is not JSON, an
 * input that is not valid and our own errors become answers that say what is wrong; everything else is a 500.
 */
export const createHttpHandler = (handle: (request: HttpRequest) => Promise<HttpAnswer>) =>
  middy<APIGatewayProxyEventV2, HttpAnswer, Error, Context>()
    .use(httpErrorHandler({ logger: false, fallbackMessage: JSON.stringify({ error: 'internal' }) }))
    .use(errorsAsAnswers)
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

/** @throws InvalidInputError naming each field that is wrong */
export function parseRequest<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new InvalidInputError('the request is not valid', issuesOf(parsed.error));
  return parsed.data;
}

const parseJsonBody = httpJsonBodyParser().before;

/** Reads every body as JSON, since no route takes anything else, and leaves a request without one alone. */
const jsonBody: middy.MiddlewareObj<APIGatewayProxyEventV2, HttpAnswer, Error, Context> = {
  before: (request) => {
    const { body, headers } = request.event;
    if (body === undefined || body === '') return;
    request.event.headers = { ...headers, 'content-type': 'application/json' };
    return parseJsonBody?.(request);
  },
};

/** Gives an error the status and the JSON body that the error handler then answers with. */
const errorsAsAnswers: middy.MiddlewareObj = {
  onError(request) {
    const { error } = request;
    if (error === null) return;
    const { statusCode, body } = answerTo(error);
    if (statusCode >= 500) logger.error('request failed', error);
    request.error = Object.assign(new Error(JSON.stringify(body)), { statusCode, expose: true });
  },
};

function answerTo(error: Error): { statusCode: number; body: object } {
  if (error instanceof InvalidInputError) {
    return { statusCode: 400, body: { error: 'invalid-request', issues: error.issues } };
  }
  if (error instanceof NotFoundError)
    return { statusCode: 404, body: { error: 'not-found', message: error.message } };
  if (error instanceof ContentionError)
    return { statusCode: 503, body: { error: 'busy', message: error.message } };
  if (isMalformedJson(error)) {
    return { statusCode: 400, body: { error: 'malformed-json', message: error.cause.message } };
  }
  return { statusCode: 500, body: { error: 'internal', message: 'see the logs of this function' } };
}

// How the body parser of middy 6 says so; it carries the words of JSON.parse, which name the place.
const isMalformedJson = (error: Error): error is Error & { cause: { message: string } } =>
  'statusCode' in error &&
  error.statusCode === 415 &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'message' in error.cause;
