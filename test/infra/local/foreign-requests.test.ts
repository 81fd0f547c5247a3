import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulatedClock } from '../../../infra/local/clock.ts';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamodb.ts';
import { startDynamoDbInProcess } from '../../../infra/local/dynamodb/in-process.ts';
import { startHttpApi } from '../../../infra/local/http-api/http-api.ts';
import { startSes } from '../../../infra/local/ses/ses.ts';
import { createStepFunctions, listen } from '../../../infra/local/step-functions/index.ts';
import { localIdentity } from '../../../infra/local/tables.ts';
import { documentClientFor } from './dynamodb/client.ts';
import { setUp as setUpSes } from './ses/setup.ts';

interface Door {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const clock = createSimulatedClock(Date.parse('2027-01-09T12:00:00Z'));
let unsubscribed = 0;

const startDoor = {
  'DynamoDB in a process of its own': () => startDynamoDb(),
  'DynamoDB in this process': () => startDynamoDbInProcess(),
  'Step Functions': () => listen(createStepFunctions({ clock, stateMachines: {}, functions: {} })),
  'SES with its inbox': () => startSes({ clock }),
  'the HTTP API': () =>
    startHttpApi({
      clock,
      routes: [
        { method: 'GET', path: '/', handler: async () => ({ statusCode: 200, body: 'all profiles' }) },
        {
          method: 'POST',
          path: '/unsubscribe',
          handler: async () => {
            unsubscribed += 1;
            return { statusCode: 200 };
          },
        },
      ],
    }),
} satisfies Record<string, () => Promise<Door>>;

type DoorName = keyof typeof startDoor;
const doorNames = Object.keys(startDoor) as DoorName[];
const doors = new Map<DoorName, Door>();

beforeAll(async () => {
  for (const name of doorNames) doors.set(name, await startDoor[name]());
});
afterAll(async () => {
  await Promise.all([...doors.values()].map((door) => door.close()));
});

function doorOf(name: DoorName): Door {
  const door = doors.get(name);
  if (door === undefined) expect.fail(`${name} has started`);
  return door;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request with exactly these headers, as a browser or program on this machine would. */
function send(
  { port }: Door,
  { method = 'GET', path = '/', headers = {} }: { method?: string; path?: string; headers?: object },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers: { ...headers } }, async (response) =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: await text(response),
      }),
    )
      .on('error', reject)
      .end();
  });
}

/** Sends `lines` as they are, and returns the status. */
function sendRaw({ port }: Door, lines: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.once('data', (data) => {
      resolve(Number(data.toString().split(' ')[1]));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const corsHeaders = ({ headers }: Answer) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe.each(doorNames)('%s', (name) => {
  test.each([
    ['the name of a website that points to this machine', (port: number) => `evil.example:${port}`],
    ['a name that only begins like ours', (port: number) => `localhost.evil.example:${port}`],
    ['our address before a website', (port: number) => `127.0.0.1:${port}@evil.example`],
    ['another port', (port: number) => `127.0.0.1:${port - 1}`],
    ['no port', () => '127.0.0.1'],
  ])('refuses a request whose Host is %s', async (_, hostOf) => {
    const door = doorOf(name);
    const answer = await send(door, { headers: { host: hostOf(door.port) } });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).message).toContain(`127.0.0.1:${door.port}`);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test('refuses a request with two Hosts, with none or an empty one, and with a whole URL as its path', async () => {
    const door = doorOf(name);
    const own = `Host: 127.0.0.1:${door.port}`;
    expect(await sendRaw(door, ['GET / HTTP/1.1', own, 'Host: evil.example'])).toBe(403);
    expect(await sendRaw(door, ['GET / HTTP/1.0'])).toBe(403);
    expect(await sendRaw(door, ['GET / HTTP/1.1', 'Host:'])).toBe(403);
    expect(await sendRaw(door, ['GET http://evil.example/ HTTP/1.1', own])).toBe(403);
  });

  test.each([
    ['another website', () => 'https://evil.example'],
    ['a page that hides it', () => 'null'],
    ['another port of this machine', (port: number) => `http://127.0.0.1:${port - 1}`],
    ['our port under another name', (port: number) => `http://localhost:${port}`],
    ['our port over https', (port: number) => `https://127.0.0.1:${port}`],
  ])('refuses what %s sends, and does not let it read the answer', async (_, originOf) => {
    const door = doorOf(name);
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const answer = await send(door, { method, headers: { origin: originOf(door.port) } });
      expect(answer.status).toBe(403);
      expect(corsHeaders(answer)).toEqual([]);
    }
  });

  test('refuses every preflight', async () => {
    const door = doorOf(name);
    for (const origin of ['https://evil.example', door.url, undefined]) {
      const answer = await send(door, {
        method: 'OPTIONS',
        headers: { 'access-control-request-method': 'POST', ...(origin !== undefined && { origin }) },
      });
      expect(answer.status).toBe(403);
      expect(corsHeaders(answer)).toEqual([]);
    }
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])(
    'answers as %s, with and without its own Origin, and allows no other website',
    async (host) => {
      const door = doorOf(name);
      const own = `${host}:${door.port}`;
      for (const origin of [undefined, `http://${own.toLowerCase()}`]) {
        const headers = { host: own, ...(origin !== undefined && { origin }) };
        const answer = await send(door, { headers });
        expect(answer.status).not.toBe(403);
        expect(corsHeaders(answer)).toEqual([]);
      }
    },
  );
});

test('the clients of the AWS SDK are served', async () => {
  for (const name of ['DynamoDB in a process of its own', 'DynamoDB in this process'] as const) {
    const { TableNames } = await documentClientFor(doorOf(name).url).send(new ListTablesCommand({}));
    expect(TableNames).toEqual([]);
  }
  const workflows = new SFNClient({ endpoint: doorOf('Step Functions').url, ...localIdentity });
  expect((await workflows.send(new ListStateMachinesCommand({}))).stateMachines).toEqual([]);
  workflows.destroy();
  expect(await (await setUpSes()).send()).not.toBe('');
});

test('the one-click POST of a mail program, which has no Origin, reaches the handler, and that of a website does not', async () => {
  const api = doorOf('the HTTP API');
  const post = (headers: object) => send(api, { method: 'POST', path: '/unsubscribe', headers });
  expect((await post({})).status).toBe(200);
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect(unsubscribed).toBe(1);
});
