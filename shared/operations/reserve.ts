import type { Instant } from '../calendar.ts';
import { RekindleError } from '../errors.ts';
import type { CustomerRef, RecipientId } from '../ids.ts';
import type { Profile } from '../profile/profile.ts';
import { recipientIdFor } from '../recipients/address.ts';
import type { FrequencyCaps } from '../recipients/frequency.ts';
import {
  hasRoom,
  type Recipient,
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
 * read: not suppressed, with consent as required, without this message for anybody else who uses it, and with room under
 * the caps. So the caps hold across all campaigns, however many send at the same time.
 */
export const createReservation = (
  store: Pick<Store, 'recipients'>,
  id: RecipientId,
  request: ReservationRequest,
): ReservableMessage => createPlace(store, id, request, (recipient) => whyNotReserve(recipient, request));

function createPlace(
  store: Pick<Store, 'recipients'>,
  id: RecipientId,
  request: ReservationRequest,
  whyNot: (recipient: Recipient) => RecipientRefusal | undefined,
): ReservableMessage {
  return {
    async reserve() {
      let refusal: RecipientRefusal | undefined;
      await changeRecipient(store, id, (recipient) => {
        refusal = whyNot(recipient);
        return refusal === undefined ? withReservation(recipient, request) : recipient;
      });
      return refusal;
    },
    async release() {
      await changeRecipient(store, id, (recipient) =>
        withoutReservation(recipient, request.message, request.by),
      );
    },
  };
}

/** What a message's room under the caps depends on. */
export interface Sending {
  readonly at: Instant;
  /** Unique to the attempt. */
  readonly attempt: string;
  /** True for a message that every customer must get, however many others there were. */
  readonly isTransactional: boolean;
}

/** The caps that a message keeps to. */
export const capsFor = (
  { isTransactional }: Pick<Sending, 'isTransactional'>,
  { limits, timeZone }: Pick<Settings, 'limits' | 'timeZone'>,
): FrequencyCaps | 'none' => (isTransactional ? 'none' : { ...limits, timeZone });

/** A call that wants to be made. */
export interface PlannedCall extends Sending {
  /** What it is for; the same for every customer who would be called for the same. */
  readonly message: string;
  readonly ref: CustomerRef;
}

/**
 * The place of a call with a customer's phone. Where there is a cap on all messages together, they are counted at the
 * mailbox, so the call takes room there as well; a customer without one has only the phone.
 *
 * @throws RekindleError for a customer without a phone number
 */
export function createPhonePlace(
  store: Pick<Store, 'recipients'>,
  { customerId, contact: { phone, email }, consents }: Profile,
  call: PlannedCall,
  settings: Pick<Settings, 'callbacks' | 'limits' | 'timeZone'>,
  secrets: Pick<Secrets, 'opaqueIds'>,
): ReservableMessage {
  if (phone === undefined) throw new RekindleError('a customer without a phone number cannot be called');
  const { message, ref, at, attempt } = call;
  const caps = capsFor(call, settings);
  const request: ReservationRequest = {
    message,
    channel: 'phone',
    customerId,
    at,
    by: attempt,
    requiresConsent: settings.callbacks.requiresConsent,
    ownConsent: consents.phone,
    caps,
  };
  const phoneId = recipientIdFor('phone', phone, secrets.opaqueIds);
  if (email === undefined || caps === 'none' || caps.all.length === 0)
    return createReservation(store, phoneId, request);
  const atPhone = createReservation(store, phoneId, { ...request, caps: { ...caps, all: [] } });
  // Two customers with one mailbox may be called on phones of their own.
  const counted = { ...request, message: `${message}#call#${ref}`, caps: { ...caps, phone: [] } };
  const mailboxId = recipientIdFor('email', email, secrets.opaqueIds);
  const atMailbox = createPlace(store, mailboxId, counted, (mailbox) =>
    hasRoom(mailbox, counted) ? undefined : 'capped',
  );
  return {
    async reserve() {
      const refusal = await atPhone.reserve();
      if (refusal !== undefined) return refusal;
      const capped = await atMailbox.reserve();
      if (capped !== undefined) await atPhone.release();
      return capped;
    },
    async release() {
      await atMailbox.release();
      await atPhone.release();
    },
  };
}
