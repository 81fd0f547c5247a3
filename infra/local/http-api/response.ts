import * as z from 'zod';

/** What goes back over the wire. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A handler returned what API Gateway cannot turn into a response; the client then gets a 500. */
export class HandlerResultError extends Error {
  override readonly name = 'HandlerResultError';
}

const structuredResult = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Lambda refuses to return more than this. */
export const lambdaPayloadLimitBytes = 6 * 1024 * 1024;

/**
 * Reads a handler's result in payload format 2.0: with a `statusCode` it is a response,
 * anything else is a JSON body to answer with 200.
 */
export function toResponse(result: unknown): HttpResponse {
  const inferred = !(typeof result === 'object' && result !== null && 'statusCode' in result);
  const response = inferred ? inferResponse(result) : readStructured(result);
  if (response.body.length > lambdaPayloadLimitBytes) {
    throw new HandlerResultError(
      `The handler returned ${response.body.length} bytes; Lambda returns at most ${lambdaPayloadLimitBytes}. ` +
        'Return a page of the data, or a link to it.',
    );
  }
  return response;
}

function inferResponse(result: unknown): HttpResponse {
  const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(text),
  };
}

function readStructured(result: object): HttpResponse {
  const read = structuredResult.safeParse(result);
  if (!read.success) {
    throw new HandlerResultError(
      `The handler's result is no HTTP API response. ${z.prettifyError(read.error)}. ` +
        'Return { statusCode, headers, cookies, body } with a string as the body.',
    );
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = read.data;
  const sent: Record<string, string> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(headers ?? {})) sent[name.toLowerCase()] = String(value);
  // Node sets these from the body itself; a handler's own idea of them would break the framing.
  delete sent['content-length'];
  delete sent['transfer-encoding'];
  return {
    statusCode,
    headers: sent,
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** API Gateway's own answers, such as `{"message":"Not Found"}`. */
export function gatewayMessage(statusCode: number, message: string): HttpResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
