import type { Instant } from '../../calendar.ts';
import type { RecipientId } from '../../ids.ts';
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
  /** Takes over how one stands in reality, whatever it has been sent there. */
  know(recipient: Recipient): void;
  /** Reserves a message, unless something is against it; then says what. */
  reserve(address: string, request: ReservationRequest): RecipientRefusal | undefined;
}

/** Creates mailboxes that have had nothing yet. */
export function createMailboxes(opaqueIdKey: string): Mailboxes {
  const known = new Map<RecipientId, Recipient>();
  const recipients = new Map<RecipientId, Recipient>();
  return {
    know(recipient) {
      known.set(recipient.id, recipient);
    },
    reserve(address, request) {
      const id = recipientIdFor(request.channel, address, opaqueIdKey);
      const before = recipients.get(id) ?? unknownRecipient(id);
      const recipient = { ...before, ...stated(known.get(id), request.at) };
      const refusal = whyNotReserve(recipient, request);
      if (refusal === undefined) recipients.set(id, withReservation(before, request));
      return refusal;
    },
  };
}

/** What was stated with a mailbox by a moment, as far as nothing later has replaced it. */
const stated = (recipient: Recipient | undefined, at: Instant): Partial<Recipient> => {
  const { consent, suppression, erasedAt } = recipient ?? {};
  return {
    ...(consent && consent.at <= at && { consent }),
    ...(suppression && suppression.at <= at && { suppression }),
    ...(erasedAt && erasedAt <= at && { erasedAt }),
  };
};
