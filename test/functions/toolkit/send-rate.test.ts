import {
  GetAccountCommand,
  SESv2Client,
  SendEmailCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { withMailer } from '../../../functions/toolkit/mailer.ts';
import { concurrently } from '../../../shared/concurrently.ts';
import { NotNowError } from '../../../shared/deliveries/obstacle.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { createVirtualTimer, type VirtualTimer } from './virtual-timer.ts';

const ses = mockClient(SESv2Client);
beforeEach(() => ses.reset());
afterAll(() => ses.restore());

const emailTo = (name: string) => ({
  to: `${name}@example.com`,
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  unsubscribeUrl: 'https://api.example/unsubscribe/token',
});

/** SES accepts `perSecond` emails a second as a token bucket does, which holds one second's worth. */
function limitSes(timer: VirtualTimer, perSecond: number) {
  const counts = { accepted: 0, lastAt: 0 };
  let tokens = perSecond;
  let filledAt = 0;
  ses.on(GetAccountCommand).resolves({ SendQuota: { MaxSendRate: perSecond }, SendingEnabled: true });
  ses.on(SendEmailCommand).callsFake(async () => {
    await timer.sleep(40);
    tokens = Math.min(perSecond, tokens + ((timer.now() - filledAt) / 1000) * perSecond);
    filledAt = timer.now();
    if (tokens < 1) {
      throw new TooManyRequestsException({ $metadata: {}, message: 'Maximum sending rate exceeded.' });
    }
    tokens -= 1;
    counts.accepted += 1;
    counts.lastAt = timer.now();
    return { MessageId: `m${counts.accepted}` };
  });
  return counts;
}

/** What the invocations of one shard's Lambda do: send what is left, and end in time with what is left then. */
async function sendAll(timer: VirtualTimer, name: string, emails: number, senders: number) {
  let left = Array.from({ length: emails }, (_, index) => emailTo(`${name}-${index}`));
  while (left.length > 0) {
    const endsAt = timer.now() + 840_000;
    const sent = new Set<string>();
    await withMailer(
      defaultSettings,
      async (send, waitForTurn) => {
        await concurrently(left, 10, async (email) => {
          await waitForTurn();
          const sending = await send(email, {});
          if (sending.result === 'not-now') throw new NotNowError(sending.obstacle, sending.error);
          expect(sending.result).toBe('accepted');
          sent.add(email.to);
        }).catch((error: unknown) => {
          // The invocation ends with its cursor, and the workflow calls again.
          if (!(error instanceof NotNowError) || error.obstacle !== 'rate') throw error;
        });
      },
      { timer, pace: { senders, remainingMs: () => endsAt - timer.now() } },
    );
    left = left.filter(({ to }) => !sent.has(to));
  }
}

/** Sends all emails, and returns the part of SES's rate that was used. */
async function partUsedBy(shards: readonly number[], perSecond: number, stated: number) {
  const timer = createVirtualTimer();
  const counts = limitSes(timer, perSecond);
  await timer.run(Promise.all(shards.map((emails, shard) => sendAll(timer, `s${shard}`, emails, stated))));
  const emails = shards.reduce((sum, one) => sum + one, 0);
  expect(counts.accepted).toBe(emails);
  // What the bucket held at the beginning was not sent at any rate.
  return (emails - perSecond) / perSecond / (counts.lastAt / 1000);
}

const shardsOf = (emails: number, senders: number) => Array.from({ length: senders }, () => emails / senders);

describe('emails within the rate of SES', () => {
  test.each([
    [1, 1, 200],
    [1, 10, 400],
    [14, 1, 800],
    [14, 10, 1500],
    [200, 1, 3000],
    [200, 10, 5000],
  ])(
    'at %i a second from %i senders are all sent, at 80 to 100% of it',
    async (perSecond, senders, emails) => {
      const used = await partUsedBy(shardsOf(emails, senders), perSecond, senders);
      expect(used).toBeGreaterThan(0.8);
      expect(used).toBeLessThanOrEqual(1);
    },
  );

  test.each([1, 14])(
    'at %i a second are all sent even if each of ten senders believes that it is alone',
    async (perSecond) => {
      expect(await partUsedBy(shardsOf(400, 10), perSecond, 1)).toBeGreaterThan(0.8);
    },
  );

  test('are sent faster by one sender once the others have finished', async () => {
    expect(await partUsedBy([4000, ...shardsOf(900, 9)], 200, 10)).toBeGreaterThan(0.7);
  });
});
