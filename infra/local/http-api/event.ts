import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { decodePath } from './routes.ts';

/** The account id in events and in the Lambda context. It is a placeholder, like the id of the API. */
export const accountId = '000000000000';
const apiId = 'local';

/** HTTP APIs pass these bodies on as text and all others, even forms, in base64; others have verified this on AWS. */
const textualContent = /^(text\/.*|application\/(json|xml|javascript))$/;

/** What an event contains besides the request's own data. */
export interface EventParts {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  readonly body: Buffer;
  readonly requestId: string;
  /** When the request arrived, in milliseconds since 1970. */
  readonly atMs: number;
  /** What the route's JWT authorizer has verified; absent where the route has none. */
  readonly claims?: Readonly<Record<string, string>> | undefined;
  /** The port that the request arrived on. */
  readonly port: number;
}

/** Converts a request to the event that an HTTP API passes to Lambda, in payload format 2.0. */
export function toEvent(request: IncomingMessage, parts: EventParts): APIGatewayProxyEventV2 {
  const { rawPath, rawQueryString } = splitTarget(request.url ?? '/');
  const { headers, cookies } = readHeaders(request);
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const domainName = headers['host'] ?? `127.0.0.1:${parts.port}`;
  const isText = textualContent.test(
    (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
  );

  return {
    version: '2.0',
    routeKey: parts.routeKey,
    rawPath: decodePath(rawPath),
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: {
      ...headers,
      'x-amzn-trace-id': traceId(parts.atMs, parts.requestId),
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': String(parts.port),
      'x-forwarded-proto': 'http',
    },
    ...(rawQueryString === '' ? {} : { queryStringParameters: readQuery(rawQueryString) }),
    requestContext: {
      accountId,
      apiId,
      ...(parts.claims && { authorizer: { jwt: { claims: parts.claims, scopes: null } } }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? domainName,
      http: {
        method: request.method ?? 'GET',
        path: decodePath(rawPath),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: parts.requestId,
      routeKey: parts.routeKey,
      stage: '$default',
      time: commonLogTime(parts.atMs),
      timeEpoch: parts.atMs,
    },
    ...(parts.pathParameters === undefined ? {} : { pathParameters: { ...parts.pathParameters } }),
    ...(parts.body.length === 0 ? {} : { body: parts.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: parts.body.length > 0 && !isText,
  };
}

/** Splits a request target into path and query string, neither of them decoded. */
export function splitTarget(target: string): { readonly rawPath: string; readonly rawQueryString: string } {
  const mark = target.indexOf('?');
  if (mark === -1) return { rawPath: target, rawQueryString: '' };
  return { rawPath: target.slice(0, mark), rawQueryString: target.slice(mark + 1) };
}

/** Lower-cases names and joins values with commas. As in API Gateway, cookies get a field of their own instead. */
function readHeaders(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (name === 'cookie') cookies.push(...values.flatMap((value) => value.split(/;\s*/)).filter(Boolean));
    else if (name !== 'connection') headers[name] = values.join(',');
  }
  return { headers, cookies };
}

function readQuery(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return query;
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(atMs: number): string {
  const [, day, month, year, time] = new Date(atMs).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function traceId(atMs: number, requestId: string): string {
  const seconds = Math.floor(atMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}
