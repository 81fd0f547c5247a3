import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageTag, SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { NotNowError, type Obstacle } from '../../shared/deliveries/obstacle.ts';
import type { ComposedEmail } from '../../shared/email/compose.ts';
import type { Mailer, SendResult } from '../../shared/operations/send-once.ts';
import { namedSender, parseSender, senderHeader } from '../../shared/settings/sender.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { createSendRate, type SendRate, type Timer } from './send-rate.ts';
import { isThrottled, readSendingAccount } from './sending-account.ts';

/** Up to 100 ms, doubled seven times: on average about 13 seconds in all to wait for a connection to SES. */
const connectionRetries = 8;

/** How fast a sender may send, and for how long. */
export interface Pace {
  /** How many senders are at work, this one included. */
  readonly senders: number;
  /** How long an email may still be waited for, in milliseconds. */
  remainingMs(): number;
}

/** Who emails are from, and how SES handles them. */
export type MailSettings = Pick<Settings, 'email' | 'shopName'>;

/** Hands over emails, and makes them wait for SES's rate. */
export interface PacedMailer {
  readonly send: Mailer;
  /**
   * Waits until the next email may go out. Called before an email is claimed, so that few claims are open at any time.
   * @throws NotNowError when the account may not send, or the turn comes later than there is time for
   */
  waitForTurn(): Promise<void>;
}

const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: async (ms) => {
    await sleep(ms);
  },
  random: Math.random,
};

/** One email that somebody waits for. */
const singleEmail = (timer: Timer): Pace => {
  const endsAt = timer.now() + 20_000;
  return { senders: 1, remainingMs: () => endsAt - timer.now() };
};

/**
 * Runs `work` with a mailer on its own connection to SES. The SDK's retries are off: it would send again after a
 * timeout, and SES has no idempotency token. Connections are not kept for the next invocation: one that was cut off
 * while the container was frozen would break at its first use and leave an email `unknown` that never went out.
 */
export async function withMailer<T>(
  settings: MailSettings,
  work: (send: Mailer, waitForTurn: PacedMailer['waitForTurn']) => Promise<T>,
  { timer = systemTimer, pace = singleEmail(timer) }: { readonly timer?: Timer; readonly pace?: Pace } = {},
): Promise<T> {
  // SES responds within a second or not at all. Without a limit the SDK would wait forever, and without
  // `throwOnRequestTimeout` it would only log a warning.
  const requestHandler = { requestTimeout: 20_000, throwOnRequestTimeout: true };
  const ses = new SESv2Client({ maxAttempts: 1, requestHandler });
  try {
    const { send, waitForTurn } = createMailer(ses, settings, pace, timer);
    return await work(send, waitForTurn);
  } finally {
    ses.destroy();
  }
}

function createMailer(ses: SESv2Client, settings: MailSettings, pace: Pace, timer: Timer): PacedMailer {
  // Asked for with the first email, because many steps send none.
  let opening: Promise<SendRate | Refusal> | undefined;
  const open = () => {
    opening ??= openAccount(ses, pace, timer);
    return opening;
  };

  /** Tries until SES accepts the email or refuses it for a reason that outlasts the time there is. */
  async function send(rate: SendRate, command: SendEmailCommand): Promise<SendResult> {
    for (let unconnected = 0; ; ) {
      try {
        const { MessageId } = await ses.send(command);
        rate.speedUp();
        return { result: 'accepted', messageId: MessageId ?? '' };
      } catch (error) {
        const obstacle = obstacleIn(error, settings.email);
        if (obstacle === 'unknown') return { result: 'unknown' };
        if (obstacle === 'this-email') return { result: 'refused', error: String(error) };
        if (obstacle === 'rate' && (await rate.waitToRetry())) continue;
        if (obstacle === 'connection' && unconnected < connectionRetries) {
          // Jitter, so that the many senders of a night do not all retry at the same moment.
          await timer.sleep(timer.random() * 100 * 2 ** unconnected);
          unconnected += 1;
          continue;
        }
        return refusal(obstacle === 'connection' ? 'account' : obstacle, String(error));
      }
    }
  }

  return {
    async send(email, tags) {
      const account = await open();
      return 'result' in account
        ? account
        : send(account, new SendEmailCommand(requestOf(email, tags, settings)));
    },
    async waitForTurn() {
      const account = await open();
      if ('result' in account) throw new NotNowError(account.obstacle, account.error);
      if (!(await account.waitForTurn())) throw new NotNowError('rate', 'the time for this call is used up');
    },
  };
}

