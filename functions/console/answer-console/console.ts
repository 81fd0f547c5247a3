import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Hono } from 'hono';
import type * as z from 'zod';
import { instantFromMs } from '../../../shared/calendar.ts';
import { type ConsoleRouteKey, mayUse, rights } from '../../../shared/console-api/rights.ts';
import type { ConsoleRoute } from '../../../shared/console-api/route.ts';
import { consoleRouteKeys, consoleRoutes } from '../../../shared/console-api/routes.ts';
import { ContentionError, InvalidInputError, issuesOf, NotFoundError } from '../../../shared/errors.ts';
import { firstIssues } from '../../../shared/validation.ts';
import { logger } from '../../toolkit/logger.ts';
import type { Answers, Circumstances } from './answer.ts';
import { answers } from './answers.ts';
import { auditChange } from './audit.ts';
import { callerIn } from './caller.ts';

/** What API Gateway hands to the router besides the request. */
interface Bindings {
  readonly event: APIGatewayProxyEventV2;
}

/**
 * Creates the router. Hono, because it is small, has no dependencies, and takes and gives the platform's own Request and
 * Response. It checks the role, then reads the request by the route's schemas, and writes every change to the audit log.
 *
 * @param served answers each route; tests replace some
 */
export function createConsole(served: Answers = answers): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>();
  for (const key of consoleRouteKeys) {
    const [method = 'GET', path = ''] = key.split(' ');
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), async (context) => {
      const { event } = context.env;
      const { requestId, timeEpoch } = event.requestContext;
      const caller = callerIn(event);
      if (caller === undefined) return context.json({ error: 'signed-out', requestId }, 401);
      const route: ConsoleRoute = consoleRoutes[key];
      if (!mayUse(key, caller.roles))
        return context.json({ error: 'forbidden', roles: rights[key], requestId }, 403);
      const asked = {
        path: read(route.path, context.req.param(), 'path'),
        query: read(route.query, context.req.query(), 'query'),
        body: route.body && read(route.body, await jsonIn(context.req.raw), 'body'),
      };
      const circumstances = { caller, at: instantFromMs(timeEpoch), requestId };
      // Before it is done, so that no change goes without a line; one that fails has said what it wanted.
      if (route.audited !== undefined && route.audited !== 'when-published')
        await auditChange(key, route.audited, asked, circumstances);
      const answer = await serve(served, key, asked, circumstances);
      context.header('cache-control', 'no-store');
      return context.json(answer);
    });
  }
  app.notFound((context) =>
    context.json({ error: 'not-found', requestId: context.env.event.requestContext.requestId }, 404),
  );
  app.onError((error, context) => {
    const [status, body] = problemOf(error);
    if (status >= 500) logger.error('request failed', error);
    return context.json({ ...body, requestId: context.env.event.requestContext.requestId }, status);
  });
  return app;
}

/** Answers one route. The table of answers is typed by route; here the route is known only by its key. */
function serve(
  served: Answers,
  key: ConsoleRouteKey,
  asked: unknown,
  circumstances: Circumstances,
): Promise<unknown> {
  const answer = served[key] as (asked: unknown, circumstances: Circumstances) => Promise<unknown>;
  return answer(asked, circumstances);
}

/** @throws InvalidInputError naming each field that is wrong, after the part that it is in */
function read(schema: z.ZodType | undefined, given: unknown, part: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error).map(({ path, message }) => ({
    path: path === '' ? part : `${part}.${path}`,
    message,
  }));
  throw new InvalidInputError('the request is not valid', issues);
}

async function jsonIn(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'this is not JSON';
    throw new InvalidInputError('the request is not valid', [{ path: 'body', message }]);
  }
}

const issuesPerAnswer = 20;

function problemOf(error: Error): readonly [400 | 404 | 500 | 503, Readonly<Record<string, unknown>>] {
  if (error instanceof InvalidInputError)
    return [400, { error: 'invalid-request', issues: firstIssues(error.issues, issuesPerAnswer) }];
  if (error instanceof NotFoundError) return [404, { error: 'not-found', message: error.message }];
  if (error instanceof ContentionError) return [503, { error: 'busy', message: error.message }];
  return [500, { error: 'internal' }];
}
