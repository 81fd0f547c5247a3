import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  BadRequestException,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  MessageRejected,
  NotFoundException,
  SendEmailCommand,
  type SendEmailCommandInput,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { expect, test } from 'vitest';
import type { SendOutcome } from '../../../../infra/local/ses/ses.ts';
import { clientFor, mail, morning, setUp } from './setup.ts';

test('an accepted message is kept with all its fields, under the id that SendEmail returns', async () => {
  const { ses, send } = await setUp();
  const id = await send({ ReplyToAddresses: ['care@shop.example'] });
  expect(ses.messages()).toHaveLength(1);
  expect(ses.message(id)).toMatchObject({
    id,
    atMs: morning,
    from: 'Tea Shop <hello@shop.example>',
    to: ['Ada <ada@example.com>'],
    cc: [],
    bcc: [],
    replyTo: ['care@shop.example'],
    subject: 'We miss you',
    text: 'Hello Ada',
    html: '<p>Hello Ada</p>',
    headers: [{ name: 'List-Unsubscribe', value: '<https://shop.example/u>' }],
    tags: { campaign: 'win-back' },
    configurationSet: 'rekindle',
  });
});

test('an address is on no suppression list, because nothing is kept from anybody', async () => {
  const { client } = await setUp();
  const gone = client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: 'ada@example.com' }));
  await expect(gone).rejects.toThrow(NotFoundException);
});

const simple = (changes: object): Partial<SendEmailCommandInput> => ({
  Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Hi' } }, ...changes } },
});
const tag = (Name: string, Value: string) => ({ EmailTags: [{ Name, Value }] });
const header = (Name: string, Value: string) => simple({ Headers: [{ Name, Value }] });
const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });

test.each<[string, Partial<SendEmailCommandInput>, RegExp]>([
  ['no sender', { FromEmailAddress: undefined }, /'From'/],
  ['no recipient', { Destination: {} }, /at least one recipient/],
  ['51 recipients', to(...Array.from({ length: 51 }, (_, n) => `c${n}@example.com`)), /exceeds 50/],
  ['an address without a domain', to('ada'), /final '@domain'.*ada/],
  ['an address that is not ASCII before the @', to('王@example.com'), /Local address/],
  ['two dots in a domain', to('ada@example..com'), /dot-dot/],
  ['no body', simple({ Body: {} }), /Body/],
  ['no subject', simple({ Subject: undefined }), /Subject/],
  ['a tag name with a space', tag('a b', 'c'), /tag name <a b>/],
  ['a tag value with a dot', tag('campaign', 'a.b'), /tag value <a.b>/],
  ['an empty tag value', tag('campaign', ''), /tag value/],
  ['a tag of 257 characters', tag('campaign', 'a'.repeat(257)), /256/],
  ['a header name with a colon', header('A:B', 'c'), /header name <A:B>/],
  ['a header that SES sets itself', header('Subject', 'c'), /<Subject> cannot be set/],
  ['a header value with a line break', header('X-A', 'b\r\nBcc: eve@example.com'), /value of header <X-A>/],
  ['16 headers', simple({ Headers: Array(16).fill({ Name: 'X', Value: 'y' }) }), /exceeds 15/],
  ['a raw message', { Content: { Raw: { Data: new Uint8Array(3) } } }, /Simple/],
])('a message with %s is a bad request and is not kept', async (_what, changes, message) => {
  const { ses, send } = await setUp();
  const refusal = await send(changes).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BadRequestException);
  expect(refusal).toMatchObject({
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  });
  expect(ses.messages()).toEqual([]);
});

test.each<[SendOutcome, unknown, number]>([
  ['throttle', TooManyRequestsException, 429],
  ['reject', MessageRejected, 400],
])(
  'beforeSend can make SES %s a message, which is then not kept',
  async (outcome, exception, httpStatusCode) => {
    const { ses, send } = await setUp({ beforeSend: () => outcome });
    const refusal = await send().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(exception);
    expect(refusal).toMatchObject({ $metadata: { httpStatusCode } });
    expect(ses.messages()).toEqual([]);
  },
);

test('a client cannot distinguish a connection dropped before accepting from one dropped after', async () => {
  const outcomes: SendOutcome[] = ['drop-connection', 'drop-after-accepting'];
  const { ses, events, send } = await setUp({ beforeSend: () => outcomes.shift() ?? 'accept' });
  const before = await send().catch((error: unknown) => error);
  expect(ses.messages()).toHaveLength(0);
  const after = await send().catch((error: unknown) => error);
  expect(ses.messages()).toHaveLength(1);
  expect(before).toMatchObject({ code: 'ECONNRESET' });
  expect(after).toMatchObject({ code: 'ECONNRESET' });
  await ses.idle();
  expect(events.map((event) => event.detail.eventType)).toEqual(['Send', 'Delivery']);
});

test('a message without a response is sent all the same, and does not keep SES from closing', async () => {
  const { ses, client } = await setUp({ beforeSend: () => 'timeout-after-accepting' });
  const clientTimeout = new AbortController();
  const response = client.send(new SendEmailCommand(mail), { abortSignal: clientTimeout.signal });
  response.catch(() => undefined);
  await expect.poll(() => ses.messages()).toHaveLength(1);
  clientTimeout.abort();
  await expect(response).rejects.toMatchObject({ name: 'AbortError' });

  const another = client.send(new SendEmailCommand(mail));
  another.catch(() => undefined);
  await expect.poll(() => ses.messages()).toHaveLength(2);
  await ses.close();
  await expect(another).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('an SDK client that retries sends twice when the first response is lost', async () => {
  const outcomes: SendOutcome[] = ['drop-after-accepting'];
  const { ses } = await setUp({ beforeSend: () => outcomes.shift() ?? 'accept' });
  await clientFor(ses, 2).send(new SendEmailCommand(mail));
  expect(ses.messages()).toHaveLength(2);
});

test('the account reports the number of recipients in the last 24 hours', async () => {
  const { client, clock, send } = await setUp();
  await send({ Destination: { ToAddresses: ['a@example.com'], CcAddresses: ['b@example.com'] } });
  const account = () => client.send(new GetAccountCommand({}));
  expect(await account()).toMatchObject({
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { SentLast24Hours: 2 },
  });
  await clock.advanceTo(morning + 24 * 60 * 60 * 1000);
  expect((await account()).SendQuota?.SentLast24Hours).toBe(0);
});

test('the error names a port that is in use, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(setUp({ port })).rejects.toMatchObject({
    name: 'PortInUseError',
    message: expect.stringMatching(/The local SES cannot listen on port \d+.*--port/),
  });
  other.close();
});
