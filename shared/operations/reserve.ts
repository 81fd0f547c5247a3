import { RekindleError } from '../errors.ts';
import type { RecipientId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { recipientIdFor } from '../recipients/address.ts';
import {
  type RecipientRefusal,
  type ReservationRequest,
  whyNotReserve,
  withoutReservation,
  withReservation,
} from '../recipients/recipient.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { changeRecipient } from './change-recipient.ts';

/** The place of one message with its recipient. */
export interface ReservableMessage {
  /** Why the recipient gets no such message; undefined once it is reserved. A repeat finds its own reservation. */
  reserve(): Promise<RecipientRefusal | undefined>;
  /** Gives the place back, for a message that certainly did not go out. */
  release(): Promise<void>;
}

/**
 * The recipient decides who may be reached. Reserving is one write on condition that the recipient is still as it was
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

/**
 * The place of a call with a customer's phone.
 *
 * @throws RekindleError for a customer without a phone number
 */
export function createPhonePlace(
  store: Pick<Store, 'recipients'>,
  { customerId, contact: { phone }, consents }: Profile,
  message: Pick<ReservationRequest, 'message' | 'at'>,
  settings: Pick<Settings, 'callbacks'>,
  secrets: Pick<Secrets, 'opaqueIds'>,
): ReservableMessage {
  if (phone === undefined) throw new RekindleError('a customer without a phone number cannot be called');
  return createReservation(store, recipientIdFor('phone', phone, secrets.opaqueIds), {
    ...message,
    channel: 'phone',
    customerId,
    requiresConsent: settings.callbacks.requiresConsent,
    ownConsent: consents.phone,
  });
}