type Refusal = Extract<SendResult, { result: 'not-now' }>;

const refusal = (obstacle: Obstacle, error: string): Refusal => ({ result: 'not-now', obstacle, error });

async function openAccount(ses: SESv2Client, pace: Pace, timer: Timer): Promise<SendRate | Refusal> {
  const account = await readSendingAccount(ses, timer);
  return account.obstacle === undefined
    ? createSendRate({ ...pace, maxPerSecond: account.maxPerSecond, timer })
    : refusal(account.obstacle, account.error);
}

/** No connection was made, so nothing was sent. */
const unconnectedCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * What an error concerns: this email, the connection, or an obstacle for every email. Only two errors concern the
 * email itself, and both can also be about the sender; an error that would fail the next email too must not use up a
 * whole campaign. SES reports its two quotas by the same error, and only the message tells them apart.
 */
function obstacleIn(
  error: unknown,
  { from }: Settings['email'],
): Obstacle | 'connection' | 'this-email' | 'unknown' {
  if (error instanceof SESv2ServiceException) {
    const { name, message, $fault } = error;
    if (isThrottled(error)) return /daily/i.test(message) ? 'daily-quota' : 'rate';
    if ($fault === 'server') return 'unknown';
    if (pausedNames.has(name) || /sending paused/i.test(message)) return 'paused';
    if (name === 'MessageRejected') return /not verified/i.test(message) ? 'account' : 'this-email';
    if (name !== 'BadRequestException') return 'account';
    // The recipient's address was checked when it was stored, so one without a domain is the sender's.
    return /missing final '@domain'|'From'/i.test(message) || !namesAddress(from) ? 'account' : 'this-email';
  }
  if (error instanceof Error && error.name === 'CredentialsProviderError') return 'account';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unconnectedCodes.has(code) ? 'connection' : 'unknown';
}

const pausedNames = new Set(['SendingPausedException', 'AccountSuspendedException']);

/** True for `shop@example.com` and `My Shop <shop@example.com>`. */
const namesAddress = (sender: string): boolean =>
  /^[^\s@<>]+@[^\s@<>]+$/.test(/<([^<>]*)>\s*$/.exec(sender)?.[1] ?? sender.trim());

const requestOf = (
  email: ComposedEmail,
  tags: Readonly<Record<string, string>>,
  { email: { from, replyTo, configurationSet }, shopName }: MailSettings,
) => ({
  FromEmailAddress: fromHeader(from, shopName),
  ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
  Destination: { ToAddresses: [email.to] },
  ConfigurationSetName: configurationSet,
  EmailTags: Object.entries(tags).map(([Name, Value]): MessageTag => ({ Name, Value })),
  Content: {
    Simple: {
      Subject: { Data: email.subject, Charset: 'UTF-8' },
      Body: { Html: { Data: email.html, Charset: 'UTF-8' }, Text: { Data: email.text, Charset: 'UTF-8' } },
      // RFC 8058: the mail program's own button unsubscribes with a single request.
      Headers: [
        { Name: 'List-Unsubscribe', Value: `<${email.unsubscribeUrl}>` },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ],
    },
  },
});

/** As it was checked when it was set; one that was stored before is left to SES to refuse. */
function fromHeader(from: string, shopName: string): string {
  const sender = parseSender(from);
  return 'problem' in sender ? from : senderHeader(namedSender(sender, shopName));
}
