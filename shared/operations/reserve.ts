import type { RecipientId } from '../ids.ts';
import {
  type RecipientRefusal,
  type ReservationRequest,
  whyNotReserve,
  withoutReservation,
  withReservation,
} from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';

/** The place of one message in a mailbox. */
export interface ReservableMessage {
  /** Why the mailbox gets no such message; undefined once it is reserved. A repeat finds its own reservation. */
  reserve(): Promise<RecipientRefusal | undefined>;
  /** Gives the place back, for a message that certainly did not go out. */
  release(): Promise<void>;
}

/**
 * The mailbox decides who may be written to. Reserving is one write on condition that the mailbox is still as it was
 * read: not suppressed, with consent as required, and without this message for anybody else who uses it.
 */
export const createReservation = (
  store: Pick<Store, 'recipients'>,
  id: RecipientId,
  request: ReservationRequest,
): ReservableMessage => ({
  async reserve() {
    let refusal: RecipientRefusal | undefined;
    await changeRecipient(store, id, (recipient) => {
      refusal = whyNotReserve(recipient, request);
      return refusal === undefined ? withReservation(recipient, request) : recipient;
    });
    return refusal;
  },
  async release() {
    await changeRecipient(store, id, (recipient) =>
      withoutReservation(recipient, request.message, request.customerId),
    );
  },
});
