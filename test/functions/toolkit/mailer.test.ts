import { createServer, type Server } from 'node:http';
import {
  BadRequestException,
  GetAccountCommand,
  type GetAccountCommandOutput,
  MessageRejected,
  SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withMailer } from '../../../functions/toolkit/mailer.ts';
import { listenOnLoopback } from '../../../infra/local/listen.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/settings.ts';
import { createVirtualTimer } from './virtual-timer.ts';

/** Its time passes only where a test lets it. */
let timer = createVirtualTimer();
beforeEach(() => {
  timer = createVirtualTimer();
});

const email = {
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  unsubscribeUrl: 'https://api.example/unsubscribe/token',
};
const sendOne = (settings: Partial<Settings['email']> = {}, shopName = 'My Shop') => {
  const mail = { shopName, email: { ...defaultSettings.email, ...settings } };
  return timer.run(withMailer(mail, (send) => send(email, { campaign: 'win-back', step: '0' }), { timer }));
};
/** As SES answers for an account that may send as it likes. */
const healthy = {
  EnforcementStatus: 'HEALTHY',
  SendingEnabled: true,
  SendQuota: { Max24HourSend: -1, MaxSendRate: 14, SentLast24Hours: 0 },
} satisfies Partial<GetAccountCommandOutput>;
const quotaExceeded = new TooManyRequestsException({
  $metadata: {},
  message: 'Daily message quota exceeded.',
});
const metadata = { $metadata: {}, message: 'reported by SES' };
const sesError = (name: string, fault: 'client' | 'server', httpStatusCode: number) =>
  new SESv2ServiceException({
    name,
    $fault: fault,
    $metadata: { httpStatusCode },
    message: 'reported by SES',
  });

describe('handing an email to SES', () => {
  const ses = mockClient(SESv2Client);
  beforeEach(() => {
    ses.reset();
    ses.on(GetAccountCommand).resolves(healthy);
  });
  afterEach(() => ses.reset());
  const calls = () => ses.commandCalls(SendEmailCommand).length;

  test('sends all of it, with one-click unsubscribing and its tags', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
    expect(await sendOne()).toEqual({ result: 'accepted', messageId: 'm1' });
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toEqual({
      FromEmailAddress: '"My Shop" <shop@example.com>',
      Destination: { ToAddresses: ['ada@example.com'] },
      ConfigurationSetName: 'rekindle',
      EmailTags: [
        { Name: 'campaign', Value: 'win-back' },
        { Name: 'step', Value: '0' },
      ],
      Content: {
        Simple: {
          Subject: { Data: 'Hello', Charset: 'UTF-8' },
          Body: {
            Html: { Data: '<p>Hello</p>', Charset: 'UTF-8' },
            Text: { Data: 'Hello', Charset: 'UTF-8' },
          },
          Headers: [
            { Name: 'List-Unsubscribe', Value: '<https://api.example/unsubscribe/token>' },
            { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
          ],
        },
      },
    });
  });

  test('sets a reply address only when the shop has one', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
    await sendOne({ replyTo: 'help@example.com' });
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input.ReplyToAddresses).toEqual([
      'help@example.com',
    ]);
  });

  test.each([
    ['hello@tea.example', 'Tea & Co', '"Tea & Co" <hello@tea.example>'],
    ['hello@tea.example', '茶店', '=?UTF-8?B?6Iy25bqX?= <hello@tea.example>'],
    ['Ann of Tea & Co <hello@tea.example>', 'Tea & Co', '"Ann of Tea & Co" <hello@tea.example>'],
    ['hello@tea.example', 'Tea\r\nBcc: x@y.example', '"Tea Bcc: x@y.example" <hello@tea.example>'],
    ['hello@tea.example', ' ', 'hello@tea.example'],
  ])('says who writes: from %j of the shop %j is %j', async (from, shopName, header) => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
    await sendOne({ from }, shopName);
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input.FromEmailAddress).toBe(header);
  });

  test('waits while SES is throttling, and then succeeds', async () => {
    const throttled = new TooManyRequestsException(metadata);
    ses.on(SendEmailCommand).rejectsOnce(throttled).rejectsOnce(throttled).resolves({ MessageId: 'm3' });
    expect(await sendOne()).toEqual({ result: 'accepted', messageId: 'm3' });
    expect(timer.now()).toBeGreaterThan(50);
  });

  test('gives up when there is no time left to wait for the rate, and does not blame the email', async () => {
    ses.on(SendEmailCommand).rejects(sesError('Throttling', 'client', 429));
    expect(await sendOne()).toEqual({
      result: 'not-now',
      obstacle: 'rate',
      error: expect.stringContaining('reported by SES'),
    });
    expect(timer.now()).toBeGreaterThan(19_000);
    expect(timer.now()).toBeLessThan(20_000);
  });

  test('distinguishes the daily quota from the rate, and does not wait for it', async () => {
    ses.on(SendEmailCommand).rejects(quotaExceeded);
    expect(await sendOne()).toMatchObject({ result: 'not-now', obstacle: 'daily-quota' });
    expect(calls()).toBe(1);
  });

  test.each([
    ['is under review', { EnforcementStatus: 'PROBATION' }, 'paused'],
    ['is shut down', { EnforcementStatus: 'SHUTDOWN' }, 'paused'],
    ['is switched off', { SendingEnabled: false }, 'paused'],
    ['has used its daily quota', { SendQuota: { Max24HourSend: 200, SentLast24Hours: 200 } }, 'daily-quota'],
  ])('sends nothing while the account %s', async (_, account, obstacle) => {
    ses.on(GetAccountCommand).resolves({ ...healthy, ...account });
    expect(await sendOne()).toMatchObject({ result: 'not-now', obstacle });
    const waiting = withMailer(defaultSettings, (_send, waitForTurn) => waitForTurn(), { timer });
    await expect(waiting).rejects.toMatchObject({ name: 'NotNowError', obstacle });
    expect(calls()).toBe(0);
  });

  test('asks about the account once, and again when too many ask', async () => {
    ses.on(GetAccountCommand).rejectsOnce(new TooManyRequestsException(metadata)).resolves(healthy);
    ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
    await timer.run(
      withMailer(defaultSettings, async (send) => [await send(email, {}), await send(email, {})], {
        timer,
      }),
    );
    expect(ses.commandCalls(GetAccountCommand)).toHaveLength(2);
  });

  test('does not retry an email that SES rejects, and returns the reason', async () => {
    ses.on(SendEmailCommand).rejects(new MessageRejected(metadata));
    expect(await sendOne()).toEqual({ result: 'refused', error: 'MessageRejected: reported by SES' });
    expect(calls()).toBe(1);
  });

  test.each([
    ['is paused', new SendingPausedException(metadata), 'paused'],
    [
      'is paused, as SES also says it',
      new MessageRejected({ ...metadata, message: 'Sending paused for this account.' }),
      'paused',
    ],
    [
      'has an unverified sender',
      new MessageRejected({ ...metadata, message: 'Email address is not verified.' }),
      'account',
    ],
    [
      'has a sender without an address',
      new BadRequestException({ ...metadata, message: "Missing final '@domain'" }),
      'account',
    ],
    ['has no permission to send', sesError('AccessDeniedException', 'client', 403), 'account'],
  ])('does not blame the email when the account %s', async (_, error, obstacle) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await sendOne()).toMatchObject({ result: 'not-now', obstacle });
    expect(calls()).toBe(1);
  });

  test.each(['My Shop', 'My Shop <hello>', ''])(
    'blames the sender “%s” for a bad request, whatever the message says',
    async (from) => {
      ses.on(SendEmailCommand).rejects(new BadRequestException({ ...metadata, message: 'Illegal address' }));
      expect(await sendOne({ from })).toMatchObject({ obstacle: 'account' });
    },
  );

  test('blames the email for a bad request when the sender is well-formed', async () => {
    ses.on(SendEmailCommand).rejects(new BadRequestException({ ...metadata, message: 'Illegal address' }));
    expect(await sendOne()).toMatchObject({ result: 'refused' });
  });

  test.each([
    ['SES has an internal error', sesError('InternalServiceErrorException', 'server', 500)],
    ['the connection breaks', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['the response is late', Object.assign(new Error('late'), { name: 'TimeoutError' })],
    ['the response is not from SES', new SyntaxError('Unexpected token <')],
  ])('returns unknown, and does not retry, when %s', async (_, error) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await sendOne()).toEqual({ result: 'unknown' });
    expect(calls()).toBe(1);
    expect(timer.now()).toBe(0);
  });
});

