import type { StoredMessage } from '../../infra/local/ses/message.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { codePattern } from '../../shared/code.ts';
import type { DeliveryKey } from '../../shared/deliveries/delivery-key.ts';
import { messageTagsSchema } from '../../shared/deliveries/tags.ts';
import type { CampaignId, CustomerId } from '../../shared/ids.ts';
import type { Store } from '../../shared/store/store.ts';
import type { EmailReaction, SimulatedShop } from '../shop/simulated-shop.ts';

/** Simulated customers who read their email. */
export interface MailReaders {
  /** Takes the emails that arrived since the last call, and plans each reader's reactions. */
  collectMail(): Promise<void>;
  /** Removes and returns the reactions planned up to `untilMs`, earliest first. */
  takeReactionsUntil(untilMs: number): readonly PlannedReaction[];
  /** Carries out a reaction: SES raises its event, or the unsubscribe link is called. */
  carryOut(reaction: PlannedReaction): Promise<void>;
}

/** A reaction to an email at a time in epoch milliseconds. */
export interface PlannedReaction {
  readonly message: StoredMessage;
  readonly atMs: number;
  readonly event: EmailReaction['event'];
}

/** The readers of all emails that the stack sends from now on. */
export function createMailReaders(stack: Stack, shop: SimulatedShop): MailReaders {
  let messagesSeen = stack.ses.messages().length;
  let planned: PlannedReaction[] = [];
  return {
    async collectMail() {
      const messages = stack.ses.messages();
      for (const message of messages.slice(messagesSeen))
        planned.push(...(await planReactions(message, stack, shop)));
      messagesSeen = messages.length;
      planned.sort((a, b) => a.atMs - b.atMs || a.message.id.localeCompare(b.message.id));
    },
    takeReactionsUntil(untilMs) {
      const due = planned.filter((reaction) => reaction.atMs <= untilMs);
      planned = planned.filter((reaction) => reaction.atMs > untilMs);
      return due;
    },
    async carryOut({ message, event }) {
      const link = linkIn(message);
      if (event === 'unsubscribe') await unsubscribe(message, stack.endpoints.api);
      else if (event === 'open') stack.ses.raise(message.id, { type: 'Open' });
      else if (event === 'click') stack.ses.raise(message.id, { type: 'Click', link });
      else if (event === 'complaint') stack.ses.raise(message.id, { type: 'Complaint' });
      else stack.ses.raise(message.id, { type: 'Bounce', bounceType: 'Permanent' });
    },
  };
}

async function planReactions(
  message: StoredMessage,
  stack: Stack,
  shop: SimulatedShop,
): Promise<PlannedReaction[]> {
  const key = messageTagsSchema.parse(message.tags);
  const about = await whatIsBehind(key, stack.store);
  if (about === undefined) return [];
  const { customerId, campaign } = about;
  const code = codePattern.exec(message.text ?? '')?.[0];
  const coupon = code === undefined ? undefined : await stack.store.coupons.get(customerId, code);
  const reactions = shop.reactToEmail({
    customerId,
    messageId: message.id,
    sentAt: instantFromMs(message.atMs),
    campaign,
    ...(coupon && { coupon }),
  });
  return reactions.map(({ event, at }) => ({ message, event, atMs: Date.parse(at) }));
}

/** Whom an email was for, and which campaign led to it; undefined once that customer was erased. */
async function whatIsBehind(
  key: DeliveryKey,
  store: Store,
): Promise<{ customerId: CustomerId; campaign: CampaignId } | undefined> {
  if (!('taskId' in key)) {
    const enrolment = await store.journeys.find(key);
    return enrolment && { customerId: enrolment.customerId, campaign: key.cohort.campaign };
  }
  const task = await store.callbacks.findById(key.taskId);
  return task && { customerId: task.customerId, campaign: task.enrolment.cohort.campaign };
}

/** Does what a mail client's unsubscribe button does (RFC 8058), but on the embedded stack, not at the shop's URL. */
async function unsubscribe(message: StoredMessage, apiUrl: string): Promise<void> {
  const header = message.headers.find(({ name }) => name === 'List-Unsubscribe');
  const { pathname } = new URL(header?.value.replace(/^<|>$/g, '') ?? '/', apiUrl);
  await fetch(new URL(pathname, apiUrl), { method: 'POST', body: 'List-Unsubscribe=One-Click' });
}

const linkIn = (message: StoredMessage): string => /https?:\/\/[^\s)"]+/.exec(message.text ?? '')?.[0] ?? '';
