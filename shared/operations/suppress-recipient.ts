import type { CustomerId, RecipientId } from '../ids.ts';
import type { SuppressionActivity } from '../profile/activity.ts';
import { type RecipientSuppression, withSuppression } from '../recipients/recipient.ts';
import { changeRecipient } from './change-recipient.ts';
import { type IntakeStore, takeInFacts } from './take-in.ts';

/** What is known beside the mailbox's id when it is closed. */
export interface SuppressionContext {
  /** The shop's; it decides which day a fact belongs to. */
  readonly timeZone: string;
  /** The address that bounced: a bounce closes it, and not the customer's next one. */
  readonly address?: string;
  /** The customer whom the message was for, where the event says so. */
  readonly customerId?: CustomerId;
}

/**
 * Closes a mailbox: the mailbox first, so that nothing more is sent to it whatever happens next, and then the activity of
 * every customer who was written to there. A repeat finds the first closing, and completes what a crash left out.
 */
export async function suppressRecipient(
  store: IntakeStore,
  id: RecipientId,
  suppression: RecipientSuppression,
  { timeZone, address, customerId }: SuppressionContext,
): Promise<void> {
  const recipient = await changeRecipient(store, id, (before) => withSuppression(before, suppression));
  const fact = recipient.suppression && factOf(recipient.suppression, address);
  if (fact === undefined) return;
  for (const affected of new Set([...recipient.customers, ...(customerId ? [customerId] : [])]))
    await takeInFacts(store, affected, [fact], timeZone);
}

/** Its id names the source and the time, because a customer can unsubscribe again after opting in. */
function factOf(
  { reason, at, source }: RecipientSuppression,
  address: string | undefined,
): SuppressionActivity | undefined {
  const common = {
    type: 'suppression',
    id: `email#${reason}#${source}#${at}`,
    at,
    channel: 'email',
  } as const;
  if (reason !== 'bounced') return { ...common, reason };
  // Who closes a mailbox again that has bounced does not know the address; the bounce has recorded it.
  return address === undefined ? undefined : { ...common, reason, address };
}
