import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageTag, SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { ComposedEmail } from '../../shared/email/compose.ts';
import type { Settings } from '../../shared/settings/settings.ts';

// The SDK would send again after a timeout, and SES has no idempotency token: one attempt, and we decide. It also would
// wait for ever for an answer; SES gives one within a second, or not at all.
const ses = new SESv2Client({ maxAttempts: 1, requestHandler: { requestTimeout: 20_000 } });

/** What is known after an attempt to send. */
export type PostResult =
  | { readonly posted: 'yes'; readonly messageId: string }
  | { readonly posted: 'no'; readonly error: string }
  /** The connection broke or SES failed inside: it may have been accepted. */
  | { readonly posted: 'unknown' };

/** 50 ms doubled seven times: gives SES's per-second quota about six seconds to let us in. */
const throttledTries = 8;

/** Hands one email to SES. Only a refusal for haste is tried again, because only that one is certain and passes. */
export async function post(
  email: ComposedEmail,
  tags: Readonly<Record<string, string>>,
  settings: Settings['email'],
): Promise<PostResult> {
  const command = new SendEmailCommand(requestOf(email, tags, settings));
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { MessageId } = await ses.send(command);
      return { posted: 'yes', messageId: MessageId ?? '' };
    } catch (error) {
      if (!(error instanceof SESv2ServiceException) || error.$fault === 'server')
        return { posted: 'unknown' };
      const isThrottled = error.name === 'TooManyRequestsException' || error.$metadata.httpStatusCode === 429;
      if (!isThrottled || attempt >= throttledTries)
        return { posted: 'no', error: `${error.name}: ${error.message}` };
      await sleep(50 * 2 ** attempt);
    }
  }
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
