import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listenOnLoopback } from '../listen.ts';
import type { StepFunctions } from './api.ts';
import { ServiceError } from './errors.ts';
import { createHttpOperations, type Operation } from './http-operations.ts';
import { payloadLimitBytes } from './json.ts';

/** A request contains one payload, which JSON escapes can make six times as long (`\u0000`). */
const largestRequestBytes = payloadLimitBytes * 6 + 65_536;

/**
 * Serves the AWS API to SDK clients, on 127.0.0.1 only. Port 0 picks a free port.
 *
 * @throws PortInUseError if another program uses the port
 */
export function listen(stepFunctions: StepFunctions, { port = 0 } = {}): Promise<Listening> {
  const operations = createHttpOperations(stepFunctions);
  const server = createServer((request, response) => void respond(operations, request, response));
  return listenOnLoopback(server, port, 'Step Functions');
}

async function respond(
  operations: Readonly<Record<string, Operation>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, body: object) => {
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': randomUUID(),
    });
    response.end(JSON.stringify(body));
  };
  try {
    const target = String(request.headers['x-amz-target'] ?? '');
    const name = target.startsWith('AWSStepFunctions.') ? target.slice('AWSStepFunctions.'.length) : '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined)
      throw new ServiceError(
        'UnknownOperationException',
        `'${target}' is not supported here; supported operations: ${Object.keys(operations).join(', ')}`,
      );
    send(200, operation(await readBody(request)));
  } catch (error) {
    if (error instanceof ServiceError) send(400, { __type: error.type, message: error.message });
    else
      send(500, {
        __type: 'InternalServerError',
        message: error instanceof Error ? error.message : String(error),
      });
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > largestRequestBytes)
      throw new ServiceError('ValidationException', 'The request is too large');
    chunks.push(buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new ServiceError('ValidationException', 'The body of the request is not JSON');
  }
}
