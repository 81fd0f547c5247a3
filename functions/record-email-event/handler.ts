import * as z from 'zod';
import { type Instant, instantSchema } from '../../shared/calendar.ts';
import { type Delivery, type EmailEvent, withEvent } from '../../shared/campaigns/delivery.ts';
import { type MessageTags, messageTagsSchema } from '../../shared/email/tags.ts';
import { ContentionError } from '../../shared/errors.ts';
import type { CustomerId } from '../../shared/orders/order.ts';
import { foldIntoProfile } from '../../shared/store/projection.ts';
import { step } from '../toolkit/event.ts';
import { logger } from '../toolkit/logger.ts';
import { store } from '../toolkit/store.ts';

const eventTypes = {
  Send: 'sent',
  Delivery: 'delivered',
  Open: 'opened',
  Click: 'clicked',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'rejected',
} as const satisfies Record<string, EmailEvent>;

/** An event of SES as EventBridge delivers it, as far as it is of interest here. */
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

/** Writes on a delivery what SES tells of it, and closes the channel after a hard bounce or a complaint. */
export const handler = step(eventSchema, async ({ time, detail: { eventType, mail, bounce } }) => {
  const tags = messageTagsSchema.safeParse(
    Object.fromEntries(Object.entries(mail.tags).map(([k, [v]]) => [k, v])),
  );
  const event = eventType in eventTypes ? eventTypes[eventType as keyof typeof eventTypes] : undefined;
  if (!tags.success || event === undefined) {
    logger.debug('not an email of ours, or not an event we count', { eventType, messageId: mail.messageId });
    return;
  }
  const record = 'campaign' in tags.data ? onCampaign(tags.data) : onReward(tags.data);
  await recorded(record, event, time, mail.messageId);
  // A transient bounce is a full mailbox or a server on holiday; SES itself tries again.
  if (event === 'bounced' && bounce?.bounceType === 'Permanent') {
    const address = mail.destination[0]?.toLowerCase() ?? '';
    await closeEmail(tags.data.customerId, { reason: 'bounced', address }, time, mail.messageId);
  }
  if (event === 'complained')
    await closeEmail(tags.data.customerId, { reason: 'complained' }, time, mail.messageId);
});

/** Where a delivery is kept: how to read it, and how to replace what was read. */
interface DeliveryRecord {
  read(): Promise<{ delivery: Delivery; replace: (after: Delivery) => Promise<boolean> } | undefined>;
}

const onCampaign = (tags: Extract<MessageTags, { campaign: unknown }>): DeliveryRecord => {
  const { campaign, version, cohort: date, shard, step, customerId } = tags;
  const key = { cohort: { campaign, version, date }, shard, step, customerId };
  return {
    async read() {
      const delivery = (await store.journeys.find(key))?.steps[step];
      return delivery && { delivery, replace: (after) => store.journeys.change(key, delivery, after) };
    },
  };
};

const onReward = ({ callback, customerId }: Extract<MessageTags, { callback: unknown }>): DeliveryRecord => ({
  async read() {
    const task = await store.callbacks.find(customerId, callback);
    if (task?.reward === undefined) return undefined;
    const { code, delivery } = task.reward;
    const replace = (after: Delivery) =>
      store.callbacks.change(task, { ...task, reward: { code, delivery: after } });
    return { delivery, replace };
  },
});

const tries = 10;

async function recorded(
  record: DeliveryRecord,
  event: EmailEvent,
  at: Instant,
  messageId: string,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await record.read();
    if (found === undefined) return;
    const after = withEvent(found.delivery, event, at, messageId);
    if (after === found.delivery || (await found.replace(after))) return;
  }
  throw new ContentionError(`the delivery changed ${tries} times under us`, { where: messageId });
}

async function closeEmail(
  customerId: CustomerId,
  why: { readonly reason: 'bounced'; readonly address: string } | { readonly reason: 'complained' },
  at: Instant,
  messageId: string,
): Promise<void> {
  const { timeZone } = await store.settings.load();
  const id = `email#${why.reason}#${messageId}`;
  await store.activity.record(customerId, { type: 'suppression', id, at, channel: 'email', ...why });
  await foldIntoProfile(store, customerId, timeZone);
}
