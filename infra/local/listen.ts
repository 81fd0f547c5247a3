import type { Server } from 'node:http';
import { refuseForeignRequests } from './foreign-requests.mjs';

/** The requested port is in use by another program. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(what: string, port: number, cause: unknown) {
    super(
      `${what} cannot listen on port ${port}. Another program uses port ${port} on 127.0.0.1: ` +
        'stop that program, or choose another port with --port.',
      { cause },
    );
    this.port = port;
  }
}

/** A server that is listening. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Stops accepting requests and resolves when those under way are answered. Calling it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Makes a server listen on 127.0.0.1 only, and refuse what pages of other websites send there from this machine's
 * browser. Port 0 picks any free port; `what` names the server in error messages.
 * @throws PortInUseError when the port is taken
 */
export async function listenOnLoopback(server: Server, port: number, what: string): Promise<Listening> {
  // Idle connections stay open: a client that reuses one just as it is closed gets a reset without knowing why.
  server.keepAliveTimeout = 0;
  refuseForeignRequests(server);
  const waitForRequests = trackRequests(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(what, port, error) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error(`${what} does not listen on a TCP port.`);
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close() {
      closing ??= closeServer(server, waitForRequests);
      return closing;
    },
  };
}

async function closeServer(server: Server, waitForRequests: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  await waitForRequests();
  // Browsers open connections that they may never use. Node counts these as busy and would wait a minute for each.
  server.closeAllConnections();
  await closed;
}

/** Counts a server's requests. The function that it returns resolves once none is being answered. */
function trackRequests(server: Server): () => Promise<void> {
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
