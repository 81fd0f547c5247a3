import { createServer, type Server } from 'node:http';
import {
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
import { defaultSettings } from '../../../shared/settings/settings.ts';

const waits = vi.hoisted((): number[] => []);
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    waits.push(ms);
  },
}));

const email = {
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  unsubscribeUrl: 'https://api.example/unsubscribe/token',
};
const sendOne = () =>
  withMailer(defaultSettings.email, (send) => send(email, { campaign: 'win-back', step: '0' }));
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
    waits.length = 0;
  });
  afterEach(() => ses.reset());
  const calls = () => ses.commandCalls(SendEmailCommand).length;

  test('sends all of it, with one-click unsubscribing and its tags', async () => {
    ses.on(SendEmailCommand).resolves({ MessageId: 'm1' });
    expect(await sendOne()).toEqual({ result: 'accepted', messageId: 'm1' });
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toEqual({
      FromEmailAddress: 'shop@example.com',
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
    await withMailer({ ...defaultSettings.email, replyTo: 'help@example.com' }, (send) => send(email, {}));
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input.ReplyToAddresses).toEqual([
      'help@example.com',
    ]);
  });

  test('waits, longer each time, while SES is throttling, and then succeeds', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const throttled = new TooManyRequestsException(metadata);
    ses.on(SendEmailCommand).rejectsOnce(throttled).rejectsOnce(throttled).resolves({ MessageId: 'm3' });
    expect(await sendOne()).toEqual({ result: 'accepted', messageId: 'm3' });
    expect(waits).toEqual([50, 100]);
  });

  test('gives up after about 13 seconds of throttling, and does not blame the email', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    ses.on(SendEmailCommand).rejects(sesError('Throttling', 'client', 429));
    expect(await sendOne()).toMatchObject({
      result: 'not-now',
      error: expect.stringContaining('reported by SES'),
    });
    expect(calls()).toBe(9);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(12_750);
  });

  test('does not retry an email that SES rejects, and returns the reason', async () => {
    ses.on(SendEmailCommand).rejects(new MessageRejected(metadata));
    expect(await sendOne()).toEqual({ result: 'refused', error: 'MessageRejected: reported by SES' });
    expect(calls()).toBe(1);
  });

  test.each([
    ['is paused', new SendingPausedException(metadata)],
    [
      'has an unverified sender',
      new MessageRejected({ ...metadata, message: 'Email address is not verified.' }),
    ],
    ['has no permission to send', sesError('AccessDeniedException', 'client', 403)],
  ])('does not blame the email when the account %s', async (_, error) => {
    ses.on(SendEmailCommand).rejects(error);
    expect(await sendOne()).toMatchObject({ result: 'not-now' });
    expect(calls()).toBe(1);
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
    expect(waits).toEqual([]);
  });
});

describe('over a real connection', () => {
  let server: Server;
  let requests: number;
  let close = async () => {};

  async function startServer(behave: 'fail' | 'hang up' | 'hang') {
    requests = 0;
    server = createServer((request, response) => {
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
    waits.length = 0;
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
    expect(await sendOne()).toEqual({ result: 'unknown' });
    expect(requests).toBe(1);
  });

  test('an SES that does not respond within 20 seconds is given up, and not called again', async () => {
    await startServer('hang');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const sent = sendOne();
    await vi.waitFor(() => expect(requests).toBe(1), { interval: 5 });
    await vi.advanceTimersByTimeAsync(20_001);
    expect(await sent).toEqual({ result: 'unknown' });
    expect(requests).toBe(1);
  });

  test('an SES that cannot be reached has sent nothing', async () => {
    await startServer('fail');
    await close();
    close = async () => {};
    expect(await sendOne()).toMatchObject({ result: 'not-now' });
  });
});
