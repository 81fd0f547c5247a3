import { type Instant, instantFromMs } from '../calendar.ts';
import type { Obstacle } from '../deliveries/obstacle.ts';
import type { PreviewedMail } from '../email/preview-link.ts';
import type { Language } from '../language.ts';
import { recipientIdFor } from '../recipients/address.ts';
import type { Store } from '../store/store.ts';
import { draftWords } from '../words/drafts.ts';
import type { CampaignLibrary } from './check-campaign.ts';
import { type NoPreview, previewMail } from './preview-mail.ts';
import type { Mailer, SendResult } from './send-once.ts';

/** Why the provider has no test mail to deliver. */
export type NotSent =
  /** The mailbox has complained, bounced or unsubscribed. */
  | 'suppressed'
  /** The provider takes no more at the moment. */
  | 'not-now'
  | Extract<Obstacle, 'paused' | 'account'>
  | Exclude<SendResult['result'], 'accepted' | 'not-now'>;

/** What became of a test mail. */
export type TestResult =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly whyNot: NoPreview | NotSent;
    }
  /** What is wrong with the text, in a sentence. */
  | { readonly sent: false; readonly problem: string };

/** Who wants a test mail, and where to. */
export interface TestRequest {
  readonly mail: PreviewedMail;
  readonly to: string;
  readonly at: Instant;
  readonly language: Language;
}

/** So many in an hour are enough to try a mail out, and too few to write to customers with. */
const mostPerHour = 20;

const sending = 'POST /api/drafts/{campaign}/test';

/**
 * Whether somebody has sent enough test mails for this hour, by the audit log. The request that asks is in it already.
 *
 * @param by the id of the person
 */
export async function isEnoughForNow(
  store: Pick<Store, 'audit'>,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const entries = await store.audit.since(instantFromMs(Date.parse(at) - 3_600_000), at);
  return entries.filter((one) => one.change === sending && one.by.id === by).length > mostPerHour;
}

/**
 * Sends a mail of a draft to somebody who wants to see it in their own mailbox, as the customer of the preview would get it.
 * It is no message to a customer: nothing is claimed or counted, no coupon exists, its link unsubscribes nobody, and the
 * provider's events about it say nothing to us. A mailbox that is closed gets none all the same.
 */
export async function sendTestMail(
  store: Pick<Store, 'drafts' | 'audiences' | 'settings' | 'customers' | 'recipients'>,
  { mail, to, at, language }: TestRequest,
  library: Pick<CampaignLibrary, 'audiences'>,
  send: Mailer,
): Promise<TestResult> {
  const composed = await previewMail(store, mail, library, { at, language });
  if (!('email' in composed)) return { sent: false, ...composed };
  const recipient = recipientIdFor('email', to, await store.settings.opaqueIdKey());
  const { recipient: mailbox } = await store.recipients.find(recipient);
  if (mailbox?.suppression !== undefined) return { sent: false, whyNot: 'suppressed' };
  const subject = draftWords[language].testSubject(composed.email.subject);
  const result = await send({ ...composed.email, to, subject }, {});
  if (result.result === 'accepted') return { sent: true };
  if (result.result !== 'not-now') return { sent: false, whyNot: result.result };
  const { obstacle } = result;
  return { sent: false, whyNot: obstacle === 'paused' || obstacle === 'account' ? obstacle : 'not-now' };
}
