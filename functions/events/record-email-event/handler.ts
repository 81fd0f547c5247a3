import * as z from 'zod';
import { type Instant, instantSchema } from '../../../shared/calendar.ts';
import { isAutomated } from '../../../shared/deliveries/automated.ts';
import { type EmailEvent, withEvent } from '../../../shared/deliveries/delivery.ts';
import { linkName } from '../../../shared/deliveries/link-name.ts';
import { messageTagsSchema } from '../../../shared/deliveries/tags.ts';
import { contended, retryWhileContended } from '../../../shared/operations/contention.ts';
import { createDeliveryRecord, type DeliveryRecord } from '../../../shared/operations/delivery-record.ts';
import { noteForReport } from '../../../shared/operations/note-for-report.ts';
import { suppressRecipient } from '../../../shared/operations/suppress-recipient.ts';
import { recipientIdFor } from '../../../shared/recipients/address.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';

const eventTypes = {
  Send: 'sent',
  Delivery: 'delivered',
  Open: 'opened',
  Click: 'clicked',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'rejected',
} as const satisfies Record<string, EmailEvent>;

/** What a person or a machine did with a message. */
const reactionSchema = z.object({
  isBotEvent: z.string().optional(),
  userAgent: z.string().max(2000).optional(),
  link: z.string().max(4000).optional(),
});

/** The parts of an SES event, as EventBridge delivers it, that are used here. */
const eventSchema = z.object({
  time: z.string().pipe(instantSchema),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      /** When SES accepted the message. */
      timestamp: z.string().pipe(instantSchema).optional(),
      destination: z.array(z.string()).default([]),
      tags: z.record(z.string(), z.array(z.string())).default({}),
    }),
    open: reactionSchema.optional(),
    click: reactionSchema.optional(),
    bounce: z.object({ bounceType: z.string() }).optional(),
    complaint: z.object({ complaintFeedbackType: z.string().nullish() }).optional(),
  }),
});
type SesDetail = z.output<typeof eventSchema>['detail'];

/**
 * Called by EventBridge for every event of SES: records it on the delivery, and closes the mailbox after a hard bounce or
 * a complaint. A repeat, or any other order of events, leads to the same result.
 */
export const handler = createEventHandler(eventSchema, async ({ time, detail }) => {
  const { mail } = detail;
  const key = messageTagsSchema.safeParse(
    Object.fromEntries(Object.entries(mail.tags).map(([name, [value]]) => [name, value])),
  );
  const event = eventIn(detail, time);
  if (!key.success || event === undefined) {
    logger.debug('not one of our emails, or not an event that we count', {
      eventType: detail.eventType,
      messageId: mail.messageId,
    });
    return;
  }
  await recordEvent(createDeliveryRecord(store, key.data), event, time, detail);
  if ('cohort' in key.data) await noteForReport(store, key.data.cohort);
  // A transient bounce means a full mailbox or a server that is down; SES itself tries again.
  const isHardBounce = event === 'bounced' && detail.bounce?.bounceType === 'Permanent';
  if (isHardBounce || event === 'complained') await closeMailbox(event, time, mail);
});

/** The event as we count it; undefined for one that says nothing about the customer's interest or the mailbox. */
function eventIn(
  { eventType, mail, open, click, complaint }: SesDetail,
  at: Instant,
): EmailEvent | undefined {
  const event = eventType in eventTypes ? eventTypes[eventType as keyof typeof eventTypes] : undefined;
  // The reader says that the mail is no spam after all.
  if (event === 'complained' && complaint?.complaintFeedbackType === 'not-spam') return undefined;
  if (event !== 'opened' && event !== 'clicked') return event;
  if (event === 'clicked' && isUnsubscribeLink(click?.link)) return undefined;
  const { isBotEvent, userAgent } = (event === 'opened' ? open : click) ?? {};
  const isByMachine = isAutomated({ kind: event, at, isBotEvent, userAgent }, mail.timestamp);
  return isByMachine ? `machine-${event}` : event;
}

/** Following the way out is no interest. The link asks SES not to track it; this is for mail that was sent without. */
const isUnsubscribeLink = (link: string | undefined): boolean => link?.includes('/unsubscribe/') === true;

/** Several events of one message may arrive at the same time, in any order. */
const recordAttempts = 10;

async function recordEvent(
  record: DeliveryRecord,
  event: EmailEvent,
  at: Instant,
  { mail: { messageId }, click }: SesDetail,
): Promise<void> {
  const link = event === 'clicked' && click?.link !== undefined ? linkName(click.link) : undefined;
  await retryWhileContended(
    async () => {
      const found = await record.find();
      if (found === undefined) return;
      const after = withEvent(found, event, at, messageId, link);
      if (after === found || (await record.change(found, after))) return;
      return contended;
    },
    { attempts: recordAttempts, what: 'the delivery was changed by others', where: `message ${messageId}` },
  );
}

/** Closes the mailbox, and with it the email of everybody who uses it; the message names the closing. */
async function closeMailbox(
  reason: 'bounced' | 'complained',
  at: Instant,
  { messageId, destination: [address] }: SesDetail['mail'],
): Promise<void> {
  if (address === undefined) {
    logger.error('an event without the address that it is about closes no mailbox', { messageId });
    return;
  }
  const { timeZone } = await store.settings.load();
  const id = recipientIdFor('email', address, await store.settings.opaqueIdKey());
  const suppression = { reason, at, source: messageId };
  await suppressRecipient(store, id, suppression, { timeZone, address: address.toLowerCase() });
}
