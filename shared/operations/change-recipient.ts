import type { RecipientId } from '../ids.ts';
import {
  type Recipient,
  type RecipientSuppression,
  unknownRecipient,
  withSuppression,
} from '../recipients/recipient.ts';
import type { Store } from '../store/store.ts';
import { contended, retryWhileContended } from './contention.ts';

type RecipientStore = Pick<Store, 'recipients'>;

/** A handful of messages and statements at the same time is a busy mailbox. */
const changeAttempts = 20;

/**
 * Changes one recipient by what stands there now. A change that returns the very recipient it was given writes nothing.
 *
 * @returns the recipient as it is afterwards
 * @throws ContentionError when other writers kept changing it
 */
export const changeRecipient = (
  store: RecipientStore,
  id: RecipientId,
  change: (recipient: Recipient) => Recipient,
): Promise<Recipient> =>
  changeBy(store, id, change, (after, version) => store.recipients.save(after, version));

/**
 * Closes a mailbox or phone and does nothing else: nothing more goes there from now on. A repeat changes nothing.
 *
 * @returns the recipient as it is afterwards: perhaps with an earlier closing that outweighs this one, or open, because
 * somebody has opted in since
 * @throws ContentionError when other writers kept changing it
 */
export const closeRecipient = (
  store: RecipientStore,
  id: RecipientId,
  suppression: RecipientSuppression,
): Promise<Recipient> =>
  changeBy(
    store,
    id,
    (recipient) => withSuppression(recipient, suppression),
    (after, version) => store.recipients.close(id, after.suppression ?? suppression, version),
  );

/** {@link changeRecipient} with the write that carries out the change, which is false when another writer was faster. */
const changeBy = (
  store: RecipientStore,
  id: RecipientId,
  change: (recipient: Recipient) => Recipient,
  write: (after: Recipient, versionRead: number) => Promise<boolean>,
): Promise<Recipient> =>
  retryWhileContended(
    async () => {
      const { recipient = unknownRecipient(id), version } = await store.recipients.find(id);
      const after = change(recipient);
      if (after === recipient || (await write(after, version))) return after;
      return contended;
    },
    { attempts: changeAttempts, what: 'the recipient was changed by others', where: 'recipient' },
  );
