import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { noon, startRecorder } from './setup.ts';

test('a handler gets an event in payload format 2.0, with the time of the clock', async () => {
  const { url, events } = await startRecorder('/callback-tasks/{taskId}/claim');
  await fetch(`${url}/callback-tasks/t%2F1/claim?tag=a&tag=b%20c&empty=`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'test',
      'X-Staff': 'ada',
      Cookie: 'a=1; b=2',
    },
    body: '{"staff":"Ada"}',
  });
  const host = new URL(url).host;
  expect(events).toEqual([
    {
      version: '2.0',
      routeKey: 'ANY /callback-tasks/{taskId}/claim',
      rawPath: '/callback-tasks/t/1/claim',
      rawQueryString: 'tag=a&tag=b%20c&empty=',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'x-staff': 'ada',
        host,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      }),
      queryStringParameters: { tag: 'a,b c', empty: '' },
      pathParameters: { taskId: 't/1' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: host,
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/callback-tasks/t/1/claim',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: 'ANY /callback-tasks/{taskId}/claim',
        stage: '$default',
        time: '09/Jan/2027:12:00:00 +0000',
        timeEpoch: noon,
      },
      body: '{"staff":"Ada"}',
      isBase64Encoded: false,
    },
  ]);
  expect(events[0]?.headers).not.toHaveProperty('cookie');
});

test('a request without query, cookies, parameters or body has no such fields', async () => {
  const { url, events } = await startRecorder('/');
  await fetch(url);
  for (const field of ['queryStringParameters', 'cookies', 'pathParameters', 'body']) {
    expect(events[0]).not.toHaveProperty(field);
  }
  expect(events[0]).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
});

test('the values of a header that is sent twice are joined by a comma', async () => {
  const { url, events } = await startRecorder('/');
  const request = httpRequest(url, { headers: { 'X-Two': ['one', 'two'] } }).end();
  await once(request, 'response');
  expect(events[0]?.headers['x-two']).toBe('one,two');
});

test.each([
  ['text/csv; charset=utf-8', false],
  ['application/json', false],
  ['application/xml', false],
  ['application/javascript', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
  ['', true],
])('a body of type "%s" arrives in base64: %s', async (type, isBase64Encoded) => {
  const { url, events } = await startRecorder('/');
  const body = 'a=1&b=é';
  await fetch(url, {
    method: 'POST',
    body: Buffer.from(body),
    headers: type === '' ? {} : { 'content-type': type },
  });
  expect(events[0]).toMatchObject({
    isBase64Encoded,
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
  });
});
