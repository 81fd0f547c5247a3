import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageTag, SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { ComposedEmail } from '../../shared/email/compose.ts';
import type { Mailer, SendResult } from '../../shared/operations/send-once.ts';
import type { Settings } from '../../shared/settings/settings.ts';

/** Up to 100 ms, doubled seven times: on average about 13 seconds in all to wait for SES's per-second quota. */
const retries = 8;

/**
 * Runs `work` with a mailer on its own connection to SES. The SDK's retries are off: it would send again after a
 * timeout, and SES has no idempotency token. Connections are not kept for the next invocation: one that was cut off
 * while the container was frozen would break at its first use and leave an email `unknown` that never went out.
 */
export async function withMailer<T>(
  settings: Settings['email'],
  work: (send: Mailer) => Promise<T>,
): Promise<T> {
  // SES responds within a second or not at all. Without a limit the SDK would wait forever, and without
  // `throwOnRequestTimeout` it would only log a warning.
  const requestHandler = { requestTimeout: 20_000, throwOnRequestTimeout: true };
  const ses = new SESv2Client({ maxAttempts: 1, requestHandler });
  try {
    return await work((email, tags) => send(ses, new SendEmailCommand(requestOf(email, tags, settings))));
  } finally {
    ses.destroy();
  }
}

/** Sends an email. It is retried only when it certainly did not go out and the obstacle may pass within seconds. */
async function send(ses: SESv2Client, command: SendEmailCommand): Promise<SendResult> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { MessageId } = await ses.send(command);
      return { result: 'accepted', messageId: MessageId ?? '' };
    } catch (error) {
      const obstacle = obstacleIn(error);
      if (obstacle === 'unknown') return { result: 'unknown' };
      if (obstacle === 'this-email') return { result: 'refused', error: String(error) };
      if (obstacle === 'account') return { result: 'not-now', obstacle, error: String(error) };
      if (attempt >= retries) return { result: 'not-now', obstacle: 'rate', error: String(error) };
      // Jitter, so that the many senders of a night do not all retry at the same moment.
      await sleep(Math.random() * 100 * 2 ** attempt);
    }
  }
}

/** No connection was made, so nothing was sent. */
const unconnectedCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The names of throttling errors. `Daily message quota exceeded` is one of them, and outlasts the retries. */
const throttlingNames = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);

/**
 * What an error concerns: this email, this moment, or the account. Only two errors concern the email
 * itself; all others (a paused account, a missing permission, an unverified sender) would fail the next email too, and
 * must not use up a whole campaign.
 */
function obstacleIn(error: unknown): 'this-moment' | 'account' | 'this-email' | 'unknown' {
  if (error instanceof SESv2ServiceException) {
    if (throttlingNames.has(error.name) || error.$metadata.httpStatusCode === 429) return 'this-moment';
    if (error.$fault === 'server') return 'unknown';
    const isRejected = error.name === 'MessageRejected' && !/not verified/i.test(error.message);
    return isRejected || error.name === 'BadRequestException' ? 'this-email' : 'account';
  }
  if (error instanceof Error && error.name === 'CredentialsProviderError') return 'account';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unconnectedCodes.has(code) ? 'this-moment' : 'unknown';
}

const requestOf = (
  email: ComposedEmail,
  tags: Readonly<Record<string, string>>,
  settings: Settings['email'],
) => ({
  FromEmailAddress: settings.from,
  ...(settings.replyTo !== undefined && { ReplyToAddresses: [settings.replyTo] }),
  Destination: { ToAddresses: [email.to] },
  ConfigurationSetName: settings.configurationSet,
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
