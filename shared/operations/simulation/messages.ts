import type { Channel } from '../../recipients/address.ts';
import { recipientIdFor } from '../../recipients/address.ts';
import type { ReservationRequest } from '../../recipients/recipient.ts';
import {
  type Recipient,
  type RecipientRefusal,
  unknownRecipient,
  whyNotReserve,
  withReservation,
} from '../../recipients/recipient.ts';

/** Mailboxes and phones in memory: they count what they would have been sent, and keep to the caps like real ones. */
export interface Mailboxes {
  /** Reserves a message, unless something is against it; then says what. */
  reserve(address: string, request: ReservationRequest): RecipientRefusal | undefined;
}

/** Creates mailboxes that have had nothing yet. */
export function createMailboxes(opaqueIdKey: string): Mailboxes {
  const recipients = new Map<string, Recipient>();
  return {
    reserve(address, request) {
      const id = recipientIdFor(request.channel satisfies Channel, address, opaqueIdKey);
      const recipient = recipients.get(id) ?? unknownRecipient(id);
      const refusal = whyNotReserve(recipient, request);
      if (refusal === undefined) recipients.set(id, withReservation(recipient, request));
      return refusal;
    },
  };
}
