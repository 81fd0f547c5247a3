import * as z from 'zod';

/** A response as it is sent to the client. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A handler's result cannot be turned into a response, for which API Gateway returns a 500. */
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

/** Lambda's limit for the payload of a request, and likewise of a response (Lambda quotas: 6 MB each). */
export const lambdaPayloadLimitBytes = 6 * 1024 * 1024;

/**
 * Converts a handler's result in payload format 2.0 to a response. A result with a `statusCode` is the response; any
 * other is sent as a JSON body with status 200.
 * @throws HandlerResultError when the result is too large or not valid
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
      `The handler's result is not an HTTP API response. ${z.prettifyError(read.error)}. ` +
        'Return { statusCode, headers, cookies, body } with a string as the body.',
    );
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = read.data;
  const lowerCased: Record<string, string> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(headers ?? {})) lowerCased[name.toLowerCase()] = String(value);
  // Node derives these from the body; other values from a handler would break the framing.
  delete lowerCased['content-length'];
  delete lowerCased['transfer-encoding'];
  return {
    statusCode,
    headers: lowerCased,
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** Creates one of API Gateway's own error responses, such as `{"message":"Not Found"}`. */
export function gatewayMessage(statusCode: number, message: string): HttpResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
