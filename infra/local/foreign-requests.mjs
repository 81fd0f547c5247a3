// Plain JavaScript, so that the database's child process can run it without a TypeScript loader.

/** The names under which this machine reaches its own loopback. No website can have one of them. */
const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request comes from another website, in a sentence that says what to do; undefined when it does not.
 *
 * Any page that is open in a browser can send requests to a port of this machine. There are two ways:
 * - under its own name, which it lets point to 127.0.0.1 (DNS rebinding): then `Host` is that name;
 * - as a request to another origin: then `Origin` is the page's, or `null` when it hides it. Browsers set it on
 *   whatever is not a plain GET, and on every GET whose answer the page could read.
 *
 * SDKs, curl and a mail program's one-click POST send no `Origin`. Our own pages send the one of their own server; a
 * page that posts a form needs the Referrer-Policy `same-origin` for that, since with `no-referrer` it sends `null`.
 * @param {import('node:http').IncomingMessage} request
 * @returns {string | undefined}
 */
export function whyForeign(request) {
  const port = request.socket.localPort;
  const hosts = request.headersDistinct.host ?? [];
  const host = hosts.length === 1 ? hosts[0].toLowerCase() : undefined;
  if (host === undefined || !isOwnHost(host, port))
    return `This server answers only as 127.0.0.1:${port} or localhost:${port}, not as ${quoted(hosts)}.`;
  if (!request.url?.startsWith('/')) return 'This server is not a proxy; send the path alone.';
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined)
    return 'This server lets no other website send requests to it.';
  const origins = request.headersDistinct.origin ?? [];
  if (origins.some((origin) => origin.toLowerCase() !== `http://${host}`))
    return `This server answers no pages of other websites; the Origin here is http://${host}, not ${quoted(origins)}.`;
  return undefined;
}

/** The port is left out where it is that of HTTP. */
const isOwnHost = (host, port) =>
  ownNames.has(host.replace(/:\d+$/, '')) &&
  (host.endsWith(`:${port}`) || (port === 80 && ownNames.has(host)));

const quoted = (values) => JSON.stringify(values.join(', ').slice(0, 100));

/**
 * Makes a server refuse the requests of other websites, before any of its listeners sees them. Call it once every
 * listener that answers is there.
 * @param {import('node:http').Server} server
 */
export function refuseForeignRequests(server) {
  const answers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const message = whyForeign(request);
    if (message === undefined) {
      for (const answer of answers) answer.call(server, request, response);
      return;
    }
    request.on('error', () => undefined);
    // What it sends is not read, so the connection cannot be used again.
    response.writeHead(403, {
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.end(JSON.stringify({ message }));
  });
}
