import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageTag, SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { ComposedEmail } from '../../shared/email/compose.ts';
import type { Mailer, SendResult } from '../../shared/operations/send-once.ts';
import type { Settings } from '../../shared/settings/settings.ts';

/** Up to 100 ms, doubled seven times: about 13 seconds in all for SES's per-second quota to let us in. */
const triesBeforeGivingUp = 8;

/**
 * Provides a connection to SES for one piece of work. The SDK's own retries are off: it would send again after a timeout,
 * and SES has no idempotency token. Connections are never kept for the next invocation: one that was cut off while the
 * container slept would break at its first use, and leave an email unknown that never went out.
 */
export async function withMailer<T>(
  settings: Settings['email'],
  work: (send: Mailer) => Promise<T>,
): Promise<T> {
  // SES answers within a second or not at all; without a limit the SDK would wait for ever, and without the word to
  // throw it would only warn.
  const requestHandler = { requestTimeout: 20_000, throwOnRequestTimeout: true };
  const ses = new SESv2Client({ maxAttempts: 1, requestHandler });
  try {
    return await work((email, tags) => send(ses, new SendEmailCommand(requestOf(email, tags, settings))));
  } finally {
    ses.destroy();
  }
}

/** Only what is certain not to have gone out and may pass in seconds is tried again. */
async function send(ses: SESv2Client, command: SendEmailCommand): Promise<SendResult> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { MessageId } = await ses.send(command);
      return { result: 'accepted', messageId: MessageId ?? '' };
    } catch (error) {
      const obstacle = obstacleIn(error);
      if (obstacle === 'unknown') return { result: 'unknown' };
      if (obstacle === 'this-email') return { result: 'refused', error: String(error) };
      if (obstacle === 'account' || attempt >= triesBeforeGivingUp)
        return { result: 'not-now', error: String(error) };
      // With chance, so that the many senders of a night do not all come back at the same moment.
      await sleep(Math.random() * 100 * 2 ** attempt);
    }
  }
}

/** No connection was made, so nothing was sent. */
const unconnectedCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A throttle by whatever name; `Daily message quota exceeded` among them, which the tries do not outlast. */
const hasteNames = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);

/**
 * Whose fault a refusal is. Only two speak of the email itself; all others (a paused account, a missing right, a sender
 * that nobody has verified yet) would meet the next email too, and must not use up a whole campaign.
 */
function obstacleIn(error: unknown): 'haste' | 'account' | 'this-email' | 'unknown' {
  if (error instanceof SESv2ServiceException) {
    if (hasteNames.has(error.name) || error.$metadata.httpStatusCode === 429) return 'haste';
    if (error.$fault === 'server') return 'unknown';
    const isRejected = error.name === 'MessageRejected' && !/not verified/i.test(error.message);
    return isRejected || error.name === 'BadRequestException' ? 'this-email' : 'account';
  }
  if (error instanceof Error && error.name === 'CredentialsProviderError') return 'account';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unconnectedCodes.has(code) ? 'haste' : 'unknown';
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
      // RFC 8058: the mail program's own button unsubscribes with one request.
      Headers: [
        { Name: 'List-Unsubscribe', Value: `<${email.unsubscribeUrl}>` },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ],
    },
  },
});
