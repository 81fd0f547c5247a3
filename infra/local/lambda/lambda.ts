import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listenOnLoopback } from '../listen.ts';

/** Invokes a function by name with a payload; undefined when there is no such function. */
export type Invoke = (name: string, payload: unknown) => Promise<unknown> | undefined;

/** The endpoint of Lambda's API for functions that invoke others. */
export interface LocalLambda extends Listening {
  /** Resolves once every function that was invoked has ended. */
  idle(): Promise<void>;
}

const invocationPath = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/;

/**
 * Serves Lambda's Invoke for asynchronous invocations only: it answers 202 at once, and runs the function then. A failure
 * goes to stderr; AWS would retry twice.
 *
 * @throws PortInUseError when the port is taken
 */
export async function startLambda(invoke: Invoke, port = 0): Promise<LocalLambda> {
  const underWay = new Set<Promise<unknown>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = invocationPath.exec(request.url ?? '')?.[1];
    const isAsynchronous = request.headers['x-amz-invocation-type'] === 'Event';
    const running = name !== undefined && isAsynchronous && invoke(name, await readJson(request));
    if (!running) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'only asynchronous invocations of known functions' }));
      return;
    }
    const ended = running
      .catch((error: unknown) => console.error(`${name} failed:`, error))
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
    response.writeHead(202).end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const listening = await listenOnLoopback(server, port, 'The local Lambda');
  return {
    ...listening,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      await listening.close();
      await Promise.all(underWay);
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString());
}
