import type { Server } from 'node:http';

/** The port asked for belongs to another program. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(what: string, port: number, cause: unknown) {
    super(
      `${what} cannot listen on port ${port}. Port ${port} on 127.0.0.1 belongs to another program: ` +
        'stop that one, or choose another port with --port.',
      { cause },
    );
    this.port = port;
  }
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Accepts no more requests, waits for those under way, and ends. Calling it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 only; port 0 takes any free one. `what` names the server in the error.
 * Rejects with `PortInUseError` when the port is taken.
 */
export async function listenOnLoopback(server: Server, port: number, what: string): Promise<Listening> {
  // Idle connections stay open: a client that picks one up at the moment it is closed gets a reset, and cannot know why.
  server.keepAliveTimeout = 0;
  const drained = whenDrained(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(what, port, error) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`${what} listens on no TCP port.`);
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close() {
      closing ??= closeServer(server, drained);
      return closing;
    },
  };
}

async function closeServer(server: Server, drained: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  await drained();
  // A browser opens connections that it may never use; Node counts them as busy and would wait a minute for each.
  server.closeAllConnections();
  await closed;
}

/** Gives a function that resolves once no request is being answered. */
function whenDrained(server: Server): () => Promise<void> {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  server.prependListener('request', (_request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (underWay > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
  });
  return () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)));
}
