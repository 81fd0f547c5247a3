import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Clock } from '../clock.ts';
import { type Listening, listenOnLoopback } from '../listen.ts';
import { splitTarget, toEvent } from './event.ts';
import { type HttpApiHandler, invoke } from './invoke.ts';
import { gatewayMessage, type HttpResponse, lambdaPayloadLimitBytes, toResponse } from './response.ts';
import { compileRoutes, type RouteDefinition } from './routes.ts';

/** A route and the handler that serves it. */
export interface HttpApiRoute extends RouteDefinition {
  readonly handler: HttpApiHandler;
  /** Stands for a JWT authorizer: the claims of whoever sends the request. */
  readonly claimsOf?: (request: IncomingMessage) => Readonly<Record<string, string>>;
}

/** The routes of a local HTTP API, and how it runs. */
export interface HttpApiOptions {
  readonly clock: Clock;
  readonly routes: readonly HttpApiRoute[];
  /** 0, the default, picks any free port. */
  readonly port?: number;
  /** Called with what a handler threw, where the client gets only a 500. By default the error goes to stderr. */
  readonly onError?: (
    error: unknown,
    request: { readonly routeKey: string; readonly requestId: string },
  ) => void;
}

/** The largest body that an HTTP API accepts (API Gateway quotas: 10 MB). */
const requestLimitBytes = 10 * 1024 * 1024;

const notFound = gatewayMessage(404, 'Not Found');
const tooLarge = gatewayMessage(413, 'Request Entity Too Large');
const serverError = gatewayMessage(500, 'Internal Server Error');

/**
 * Starts a server on 127.0.0.1 that routes requests to Lambda handlers as an API Gateway HTTP API does (payload format
 * 2.0). It does not authorise them.
 * @throws PortInUseError when the port is taken
 * @throws RouteError for a route that API Gateway would refuse
 *
 * @example
 * const api = await startHttpApi({ clock, routes: [{ method: 'GET', path: '/campaigns/{id}', handler }] });
 * await fetch(`${api.url}/campaigns/win-back`);
 */
export async function startHttpApi(options: HttpApiOptions): Promise<Listening> {
  const { clock, onError = reportOnStderr } = options;
  const findRoute = compileRoutes(options.routes);

  async function respond(request: IncomingMessage): Promise<HttpResponse> {
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
      claims: match.route.claimsOf?.(request),
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
    respond(request).then(
      (result) => send(request, response, result),
      // Rejects only when the client disconnected while sending, so there is nobody left to respond to.
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

/** The limit applies to the whole event as JSON. With a body far below the limit there is no need to serialise it. */
function exceedsLambdaLimit(event: APIGatewayProxyEventV2): boolean {
  if ((event.body?.length ?? 0) < lambdaPayloadLimitBytes / 8) return false;
  return Buffer.byteLength(JSON.stringify(event)) > lambdaPayloadLimitBytes;
}

function send(request: IncomingMessage, response: ServerResponse, result: HttpResponse): void {
  if (response.destroyed) return;
  response.statusCode = result.statusCode;
  for (const [name, value] of Object.entries(result.headers)) response.setHeader(name, value);
  if (result.cookies.length > 0) response.setHeader('set-cookie', [...result.cookies]);
  // A body that was refused is still arriving, so the connection cannot be reused.
  if (!request.complete) response.setHeader('connection', 'close');
  response.end(request.method === 'HEAD' ? undefined : result.body);
}

function reportOnStderr(
  error: unknown,
  { routeKey, requestId }: { routeKey: string; requestId: string },
): void {
  console.error(`${routeKey} (request ${requestId}) failed:`, error);
}
