import * as z from 'zod';
import { type Instant, instantSchema } from '../../../shared/calendar.ts';
import { type EmailEvent, withEvent } from '../../../shared/deliveries/delivery.ts';
import { messageTagsSchema } from '../../../shared/deliveries/tags.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { contended, retryWhileContended } from '../../../shared/operations/contention.ts';
import { createDeliveryRecord, type DeliveryRecord } from '../../../shared/operations/delivery-record.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
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

/** The parts of an SES event, as EventBridge delivers it, that are used here. */
const eventSchema = z.object({
  time: z.string().pipe(instantSchema),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      destination: z.array(z.string()).default([]),
      tags: z.record(z.string(), z.array(z.string())).default({}),
    }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});

/**
 * Called by EventBridge for every event of SES: records it on the delivery, and suppresses email for the customer after
 * a hard bounce or a complaint. A repeat, or any other order of events, leads to the same result.
 */
export const handler = createEventHandler(
  eventSchema,
  async ({ time, detail: { eventType, mail, bounce } }) => {
    const key = messageTagsSchema.safeParse(
      Object.fromEntries(Object.entries(mail.tags).map(([name, [value]]) => [name, value])),
    );
    const event = eventType in eventTypes ? eventTypes[eventType as keyof typeof eventTypes] : undefined;
    if (!key.success || event === undefined) {
      logger.debug('not one of our emails, or not an event that we count', {
        eventType,
        messageId: mail.messageId,
      });
      return;
    }
    await recordEvent(createDeliveryRecord(store, key.data), event, time, mail.messageId);
    const { customerId } = key.data;
    // A transient bounce means a full mailbox or a server that is down; SES itself tries again.
    if (event === 'bounced' && bounce?.bounceType === 'Permanent') {
      const address = mail.destination[0]?.toLowerCase() ?? '';
      await suppressEmail(customerId, { reason: 'bounced', address }, time, mail.messageId);
    }
    if (event === 'complained')
      await suppressEmail(customerId, { reason: 'complained' }, time, mail.messageId);
  },
);

/** Several events of one message may arrive at the same time, in any order. */
const recordAttempts = 10;

async function recordEvent(
  record: DeliveryRecord,
  event: EmailEvent,
  at: Instant,
  messageId: string,
): Promise<void> {
  await retryWhileContended(
    async () => {
      const found = await record.find();
      if (found === undefined) return;
      const after = withEvent(found, event, at, messageId);
      if (after === found || (await record.change(found, after))) return;
      return contended;
    },
    { attempts: recordAttempts, what: 'the delivery was changed by others', where: `message ${messageId}` },
  );
}

/** Records the suppression under an id that names the message, so a repeat finds it. */
async function suppressEmail(
  customerId: CustomerId,
  why: { readonly reason: 'bounced'; readonly address: string } | { readonly reason: 'complained' },
  at: Instant,
  messageId: string,
): Promise<void> {
  const { timeZone } = await store.settings.load();
  const id = `email#${why.reason}#${messageId}`;
  await takeInFacts(store, customerId, [{ type: 'suppression', id, at, channel: 'email', ...why }], timeZone);
}