describe('over a real connection', () => {
  let server: Server;
  let requests: number;
  let close = async () => {};
  /** Does not wait between two tries to connect. */
  const impatient = { now: () => performance.now(), sleep: async () => {}, random: () => 0.5 };
  const sendNow = () => withMailer(defaultSettings, (send) => send(email, {}), { timer: impatient });

  async function startServer(behave: 'fail' | 'hang up' | 'hang') {
    requests = 0;
    server = createServer((request, response) => {
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(healthy));
        return;
      }
      requests += 1;
      if (behave === 'hang up') request.socket.destroy();
      if (behave === 'fail') response.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    });
    const listening = await listenOnLoopback(server, 0, 'SES');
    close = async () => {
      server.closeAllConnections();
      await listening.close();
    };
    vi.stubEnv('AWS_ENDPOINT_URL_SESV2', listening.url);
    vi.stubEnv('AWS_REGION', 'local');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  }

  beforeEach(() => {
    vi.restoreAllMocks();
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    await close();
  });

  test.each(['fail', 'hang up'] as const)('an SES that would %s is called once', async (behave) => {
    const mocked = mockClient(SESv2Client);
    mocked.restore();
    await startServer(behave);
    expect(await sendNow()).toEqual({ result: 'unknown' });
    expect(requests).toBe(1);
  });

  test('an SES that does not respond within 20 seconds is given up, and not called again', async () => {
    await startServer('hang');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sent = sendNow();
    await vi.waitFor(() => expect(requests).toBe(1), { interval: 5 });
    await vi.advanceTimersByTimeAsync(20_001);
    expect(await sent).toEqual({ result: 'unknown' });
    expect(requests).toBe(1);
  });

  test('an SES that cannot be reached has sent nothing', async () => {
    await startServer('fail');
    await close();
    close = async () => {};
    expect(await sendNow()).toMatchObject({ result: 'not-now' });
  });
});
