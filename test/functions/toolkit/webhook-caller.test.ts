import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

// Names that lead into a private network, one of them only sometimes.
const names: Readonly<Record<string, readonly string[]>> = {
  'inside.example': ['10.0.0.7'],
  'inside.example.': ['fd00::7'],
  'both.example': ['203.0.112.1', '127.0.0.1'],
};
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (name: string, _: object, callback: (error: null, addresses: object[]) => void) =>
    callback(
      null,
      (names[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
}));

import { createWebhookCaller } from '../../../functions/toolkit/webhook-caller.ts';
import { startReceiver } from '../webhook-receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => receiver.received.splice(0));
afterAll(() => receiver.close());

const call = (url: string, allowsLoopback = true) =>
  createWebhookCaller({ allowsLoopback })(
    { url, idempotencyKey: 'wh-1', body: '{"名":1}' },
    { 'idempotency-key': 'wh-1' },
  );

describe('calling a webhook', () => {
  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [408, 'no-answer'],
    [425, 'no-answer'],
    [429, 'no-answer'],
    [500, 'no-answer'],
    [503, 'no-answer'],
    [0, 'no-answer'],
  ])('that answers %i is %s, and no redirect is followed', async (status, answer) => {
    receiver.answer(() => status);
    expect((await call(receiver.url)).answer).toBe(answer);
    expect(receiver.received.map(({ body }) => body)).toEqual(['{"名":1}']);
  });

  test('that nobody answers may be tried again', async () => {
    expect(await call('http://127.0.0.1:9/')).toMatchObject({ answer: 'no-answer' });
  });

  test('goes to this machine on the embedded stack alone', async () => {
    expect(await call(receiver.url, false)).toMatchObject({ answer: 'refused' });
    expect(await call(receiver.url.replace('127.0.0.1', 'localhost'), false)).toMatchObject({
      answer: 'refused',
    });
    expect(receiver.received).toEqual([]);
  });

  test.each([
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2852039166/',
    'https://0xa9.0xfe.1/',
    'https://127.1.1.1/',
    'https://inside.example/',
    'https://both.example/',
    'https://inside.example./',
    'http://shop.example/',
  ])('never goes to %s', async (url) => {
    for (const allowsLoopback of [true, false])
      expect(await call(url, allowsLoopback)).toMatchObject({ answer: 'refused' });
  });
});
