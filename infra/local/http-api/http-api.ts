import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Clock } from '../clock.ts';
import { type Listening, listenOnLoopback } from '../listen.ts';
import { splitTarget, toEvent } from './event.ts';
import { type HttpApiHandler, invoke } from './invoke.ts';
import { gatewayMessage, type HttpResponse, lambdaPayloadLimitBytes, toResponse } from './response.ts';
import { compileRoutes, type RouteDefinition } from './routes.ts';

export interface HttpApiRoute extends RouteDefinition {
  readonly handler: HttpApiHandler;
}

export interface HttpApiOptions {
  readonly clock: Clock;
  readonly routes: readonly HttpApiRoute[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Told what a handler threw; the client sees only a 500. Without it the error goes to stderr. */
  readonly onError?: (
    error: unknown,
    request: { readonly routeKey: string; readonly requestId: string },
  ) => void;
}

/** What an HTTP API itself accepts at most. */
const requestLimitBytes = 10 * 1024 * 1024;

const notFound = gatewayMessage(404, 'Not Found');
const tooLarge = gatewayMessage(413, 'Request Entity Too Large');
const serverError = gatewayMessage(500, 'Internal Server Error');

/**
 * Routes HTTP requests on 127.0.0.1 to Lambda handlers as an API Gateway HTTP API does (payload format 2.0).
 * Rejects with `PortInUseError`, or with `RouteError` for a route that API Gateway would refuse.
 *
 * @example
 * const api = await startHttpApi({ clock, routes: [{ method: 'GET', path: '/campaigns/{id}', handler }] });
 * await fetch(`${api.url}/campaigns/win-back`);
 */
export async function startHttpApi(options: HttpApiOptions): Promise<Listening> {
  const { clock, onError = reportOnStderr } = options;
  const findRoute = compileRoutes(options.routes);

  async function answer(request: IncomingMessage): Promise<HttpResponse> {
    const { rawPath } = splitTarget(request.url ?? '/');
    const match = findRoute(request.method ?? 'GET', rawPath);
    if (match === undefined) return notFound;
    const body = await readBody(request);
    if (body === 'too-large') return tooLarge;

    const { routeKey, pathParameters } = match;
    const requestId = randomUUID();
    const event = toEvent(request, {
      routeKey,
      pathParameters,
      body,
      requestId,
      atMs: clock.now(),
      port: request.socket.localPort ?? 0,
    });
    if (exceedsLambdaLimit(event)) return tooLarge;
    try {
      return toResponse(await invoke(match.route.handler, event, clock));
    } catch (error) {
      onError(error, { routeKey, requestId });
      return serverError;
    }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (answered) => send(request, response, answered),
      // Only a client that hung up while sending gets here; there is nobody left to answer.
      () => response.destroy(),
    );
  });
  return listenOnLoopback(server, options.port ?? 0, 'The HTTP API');
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too-large'> {
  if (Number(request.headers['content-length'] ?? 0) > requestLimitBytes) return 'too-large';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > requestLimitBytes) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Lambda measures the whole event as JSON; a body far below the limit need not be serialised to know. */
function exceedsLambdaLimit(event: APIGatewayProxyEventV2): boolean {
  if ((event.body?.length ?? 0) < lambdaPayloadLimitBytes / 8) return false;
  return Buffer.byteLength(JSON.stringify(event)) > lambdaPayloadLimitBytes;
}

function send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed) return;
  response.statusCode = answer.statusCode;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', [...answer.cookies]);
  // A body that was refused is still arriving; the connection cannot be used for another request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function reportOnStderr(
  error: unknown,
  { routeKey, requestId }: { routeKey: string; requestId: string },
): void {
  console.error(`${routeKey} (request ${requestId}) failed:`, error);
}
