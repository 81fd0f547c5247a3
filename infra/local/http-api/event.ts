import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { decodePath } from './routes.ts';

/** What stands in an event where AWS would put names of the account and the API. */
export const accountId = '000000000000';
const apiId = 'local';

/** HTTP APIs hand over these bodies as text and all others, even forms, in base64; verified by others against AWS. */
const textualContent = /^(text\/.*|application\/(json|xml|javascript))$/;

export interface EventParts {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  readonly body: Buffer;
  readonly requestId: string;
  readonly atMs: number;
  readonly port: number;
}

/** The event that an HTTP API would make of this request, in payload format 2.0. */
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

/** The path and the query string of a request target, both as they came. */
export function splitTarget(target: string): { readonly rawPath: string; readonly rawQueryString: string } {
  const mark = target.indexOf('?');
  if (mark === -1) return { rawPath: target, rawQueryString: '' };
  return { rawPath: target.slice(0, mark), rawQueryString: target.slice(mark + 1) };
}

/** Lower-cased and comma-joined; cookies go to a field of their own and leave the headers, as at API Gateway. */
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
