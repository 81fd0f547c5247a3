import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResultV2,
  Context,
} from 'aws-lambda';
import { expect, test } from 'vitest';
import { createSimulatedClock } from '../../../../infra/local/clock.ts';
import { startHttpApi } from '../../../../infra/local/http-api/http-api.ts';
import { noon, start, startRecorder } from './setup.ts';

const startReturning = (result: unknown) =>
  start([{ method: 'GET', path: '/', handler: async () => result }]);

test('a structured result becomes the response, including its cookies', async () => {
  const response = await fetch(
    await startReturning({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'X-Count': 3, 'Content-Length': '1' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: '<p>é</p>',
    }),
  );
  expect(response.status).toBe(201);
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(response.headers.get('x-count')).toBe('3');
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  expect(await response.text()).toBe('<p>é</p>');
});

test('a body in base64 is sent as bytes, and the default type is plain text', async () => {
  const response = await fetch(
    await startReturning({ statusCode: 200, body: '/wA=', isBase64Encoded: true }),
  );
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(255, 0));
  const plain = await fetch(await startReturning({ statusCode: 200, body: 'hello' }));
  expect(plain.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
});

test.each([
  [{ tasks: [1, 2] }, '{"tasks":[1,2]}'],
  [['a'], '["a"]'],
  ['Hello', 'Hello'],
  [undefined, 'null'],
])('a result %j without a status code is sent as JSON with status 200', async (result, body) => {
  const response = await fetch(await startReturning(result));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.text()).toBe(body);
});

test('a request that matches no route is Not Found', async () => {
  const url = await start([{ method: 'POST', path: '/orders', handler: async () => 'ok' }]);
  for (const path of ['/', '/order', '/orders/', '/orders/1', '/orders']) {
    const response = await fetch(url + path);
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  }
});

test.each([
  ['throws', async () => Promise.reject(new Error('broken')), 'broken'],
  ['throws before its first await', () => raise('immediately'), 'immediately'],
  [
    'returns a body that is not a string',
    async () => ({ statusCode: 200, body: { a: 1 } }),
    'not an HTTP API response',
  ],
  ['returns more than 6 MB', async () => 'x'.repeat(6 * 1024 * 1024 + 1), '6291457 bytes'],
])('a handler that %s causes a 500, and onError gets the reason', async (_what, handler, message) => {
  const errors: unknown[] = [];
  const url = await start([{ method: 'GET', path: '/', handler }], {
    onError: (error, { routeKey }) => errors.push([routeKey, String(error)]),
  });
  const response = await fetch(url);
  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(errors).toEqual([['GET /', expect.stringContaining(message)]]);
});

function raise(message: string): never {
  throw new Error(message);
}

test('a handler may return its result by callback', async () => {
  const handler: APIGatewayProxyHandlerV2 = (_event, _context, callback) => {
    setImmediate(() => callback(null, { statusCode: 202 }));
  };
  expect((await fetch(await start([{ method: 'GET', path: '/', handler }]))).status).toBe(202);
});

test.each([
  ['more than Lambda accepts', 6 * 1024 * 1024, 413],
  ['more than an HTTP API accepts', 10 * 1024 * 1024 + 1, 413],
  ['a little less than Lambda accepts', 5.9 * 1024 * 1024, 204],
])('a request of %s (%i bytes) gets a %i', async (_what, bytes, status) => {
  const { url } = await startRecorder('/');
  const body = 'x'.repeat(bytes);
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  expect(response.status).toBe(status);
});

test('the context counts down from 29 seconds by the clock', async () => {
  const clock = createSimulatedClock(noon);
  const remainingMs: number[] = [];
  const handler = async (_event: APIGatewayProxyEventV2, context: Context) => {
    remainingMs.push(context.getRemainingTimeInMillis());
    await clock.advanceTo(noon + 4_000);
    remainingMs.push(context.getRemainingTimeInMillis());
    return context.awsRequestId;
  };
  await fetch(await start([{ method: 'GET', path: '/', handler }], { clock }));
  expect(remainingMs).toEqual([29_000, 25_000]);
});

test('handlers wrapped by middy need no adapter', async () => {
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyResultV2>()
    .use(httpErrorHandler({ logger: false }))
    .handler(async (event) => ({ statusCode: 200, body: event.rawPath }));
  const typed: APIGatewayProxyHandlerV2<{ ok: boolean }> = async () => ({ ok: true });
  const url = await start([
    { method: 'GET', path: '/middy', handler },
    { method: 'GET', path: '/typed', handler: typed },
  ]);
  expect(await (await fetch(`${url}/middy`)).text()).toBe('/middy');
  expect(await (await fetch(`${url}/typed`)).json()).toEqual({ ok: true });
});

test('closing waits for the request under way, but not for idle connections', async () => {
  let finish: () => void = () => undefined;
  let reportStart: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => {
    reportStart = resolve;
  });
  const handler = () => {
    reportStart();
    return new Promise((resolve) => {
      finish = () => resolve('done');
    });
  };
  const api = await startHttpApi({
    clock: createSimulatedClock(noon),
    routes: [{ method: 'GET', path: '/', handler }],
  });
  const idle = connect(api.port, '127.0.0.1');
  await once(idle, 'connect');
  const response = fetch(api.url);
  await underWay;
  const closed = api.close();
  finish();
  expect(await (await response).text()).toBe('done');
  await closed;
  await api.close();
});

test('the error names a port that is in use, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(start([], { port })).rejects.toMatchObject({
    name: 'PortInUseError',
    port,
    message: expect.stringMatching(/The HTTP API cannot listen on port \d+.*--port/),
  });
  other.close();
});
