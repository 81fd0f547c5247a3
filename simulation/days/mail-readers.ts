import type { StoredMessage } from '../../infra/local/ses/message.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { couponCodePattern } from '../../shared/coupons/coupon.ts';
import { customerIdSchema } from '../../shared/ids.ts';
import type { EmailReaction, SimulatedShop } from '../shop/simulated-shop.ts';

/** Simulated customers in front of their mailboxes. */
export interface MailReaders {
  /** Looks at the mails that came since the last time, and makes up each reader's mind. */
  collectMail(): Promise<void>;
  /** What is to happen up to `untilMs`, earliest first; each is handed out once. */
  reactionsUntil(untilMs: number): readonly PlannedReaction[];
  /** Carries one out: SES raises its event, or the unsubscribe link is followed. */
  carryOut(reaction: PlannedReaction): Promise<void>;
}

export interface PlannedReaction {
  readonly message: StoredMessage;
  readonly atMs: number;
  readonly event: EmailReaction['event'];
}

export function createMailReaders(stack: Stack, shop: SimulatedShop): MailReaders {
  let messagesSeen = stack.ses.messages().length;
  let planned: PlannedReaction[] = [];
  return {
    async collectMail() {
      const messages = stack.ses.messages();
      for (const message of messages.slice(messagesSeen))
        planned.push(...(await reactionsTo(message, stack, shop)));
      messagesSeen = messages.length;
      planned.sort((a, b) => a.atMs - b.atMs || a.message.id.localeCompare(b.message.id));
    },
    reactionsUntil(untilMs) {
      const now = planned.filter((reaction) => reaction.atMs <= untilMs);
      planned = planned.filter((reaction) => reaction.atMs > untilMs);
      return now;
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

async function reactionsTo(
  message: StoredMessage,
  stack: Stack,
  shop: SimulatedShop,
): Promise<PlannedReaction[]> {
  const customerId = customerIdSchema.parse(Buffer.from(message.tags.customer ?? '', 'base64url').toString());
  const code = couponCodePattern.exec(message.text ?? '')?.[0];
  const coupon = code === undefined ? undefined : await stack.store.coupons.get(customerId, code);
  const reactions = shop.reactToEmail({
    customerId,
    messageId: message.id,
    sentAt: instantFromMs(message.atMs),
    campaign: message.tags.campaign ?? 'call',
    ...(coupon && { coupon }),
  });
  return reactions.map(({ event, at }) => ({ message, event, atMs: Date.parse(at) }));
}

/** What the mail program's own button does (RFC 8058); the shop's public address leads to the embedded stack. */
async function unsubscribe(message: StoredMessage, apiUrl: string): Promise<void> {
  const header = message.headers.find(({ name }) => name === 'List-Unsubscribe');
  const { pathname } = new URL(header?.value.replace(/^<|>$/g, '') ?? '/', apiUrl);
  await fetch(new URL(pathname, apiUrl), { method: 'POST', body: 'List-Unsubscribe=One-Click' });
}

const linkIn = (message: StoredMessage): string => /https?:\/\/[^\s)"]+/.exec(message.text ?? '')?.[0] ?? '';
