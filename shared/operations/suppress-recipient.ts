import type { CustomerId, RecipientId } from '../ids.ts';
import type { SuppressionActivity } from '../profile/activity.ts';
import { type Channel, recipientIdFor } from '../recipients/address.ts';
import type { RecipientSuppression } from '../recipients/recipient.ts';
import { closeRecipient } from './change-recipient.ts';
import { type IntakeStore, takeInFacts } from './take-in.ts';

/** What is known beside the recipient's id when it is closed. */
export interface SuppressionContext {
  /** The shop's; it decides which day a fact belongs to. */
  readonly timeZone: string;
  /** The address that bounced: a bounce closes it, and not the customer's next one. */
  readonly address?: string;
  /** Customers with this address who may never have been written to or called. */
  readonly customers?: readonly CustomerId[];
}

/** Takes the closing of a mailbox or phone into the activity of every customer who was reached there. */
export async function followSuppression(
  store: IntakeStore,
  id: RecipientId,
  timeZone: string,
): Promise<void> {
  const { recipient } = await store.recipients.find(id);
  if (recipient?.suppression === undefined) return;
  await recordSuppression(store, recipient.customers, recipient.suppression, { timeZone });
}

/**
 * Closes a mailbox or phone: the recipient first, so that nothing more goes there whatever happens next, and then the
 * activity of every customer who was reached there. A repeat finds the first closing, and completes what a crash left
 * out.
 *
 * @returns how it is closed now, which may be an earlier closing that outweighs this one; undefined when the recipient
 * has been opened again since
 */
export async function suppressRecipient(
  store: IntakeStore,
  id: RecipientId,
  suppression: RecipientSuppression,
  context: SuppressionContext,
): Promise<RecipientSuppression | undefined> {
  const recipient = await closeRecipient(store, id, suppression);
  if (recipient.suppression === undefined) return undefined;
  const customers = new Set([...recipient.customers, ...(context.customers ?? [])]);
  await recordSuppression(store, customers, recipient.suppression, context);
  return recipient.suppression;
}

/** Closes a channel of a customer, who asked for it. */
export async function closeChannelOf(
  store: IntakeStore,
  customerId: CustomerId,
  channel: Channel,
  asked: Pick<RecipientSuppression, 'at' | 'source'>,
  timeZone: string,
): Promise<void> {
  const suppression = { ...asked, reason: channel === 'phone' ? 'do-not-call' : 'unsubscribed' } as const;
  if (channel === 'phone') return suppressPhoneOf(store, customerId, suppression, timeZone);
  const email = (await store.customers.find(customerId))?.contact.email;
  if (email === undefined) return recordSuppression(store, [customerId], suppression, { timeZone });
  const id = recipientIdFor('email', email, await store.settings.opaqueIdKey());
  await suppressRecipient(store, id, suppression, { timeZone, customers: [customerId] });
}

/** Closes the phone that a customer has now, and calls to that customer at any other. */
export async function suppressPhoneOf(
  store: IntakeStore,
  customerId: CustomerId,
  suppression: RecipientSuppression,
  timeZone: string,
): Promise<void> {
  const phone = (await store.customers.find(customerId))?.contact.phone;
  if (phone !== undefined) {
    const id = recipientIdFor('phone', phone, await store.settings.opaqueIdKey());
    await suppressRecipient(store, id, suppression, { timeZone, customers: [customerId] });
  } else await recordSuppression(store, [customerId], suppression, { timeZone });
}

/** Takes a closing into the activity of the customers whom it affects. */
async function recordSuppression(
  store: IntakeStore,
  customers: Iterable<CustomerId>,
  suppression: RecipientSuppression,
  { timeZone, address }: SuppressionContext,
): Promise<void> {
  const { alsoUnsubscribed: too } = suppression;
  const facts = [
    factOf(suppression, address),
    too && factOf({ ...too, reason: 'unsubscribed' }, undefined),
  ].filter((fact) => fact !== undefined);
  if (facts.length === 0) return;
  for (const customerId of customers) await takeInFacts(store, customerId, facts, timeZone);
}

/** Its id names the source and the time, because a customer can unsubscribe again after opting in. */
function factOf(
  { reason, at, source }: RecipientSuppression,
  address: string | undefined,
): SuppressionActivity | undefined {
  const id = `${reason}#${source}#${at}`;
  if (reason === 'do-not-call') return { type: 'suppression', id, at, channel: 'phone', reason };
  const common = { type: 'suppression', id, at, channel: 'email' } as const;
  if (reason !== 'bounced') return { ...common, reason };
  // Who closes a mailbox again that has bounced does not know the address; the bounce has recorded it.
  return address === undefined ? undefined : { ...common, reason, address };
}
