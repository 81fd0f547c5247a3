import type { ReleaseActivity } from '../profile/activity.ts';
import { normaliseEmail, recipientIdFor } from '../recipients/address.ts';
import {
  type RecipientSuppression,
  type Release,
  unknownRecipient,
  whyNotRelease,
  withRelease,
} from '../recipients/recipient.ts';
import { changeRecipient } from './change-recipient.ts';
import { type IntakeStore, takeInFacts } from './take-in.ts';

/** How a mailbox is released. */
export interface Releasing {
  readonly released: Release;
  /** The shop's; it decides which day a fact belongs to. */
  readonly timeZone: string;
  /** Takes addresses off the list of those that whoever sends drops by itself. A repeat finds none. */
  forgetBounces(addresses: readonly string[]): Promise<void>;
}

/** Why a mailbox stays as it is: it is open, or closed by this. `bounced` when it has bounced again meanwhile. */
export type NotReleased = 'open' | RecipientSuppression['reason'];

/**
 * Opens a mailbox again that has bounced, for whoever knows that the address works. What the customers say comes first
 * and the mailbox last, so that after a crash between any two it is closed still, whoever looks sees that, and releasing
 * it again completes it.
 *
 * @returns why it stays as it is; undefined once it is released
 * @throws ContentionError when other writers kept changing it
 */
export async function releaseMailbox(
  store: IntakeStore,
  address: string,
  { released, timeZone, forgetBounces }: Releasing,
): Promise<NotReleased | undefined> {
  const id = recipientIdFor('email', address, await store.settings.opaqueIdKey());
  const { recipient = unknownRecipient(id) } = await store.recipients.find(id);
  const refusal = whyNotRelease(recipient);
  if (refusal !== undefined) return refusal;
  const known = await store.customers.findByEmail(address);
  const written = [...new Set([address, ...known.flatMap(({ contact }) => contact.email ?? [])])];
  await forgetBounces([...new Set([...written, normaliseEmail(address)])]);
  const customers = new Set([...recipient.customers, ...known.map(({ customerId }) => customerId)]);
  const facts = [...new Set(written.map((one) => one.toLowerCase()))].map(
    (one, index): ReleaseActivity => ({
      type: 'release',
      id: `${released.source}#${released.at}#${index}`,
      at: released.at,
      address: one,
    }),
  );
  for (const customerId of customers) await takeInFacts(store, customerId, facts, timeZone);
  const { suppression } = await changeRecipient(store, id, (now) => withRelease(now, released));
  return suppression?.reason;
}
